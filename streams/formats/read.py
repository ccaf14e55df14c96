"""From a document to the drafts of its articles: the one door to all formats.

Our own fields are read here, and nothing else is loaded for them; what is left is `documents`.
"""

from collections.abc import Sequence

from schemas import Reason, RejectionError
from schemas.codec import decode, refuse_large_integers
from streams.formats import flat
from streams.formats.envelope import is_told_of
from streams.formats.model import Document, Draft, Reading


def read_document(document: Document, rules: Reading) -> list[Draft]:
    """The drafts of the articles in a document, one at least, in its order. Raises RejectionError.

    Headers `source`, `id` and `url` stand for what the document lacks (of several articles `source` alone); the source
    also comes before what a document names that is not in our own fields.
    """
    if len(document.value) > rules.max_bytes:
        raise RejectionError(
            Reason.TOO_LARGE, f"{len(document.value)} bytes, at most {rules.max_bytes} are read of a document"
        )
    if document.value.startswith(b"{") and document.content_type is None and not is_told_of(document.headers):
        value = decode(document.value, any_integer=True)
        if flat.is_article(value):
            refuse_large_integers(document.value)
            return [flat.settled(flat.read(value), document.headers)]
    from streams.formats.documents import read_any

    return read_any(document, rules)


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
