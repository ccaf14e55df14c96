"""What a JSON value holds, told by its content type and its shape."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from schemas import Format, Reason, RejectionError
from schemas.codec import decode, refuse_large_integers
from streams.formats import cloudevents, flat, jsonfeed, jsonld, ld_nodes, ninjs, wrappers
from streams.formats.envelope import MediaType, header
from streams.formats.fields import check_count
from streams.formats.model import Document, Draft, Reading

_JSON_LD = "application/ld+json"
_UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def decoded(value: bytes, said: MediaType) -> Any:
    """The JSON value, in UTF-8 or in what a byte order mark or the content type says. Raises RejectionError.

    Integers of more than 64 bits are floats in it: `read` refuses them where they would be passed on.
    """
    value = _as_utf8(value, said.charset)
    try:
        return decode(value, any_integer=True)
    except RejectionError as error:
        if error.reason is not Reason.NOT_JSON or said.name != _JSON_LD:
            raise
        return ld_nodes.lenient(value.decode())


def _as_utf8(value: bytes, charset: str | None) -> bytes:
    charset = "utf-16" if value.startswith(_WIDE) else charset
    if charset is None or charset in _UTF8:
        return value
    try:
        return value.decode(charset).encode()
    except (LookupError, UnicodeError):  # said wrongly
        return value


def inside(value: object, said: MediaType, document: Document) -> list[Document]:
    """The documents that a JSON value holds as text or as data of CloudEvents; none where it is a document itself.

    Raises RejectionError for what is said to be an event, or looks like one, and is none.
    """
    if isinstance(value, str):
        return [Document(value.encode(), document.headers, "application/octet-stream", document.told_by)]
    if cloudevents.is_event(value) or said.name == cloudevents.STRUCTURED:
        return [cloudevents.structured(value, document)]
    if isinstance(value, list) and (said.name == cloudevents.BATCH or all(map(cloudevents.is_event, value))):
        headers = [told for told in document.headers if told[0].lower() not in {"id", "url"}]  # not of all of them
        return [cloudevents.structured(event, replace(document, headers=headers)) for event in value]
    return []


def read(value: object, document: Document, said: MediaType, rules: Reading) -> list[Draft]:
    """The drafts of the articles in a JSON value, one at least. Raises RejectionError."""
    drafts = _drafts(value, said, rules, header(document.headers, "url"))
    if any(draft.format is Format.FLAT for draft in drafts):
        refuse_large_integers(_as_utf8(document.value, said.charset))
    return drafts


def _drafts(value: object, said: MediaType, rules: Reading, base: str | None) -> list[Draft]:
    if flat.is_article(value):
        return [flat.read(value)]
    if jsonfeed.is_feed(value):
        return _some(jsonfeed.read(value, rules), "a JSON Feed without items")
    if said.name == _JSON_LD or ld_nodes.is_node(value):
        return _some(jsonld.read(value, rules, base), "JSON-LD without an article")
    if found := list(wrappers.items(value, _is_item)):
        check_count(len(found), rules)
        return [_item(one, rules) for one in found]
    if not isinstance(value, dict):
        raise RejectionError(Reason.NOT_AN_OBJECT, f"a JSON {type(value).__name__}, not an object")
    if value and not any(name in value for name in ("source", "id", "body")):
        raise RejectionError(Reason.NO_ARTICLE, f"JSON of no format that is read, with the fields {_shown(value)}")
    return [flat.read(value)]  # whoever accepts it says what is missing


def _shown(value: Mapping[str, Any]) -> str:
    names = [name[:30] for name in list(value)[:6]]
    return ", ".join(names) + (", …" if len(value) > len(names) else "")


def _is_item(value: object) -> bool:
    return flat.is_article(value) or ninjs.is_item(value) or jsonfeed.is_item(value)


def _item(value: Mapping[str, Any], rules: Reading) -> Draft:
    if flat.is_article(value):
        return flat.read(value)
    return ninjs.read(value, rules) if ninjs.is_item(value) else jsonfeed.read_item(value, rules)


def _some(drafts: list[Draft], otherwise: str) -> list[Draft]:
    if not drafts:
        raise RejectionError(Reason.NO_ARTICLE, otherwise)
    return drafts
