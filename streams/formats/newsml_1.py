"""IPTC's NewsML 1.0 to 1.2, which is not NewsML-G2: what agencies have sent since 2000."""

from collections.abc import Iterator

from schemas import Format, Reason, RejectionError
from streams.formats.agency_text import byline_in, headline_in, one_line, text_in
from streams.formats.fields import Told, draft, status_of
from streams.formats.model import Draft, Reading
from streams.formats.texts import longest, teaser_beside
from streams.formats.xml import XML_LANG, Element, children, found


def read(root: Element, rules: Reading) -> list[Draft]:
    """A draft for each NewsItem with a text, in their order. Raises RejectionError where there is none."""
    items = found(root, "NewsItem")
    if not items:
        raise RejectionError(Reason.NO_ARTICLE, "NewsML without a NewsItem")
    drafts = [draft(_told(item), Format.NEWSML_1, rules) for item in items]
    return [one for one in drafts if one.fields.get("body") or one.fields.get("status") == "canceled"] or drafts


def _told(item: Element) -> Told:
    contents = found(item, "DataContent")
    body = longest(map(text_in, contents))
    provider = (party.get("FormalName") for one in found(item, "Provider") for party in children(one, "Party"))
    return Told(
        id=_id(item),
        version=_text(item, "RevisionId"),
        source=[*provider, _text(item, "ProviderId")],
        title=_text(item, "HeadLine") or headline_in(contents),
        summary=teaser_beside(body, _text(item, "SubHeadLine")),
        byline=_text(item, "ByLine") or byline_in(contents),
        body=body,
        language=_formal(item, "Language") or item.get(XML_LANG),
        published_at=[_text(item, name) for name in ("ThisRevisionCreated", "FirstCreated", "DateLineDate")],
        status=status_of(_formal(item, "Status")),
        keywords=list(_keywords(item)),
    )


def _id(item: Element) -> str | None:
    """The identifier without the revision at its end, which is the version: it is the same for all of them."""
    parts = [_text(item, name) for name in ("ProviderId", "DateId", "NewsItemId")]
    return f"urn:newsml:{':'.join(map(str, parts))}" if all(parts) else _text(item, "PublicIdentifier")


def _text(item: Element, name: str) -> str | None:
    return next(filter(None, map(one_line, found(item, name))), None)


def _formal(item: Element, name: str) -> str | None:
    return next((told for one in found(item, name) if (told := one.get("FormalName"))), None)


def _keywords(item: Element) -> Iterator[str]:
    for told in found(item, "Property"):
        if told.get("FormalName") == "Keyword" and told.get("Value"):
            yield told.get("Value")
