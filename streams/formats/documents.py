"""Documents in any format and envelope: unwrapped, told apart by content type and shape, completed by headers.

Formats are imported where they first occur: nobody pays for one that does not come.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from schemas import Format, Reason, RejectionError
from streams.formats import cloudevents, flat, json_documents
from streams.formats.addresses import clean, host_of
from streams.formats.compressed import unpacked
from streams.formats.confluent import unframed
from streams.formats.envelope import MediaType, Shape, header, said_type, shape_of
from streams.formats.fields import check_count, id_of, identity
from streams.formats.model import Document, Draft, Reading

MOST_WRAPPED = 3
"""Events within events, and JSON within texts, that are opened."""


def read_any(document: Document, rules: Reading) -> list[Draft]:
    """As `streams.formats.read.read_document`."""
    value = unpacked(document.value, header(document.headers, "content-encoding"), rules.max_bytes)
    document = replace(document, value=unframed(value, document.headers))
    if cloudevents.is_binary(document):
        document = cloudevents.binary(document)
    return _read(document, rules, MOST_WRAPPED)


def _read(document: Document, rules: Reading, depth: int) -> list[Draft]:
    said, shape = said_type(document), shape_of(document.value)
    if shape is Shape.MARKUP or (said.is_markup and shape is Shape.UNKNOWN):
        from streams.formats.markup_documents import read_markup  # loads lxml

        return _completed(read_markup(document, said, rules), document)
    if shape is Shape.UNKNOWN and said.is_foreign:
        raise RejectionError(Reason.UNSUPPORTED_FORMAT, f"content type {said.name[:60]!r}: JSON, XML and HTML are read")
    return _json(document, said, rules, depth)


def _json(document: Document, said: MediaType, rules: Reading, depth: int) -> list[Draft]:
    value = json_documents.decoded(document.value, said)
    if inner := json_documents.inside(value, said, document):
        if not depth:
            raise RejectionError(Reason.TOO_DEEP, f"more than {MOST_WRAPPED} documents within each other")
        check_count(len(inner), rules)
        return [draft for one in inner for draft in _read(one, rules, depth - 1)]
    return _completed(json_documents.read(value, document, said, rules), document)


def _completed(drafts: list[Draft], document: Document) -> list[Draft]:
    """The drafts with what headers tell; identity goes by the document, then headers, then the address, then the text.

    Without a source, or anything that would name it, an article is incomplete; whoever accepts it says so.
    """
    told = {name: header(document.headers, name) for name in ("source", "id", "url")} if document.headers else {}
    if len(drafts) > 1:
        told = {"source": told.get("source")}
    return [_with_headers(draft, document, told) for draft in drafts]


def _with_headers(draft: Draft, document: Document, told: Mapping[str, str | None]) -> Draft:
    if draft.format is not Format.FLAT:
        return replace(draft, fields=_identified(draft.fields, told, document.told_by))
    if lacking := {name: value for name, value in told.items() if value and draft.fields.get(name) is None}:
        draft = replace(draft, fields={**draft.fields, **lacking})
    return flat.settled(draft, document.headers)


def _identified(fields: Mapping[str, Any], told: Mapping[str, str | None], told_by: str | None) -> dict[str, Any]:
    url = fields.get("url") or clean(told.get("url") or "")
    id_, title, body = fields.get("id") or id_of(told.get("id")), fields.get("title"), fields.get("body")
    named = {
        "source": told.get("source") or fields.get("source") or host_of(url) or told_by,
        "id": identity(id=id_, url=url, title=title, body=body) if id_ or url or title or body else None,
        "url": url,
    }
    return {**fields, **{name: value for name, value in named.items() if value}}
