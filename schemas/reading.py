"""How a raw record was read: as what, and what of it is not published as it came."""

from enum import StrEnum

from schemas.published import Published


class Format(StrEnum):
    """What a raw record was read as."""

    FLAT = "flat"
    """Newsmill's own fields, see the input."""
    NINJS = "ninjs"
    """IPTC's ninjs, 1 to 3."""
    JSONLD = "jsonld"
    """Schema.org's NewsArticle and its kin in JSON-LD."""
    JSONFEED = "jsonfeed"
    """An item of a JSON Feed."""
    NEWSML_G2 = "newsml_g2"
    """IPTC's NewsML-G2."""
    NEWSML_1 = "newsml_1"
    """IPTC's NewsML 1."""
    NITF = "nitf"
    """A document of IPTC's NITF alone."""
    RSS = "rss"
    """An item of an RSS feed."""
    ATOM = "atom"
    """An entry of an Atom feed."""
    HTML = "html"
    """A page in HTML."""
    PAGE = "page"
    """A page saved as text."""


class Mend(StrEnum):
    """What was done about an optional field that could not be read as it stood."""

    LEFT_OUT = "left_out"
    """It was left out."""
    MENDED = "mended"
    """It was written in the form that is wanted."""


class Repair(Published):
    """An optional field of the input that is not published as it came."""

    field: str
    """Name of the field of the input."""
    reason: Mend
    """What was done about it."""


class Removed(Published):
    """A span of the original field, in code points, that was cut because it stands elsewhere in the article. Of a field
    that came as HTML the original is the text that was made of it."""

    field: str
    """Name of the field that was cut: `title` or `body`."""
    start: int
    """Where the cut begins: code points from the beginning of the original field, counted from 0."""
    end: int
    """Where the cut ends: the first code point that is kept again."""
    reason: str
    """`block` for text that stands in the article before, `boilerplate` for a line of the page that it was taken from;
    more may follow."""
