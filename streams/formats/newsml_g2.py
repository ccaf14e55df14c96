"""IPTC's NewsML-G2, with or without its namespace: a newsItem alone or those of a newsMessage.

The body is NITF, XHTML, an agency's own markup, or HTML that was escaped. What an item tells editors (`edNote`,
contacts of staff) is not read at all.
"""

from collections.abc import Iterable

from schemas import Format, Reason, RejectionError
from streams.formats.agency_text import byline_in, headline_in, one_line, text_in
from streams.formats.fields import Told, check_count, draft, status_of
from streams.formats.model import Draft, Reading
from streams.formats.texts import longest, teaser_beside
from streams.formats.xml import XML_LANG, Element, children, found, local

ROOTS = frozenset({"newsitem", "newsmessage", "itemset", "packageitem", "conceptitem", "knowledgeitem", "planningitem"})
"""Names of roots that are read here, in lower case."""

_MAIN = ("", "main", "headline", "hedline", "title", "full", "normal")
"""Roles of the headline that is meant for readers; "" where none is told."""
_TEASERS = ("", "summary", "abstract", "lede", "lead", "teaser", "standfirst", "drop")
_MOMENTS = ("versionCreated", "contentModified", "contentCreated", "firstCreated")


def read(root: Element, rules: Reading) -> list[Draft]:
    """A draft for each item of news, in their order; pictures and what only lists others are left out where there are
    texts. Raises RejectionError where there is no item."""
    items = found(root, "newsItem")
    if not items:
        raise RejectionError(Reason.NO_ARTICLE, f"NewsML-G2 without a newsItem: a {local(root)}")
    check_count(len(items), rules)
    drafts = [draft(_told(item), Format.NEWSML_G2, rules) for item in items]
    texts = [one for one in drafts if one.fields.get("body") or one.fields.get("status") == "canceled"]
    return texts or drafts


def _told(item: Element) -> Told:
    bodies = [one for content in children(item, "contentSet") for one in content if local(one).startswith("inline")]
    body = longest(map(text_in, bodies))
    signals = [status_of(_code(signal)) for signal in _meta(item, "signal")]
    canceled = "canceled" in (status_of(_value(_meta(item, "pubStatus"))), *signals)
    return Told(
        id=item.get("guid"),
        version=item.get("version"),
        source=[_value(_meta(item, "provider")), _value(_meta(item, "infoSource"))],
        title=_title(item, bodies),
        summary=teaser_beside(body, _best(_meta(item, "description"), _TEASERS)),
        byline=_byline(item, bodies),
        body=body,
        language=_language(item, bodies),
        published_at=[one_line(moment) for name in _MOMENTS for moment in _meta(item, name)],
        status="canceled" if canceled else "usable",
        keywords=_keywords(item),
        more={"embargoed": next(filter(None, map(one_line, _meta(item, "embargoed"))), None)},
    )


def _meta(item: Element, name: str) -> list[Element]:
    """What the item says of itself under a name, in the order of itemMeta and contentMeta."""
    parts = [part for part in item if local(part) in {"itemMeta", "contentMeta"}]
    return [one for part in parts for one in children(part, name)]


def _title(item: Element, bodies: list[Element]) -> str | None:
    headlines = (_best(_meta(item, name), _MAIN) for name in ("headline", "title"))
    told = next(headlines) or headline_in(bodies) or next(headlines)
    return told or next(filter(None, map(one_line, _meta(item, "slugline"))), None)


def _best(elements: list[Element], roles: Iterable[str]) -> str | None:
    """The text of the one with the likeliest role, the best rank among these. Roles that are not known count last for
    headlines, and not at all where the only role is another's, such as a caption's."""
    order = {role: place for place, role in enumerate(roles)}
    ranked = sorted(elements, key=lambda one: (order.get(_role(one), len(order)), _rank(one)))
    texts = [(one, text) for one in ranked if (text := one_line(one))]
    return next((text for one, text in texts if _role(one) != "caption"), None)


def _role(element: Element) -> str:
    return (element.get("role") or "").rpartition(":")[2].lower()


def _rank(element: Element) -> int:
    told = element.get("rank") or ""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else 0


def _byline(item: Element, bodies: list[Element]) -> str | None:
    told = next(filter(None, map(one_line, _meta(item, "by"))), None) or byline_in(bodies)
    return told or ", ".join(dict.fromkeys(name for one in _meta(item, "creator") if (name := _person(one)))) or None


def _person(creator: Element) -> str | None:
    """What a reader would call a creator, and not a desk's sign."""
    name = _name(creator) or creator.get("literal") or ""
    return name if " " in name and not any(map(str.isdigit, name)) else None


def _language(item: Element, bodies: list[Element]) -> str | None:
    told = [one.get("tag") for one in _meta(item, "language")]
    below = [one.get(XML_LANG) or one.get("lang") for body in bodies for one in body.iter() if isinstance(one.tag, str)]
    return next(filter(None, [*told, item.get(XML_LANG), *below]), None)


def _keywords(item: Element) -> list[str]:
    names = map(_name, _meta(item, "subject"))
    return [text for text in (*names, *map(one_line, _meta(item, "keyword"))) if text]


def _value(elements: list[Element]) -> str | None:
    """What the first of them says: as text, as a code without its scheme, or by name."""
    return next((told for one in elements if (told := _code(one) or _name(one) or one_line(one))), None)


def _code(element: Element) -> str | None:
    code = (element.get("literal") or element.get("qcode") or element.get("uri") or "").strip()
    return code if element.get("literal") else code.partition(":")[2] or code or None


def _name(element: Element) -> str | None:
    return next(filter(None, map(one_line, children(element, "name"))), None)
