"""IPTC's NITF 3, a document alone."""

from schemas import Format
from streams.formats.agency_text import byline_in, headline_in, one_line, text_in
from streams.formats.fields import Told, draft, status_of
from streams.formats.model import Draft, Reading
from streams.formats.texts import teaser_beside
from streams.formats.xml import XML_LANG, Element, found


def read(root: Element, rules: Reading) -> list[Draft]:
    """The one draft of a document whose root is `nitf`."""
    ids, titles = found(root, "doc-id"), found(root, "title")
    body = text_in(root)
    abstract = next(iter(found(root, "abstract")), None)
    told = Told(
        id=_told(root, "doc-id", "id-string"),
        version=_told(root, "du-key", "version"),
        source=[
            *(one.get("regsrc") for one in ids),
            _told(root, "pubdata", "name"),
            _told(root, "doc.copyright", "holder"),
        ],
        title=headline_in([root]) or next(map(one_line, titles), None),
        summary=teaser_beside(body, text_in(abstract) if abstract is not None else None),
        byline=byline_in([root]),
        body=body,
        language=root.get(XML_LANG) or root.get("lang"),
        published_at=[_told(root, name, "norm") for name in ("date.issue", "date.release")]
        + [_told(root, "pubdata", "date.publication")],
        status=status_of(_told(root, "docdata", "management-status")),
        keywords=[one.get("key") for one in found(root, "keyword")],
    )
    return [draft(told, Format.NITF, rules)]


def _told(root: Element, name: str, attribute: str) -> str | None:
    """What the first element of that name that has the attribute says."""
    return next((value for one in found(root, name) if (value := one.get(attribute))), None)
