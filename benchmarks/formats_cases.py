"""What a case of ``benchmarks.formats`` expects of the articles that its document becomes.

A line of ``cases.jsonl`` is an object with ``id``, ``format``, ``path`` (from its folder) and, if need be, with
``content_type``, ``headers`` (a record's), ``outcome`` (``accepted``, ``rejected`` or ``kept_or_rejected``) and
``expect``, an object with:

- ``items``, ``items_any``: how many articles are to come of it;
- ``at``: which of them the rest is about, counted from 0, where no ``id`` tells;
- ``id``, ``url``, ``title``, ``byline``, ``language``, ``version``, ``status``, ``published_at``: the article's fields,
  or with ``_any`` behind the name a list of what each may be; ``status_not``;
- ``published_day``: the day, where it has any time; ``published_at_absent_or``: how its time may begin if it has one;
- ``body_contains``, ``body_lacks``, ``body_once``: passages that stand in the text, do not, and stand there once.

Texts are compared without blanks and with entities resolved, fields without case too; times as instants, languages
by their first part.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

_BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_FEEDS = ("rss", "atom", "rdf", "jsonfeed")
"""Formats whose text may be a teaser, which is a `summary`."""

Article = Mapping[str, Any]
Check = tuple[str, bool]
"""What is expected, by its name, and whether it is so."""


def checks(case: Mapping[str, Any], articles: Sequence[Article]) -> list[Check]:
    """All that a case expects, against the articles that were accepted."""
    outcome, expect = case.get("outcome", "accepted"), case.get("expect", {})
    if outcome == "rejected":
        return [("outcome", not articles)]
    if not articles:
        return [("outcome", outcome == "kept_or_rejected")]
    made = [("outcome", True)]
    if "items" in expect and outcome == "accepted":
        made.append(("items", len(articles) in {expect["items"], *expect.get("items_any", ())}))
    article = _meant(expect, articles)
    return [*made, *_fields(expect, article), *_published(expect, article), *_texts(case, article)]


def _meant(expect: Mapping[str, Any], articles: Sequence[Article]) -> Article:
    """The article with the id that is expected, else the one at the place that is."""
    named = [article for article in articles if "id" in expect and _same(article.get("id"), expect["id"])]
    at = expect.get("at", 0)
    return (named or articles[at : at + 1] or articles)[0]


def _fields(expect: Mapping[str, Any], article: Article) -> Iterator[Check]:
    for name in ("url", "title", "byline"):
        if wanted := _wanted(expect, name):
            yield name, any(_same(article.get(name), one) for one in wanted)
    if wanted := _wanted(expect, "id"):
        told = _even(article.get("id"))  # which may hold the feed's own
        yield "id", any(_same(told, one) or _even(one) in told for one in wanted)
    if wanted := _wanted(expect, "language"):
        yield "language", _primary(article.get("language")) in map(_primary, wanted)
    for name, default in (("version", 1), ("status", "usable")):
        if name in expect:
            yield name, article.get(name, default) == expect[name]
    if "status_not" in expect:
        yield "status", article.get("status", "usable") != expect["status_not"]


def _published(expect: Mapping[str, Any], article: Article) -> Iterator[Check]:
    told = article.get("published_at")
    if wanted := _wanted(expect, "published_at"):
        yield "published_at", _instant(told) is not None and _instant(told) in map(_instant, wanted)
    elif "published_day" in expect and told:
        yield "published_at", told.startswith(expect["published_day"])
    if "published_at_absent_or" in expect:
        yield "published_at", not told or told.startswith(tuple(expect["published_at_absent_or"]))


def _texts(case: Mapping[str, Any], article: Article) -> Iterator[Check]:
    expect, body = case.get("expect", {}), _even(article.get("body"))
    told = body + (_even(article.get("summary")) if case.get("format") in _FEEDS else "")
    yield from (("body_contains", _even(passage) in told) for passage in expect.get("body_contains", ()))
    yield from (("body_lacks", not _stands(passage, article, body)) for passage in expect.get("body_lacks", ()))
    yield from (("body_once", body.count(_even(passage)) == 1) for passage in expect.get("body_once", ()))


def _stands(passage: str, article: Article, body: str) -> bool:
    """Whether a passage stands in the body as it is; a long one also where blanks differ."""
    even = _even(passage)
    return passage in (article.get("body") or "") or (len(even) >= 12 and even in body)


def _wanted(expect: Mapping[str, Any], name: str) -> list[Any]:
    return [*([expect[name]] if name in expect else []), *expect.get(f"{name}_any", ())]


def _same(one: object, other: object) -> bool:
    return _even(one).casefold() == _even(other).casefold()


def _even(text: object) -> str:
    return _BLANKS.sub("", html.unescape(str(text or "")))


def _primary(language: object) -> str:
    return str(language or "").lower().partition("-")[0]


def _instant(told: object) -> float | None:
    try:
        moment = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return moment.timestamp() if moment.tzinfo else None
