"""From a document to the drafts of its articles: unwrapped, then read by content type, by CloudEvents, by shape."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from schemas import Format, Reason, RejectionError
from schemas.headers import read_split
from streams.formats import cloudevents, json_documents
from streams.formats.addresses import clean, host_of
from streams.formats.compressed import unpacked
from streams.formats.confluent import unframed
from streams.formats.envelope import MediaType, Shape, header, is_told_of, said_type, shape_of
from streams.formats.fields import check_count, id_of, identity
from streams.formats.flat import without_markup
from streams.formats.model import Document, Draft, Reading

MOST_WRAPPED = 3
"""Events within events, and JSON within texts, that are opened."""


def read_document(document: Document, rules: Reading) -> list[Draft]:
    """The drafts of the articles in a document, one at least, in its order. Raises RejectionError.

    Headers `source`, `id` and `url` stand for what the document lacks (of several articles `source` alone); the source
    also comes before what a document names that is not in our own fields.
    """
    _check(document.value, rules)
    if document.value.startswith(b"{") and document.content_type is None and not is_told_of(document.headers):
        return _json(document, MediaType(), rules, MOST_WRAPPED)  # as nearly all come: looks for nothing else
    value = unpacked(document.value, header(document.headers, "content-encoding"), rules.max_bytes)
    document = replace(document, value=unframed(value, document.headers))
    if cloudevents.is_binary(document):
        document = cloudevents.binary(document)
    return _read(document, rules, MOST_WRAPPED)


def one_article(drafts: Sequence[Draft]) -> Draft:
    """The one article of a record. What has no text, such as pictures beside it, does not count where something has.

    Raises RejectionError where there are several.
    """
    told = [draft for draft in drafts if draft.fields.get("body") or draft.fields.get("status") == "canceled"]
    if len(told or drafts) > 1:
        raise RejectionError(
            Reason.MANY_ARTICLES, f"{len(told or drafts)} articles in one record: newsmill publish FILE splits them"
        )
    return (told or drafts)[0]


def _check(value: bytes, rules: Reading) -> None:
    if len(value) > rules.max_bytes:
        raise RejectionError(Reason.TOO_LARGE, f"{len(value)} bytes, at most {rules.max_bytes} are read")


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
        for one in inner:
            _check(one.value, rules)
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
    if split := read_split(document.headers) if document.headers else None:
        return Draft(draft.fields, split[0], tuple(split[1]))  # its texts were read where it was split
    return without_markup(draft)


def _identified(fields: Mapping[str, Any], told: Mapping[str, str | None], told_by: str | None) -> dict[str, Any]:
    url = fields.get("url") or clean(told.get("url") or "")
    id_, title, body = fields.get("id") or id_of(told.get("id")), fields.get("title"), fields.get("body")
    named = {
        "source": told.get("source") or fields.get("source") or host_of(url) or told_by,
        "id": identity(id=id_, url=url, title=title, body=body) if id_ or url or title or body else None,
        "url": url,
    }
    return {**fields, **{name: value for name, value in named.items() if value}}
