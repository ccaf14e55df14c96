"""A document of any format becomes records for the raw topic: one as it stands, or our own article for each in it.

What is in our own format, or cannot be read, is published as its bytes, so that nothing is lost and the worker says
what is wrong. All else is read here: each of its articles becomes a record in our format, whose headers tell what it
was read from (docs/decisions/0037-files.md).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from schemas import Format, Reason, RejectionError
from schemas.codec import decode, encode
from schemas.headers import split_headers
from streams.formats import Document, Draft, flat, ld_nodes
from streams.formats.envelope import header
from streams.formats.read import one_article, read_document
from streams.inputs.reading import FileRules
from streams.inputs.record import TOMBSTONE, Headers, InputRecord, Place, is_tombstone, key_of, tombstone_record

CONTENT_TYPE = "content-type"

MARKUP = 2
"""A record that is no article of ours may be so many times as long: markup is no text (streams/steps/screen.py)."""

_BOM = b"\xef\xbb\xbf"
_NEAR = 4096
"""Bytes in which JSON begins: blanks may stand before it."""


def records_of(value: bytes, place: Place, rules: FileRules) -> Iterator[InputRecord]:
    """The records of one document that fit."""
    if rules.headers is not None:
        yield from fitting([_on_the_topic(value, place, rules)], place, rules, MARKUP * rules.longest)
    else:
        yield from fitting(_split(value, place, rules), place, rules, rules.longest)


def fitting(found: Sequence[InputRecord], place: Place, rules: FileRules, longest: int) -> Iterator[InputRecord]:
    """The records of one document with where each stands; one of more than `longest` bytes is told and left out."""
    for number, record in enumerate(found, start=1):
        where = place.of(number, len(found))
        if record.value is not None and len(record.value) > longest:
            rules.tell(where, too_long(longest))
        else:
            yield replace(record, where=where)


def article_record(draft: Draft, place: Place, source: str | None = None) -> InputRecord:
    """The record of an article in our own format, which does not yet say where it stands. `source` is whose it is,
    whatever it says."""
    fields = {**draft.fields, "source": source} if source else draft.fields
    headers = () if draft.format is Format.FLAT else tuple(split_headers(draft.format, draft.repairs))
    return InputRecord(key_of(fields), encode(fields), headers, "", place.file)


def too_long(longest: int) -> RejectionError:
    """Why what is longer than a record may be is not published."""
    return RejectionError(Reason.TOO_LARGE, f"longer than {longest} bytes, left out (NEWSMILL_MAX_ARTICLE_BYTES)")


def _on_the_topic(value: bytes, place: Place, rules: FileRules) -> InputRecord:
    """The document as one record with the headers that were asked for, whatever it holds."""
    headers = (*(rules.headers or ()), *_told_type(rules))
    try:
        key = key_of(one_article(read_document(Document(value, headers), rules.documents)).fields)
    except RejectionError:  # the worker says why
        key = None
    return InputRecord(key, value, headers, "", place.file)


def _split(value: bytes, place: Place, rules: FileRules) -> list[InputRecord]:
    content = _json(value, rules)
    if _is_list(content):  # each for itself: one that is wrong spoils no other
        return [record for item in content for record in _split(encode(item), place, rules)]
    if is_tombstone(content):
        return [replace(tombstone_record(content[TOMBSTONE], ""), file=place.file)]
    as_it_stands = not (rules.source or rules.fields)
    if as_it_stands and flat.is_article(content):
        return [InputRecord(key_of(content), value.removeprefix(_BOM), (), "", place.file)]
    try:
        drafts = _drafts(value, content, place, rules)
    except RejectionError as problem:
        if len(value) > rules.longest:  # no record: why it cannot be read says more than that
            rules.tell(place.of(1, 1), problem)
            return []
        return [InputRecord(None, value, _told_type(rules), "", place.file)]  # the worker says why, and keeps the bytes
    if as_it_stands and len(drafts) == 1 and drafts[0].format is Format.FLAT:
        return [InputRecord(key_of(drafts[0].fields), value.removeprefix(_BOM), (), "", place.file)]
    return [article_record(draft, place, rules.source) for draft in drafts]


def _is_list(content: Any) -> bool:
    """Whether it is a list of objects, or of some. Not one of JSON-LD, whose nodes refer to each other."""
    return (
        isinstance(content, list) and any(isinstance(item, dict) for item in content) and not ld_nodes.is_node(content)
    )


def _json(value: bytes, rules: FileRules) -> Any:
    """What a value holds that begins as an object or a list of JSON; None for all others."""
    if not value[:_NEAR].removeprefix(_BOM).lstrip().startswith((b"{", b"[")):
        return None
    try:
        return decode(value, max_bytes=rules.documents.max_bytes)
    except RejectionError:
        return None


def _drafts(value: bytes, content: Any, place: Place, rules: FileRules) -> list[Draft]:
    if rules.fields is None:
        return read_document(Document(value, (), rules.content_type, place.folder), rules.documents)
    if not isinstance(content, Mapping):
        raise RejectionError(Reason.NOT_AN_OBJECT, "no object of JSON, whose fields could be named")
    return [Draft(rules.fields.article(content, place.folder), Format.FLAT)]


def _told_type(rules: FileRules) -> Headers:
    """The header that says what a document is, where a person did and no header does."""
    if rules.content_type is None or header(rules.headers or (), CONTENT_TYPE):
        return ()
    return ((CONTENT_TYPE, rules.content_type.encode()),)
