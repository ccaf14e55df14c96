"""From a document to the drafts of its articles: unwrapped, then read by content type, by CloudEvents, by shape.

Formats are imported where they first occur: nobody pays for one that does not come.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from schemas import Format, Reason, RejectionError
from schemas.codec import decode
from streams.formats import flat
from streams.formats.envelope import header, said_type
from streams.formats.model import Document, Draft, Reading

_WRAPPED = frozenset({b"\0", b"\x1f", b"\x28"})
"""First bytes of what is framed or compressed."""


def read_document(document: Document, rules: Reading) -> list[Draft]:
    """The drafts of the articles in a document, one at least, in its order. Raises RejectionError.

    Headers `source`, `id` and `url` stand for what the document lacks; `source` also comes before what a document of
    another format names.
    """
    if len(document.value) > rules.max_bytes:
        raise RejectionError(Reason.TOO_LARGE, f"{len(document.value)} bytes, at most {rules.max_bytes} are read")
    if not document.headers and document.content_type is None and document.value[:1] == b"{":
        value = decode(document.value) if False else None
    drafts = _opened(document, rules)
    return drafts


def one_article(drafts: Sequence[Draft]) -> Draft:
    """The one article of a record. Items without a text, such as the pictures beside it, do not count where there is one
    with a text. Raises RejectionError where there are several."""
    told = [draft for draft in drafts if draft.fields.get("body") or draft.fields.get("status") == "canceled"]
    if len(told or drafts) > 1:
        raise RejectionError(
            Reason.MANY_ARTICLES, f"{len(told or drafts)} articles in one record: newsmill publish FILE splits them"
        )
    return (told or drafts)[0]
