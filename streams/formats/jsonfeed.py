"""JSON Feed 1.0 and 1.1: the items of a feed, or one alone."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeGuard

from schemas import Format
from streams.formats import plain
from streams.formats.addresses import host_of
from streams.formats.fields import Told, check_count, draft
from streams.formats.model import Draft, Reading
from streams.formats.texts import teaser_beside

_CONTENT = ("content_html", "content_text")


def is_feed(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON object is a feed: by its version, or by what its items have."""
    if not isinstance(value, dict) or not isinstance(items := value.get("items"), list):
        return False
    version = str(value.get("version"))
    named = "jsonfeed" in version or (version[:2] == "1." and ("feed_url" in value or "home_page_url" in value))
    return named or any(map(is_item, items))


def is_item(value: object) -> bool:
    """Whether a JSON object is an item by itself."""
    return isinstance(value, dict) and any(name in value for name in _CONTENT)


def read(feed: Mapping[str, Any], rules: Reading) -> list[Draft]:
    """The articles of a feed, in its order."""
    check_count(len(feed["items"]), rules)
    return [read_item(item, rules, feed) for item in feed["items"] if isinstance(item, dict)]


def read_item(item: Mapping[str, Any], rules: Reading, around: Mapping[str, Any] = MappingProxyType({})) -> Draft:
    """The article of an item; what it does not say itself the feed around it may."""
    body = _body(item)
    urls = [url for name in ("home_page_url", "feed_url") if isinstance(url := around.get(name), str)]
    told = Told(
        id=item.get("id"),
        source=[host_of(url) for url in urls],
        url=item.get("url") or item.get("external_url"),
        base=next(iter(urls), None),
        title=plain.title(item.get("title")),
        summary=_summary(item, body),
        byline=_byline(item) or _byline(around),
        body=body,
        language=item.get("language") or around.get("language"),
        published_at=(item.get("date_published") or item.get("date_modified"),),
        keywords=item.get("tags"),
    )
    return draft(told, Format.JSONFEED, rules)


def _byline(told: Mapping[str, Any]) -> str | None:
    """Version 1.0 has one author, 1.1 several."""
    return plain.names(told.get("authors")) or plain.names(told.get("author"))


def _summary(item: Mapping[str, Any], body: str | None) -> object:
    told = plain.title(item.get("summary"))
    return teaser_beside(body, told) if isinstance(told, str) else told


def _body(item: Mapping[str, Any]) -> str | None:
    """The one text that both hold, without markup where there is such; a summary where there is nothing else."""
    for name in ("content_text", "content_html", "summary"):
        if isinstance(text := item.get(name), str) and text.strip():
            return plain.text(text, html=name == "content_html")
    return None
