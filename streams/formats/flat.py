"""Newsmill's own fields: the article as it stands, but for markup in its texts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeGuard

from schemas import Format, Mend, Repair
from schemas.headers import Headers, read_split
from streams.formats.model import Draft

OPTIONAL = ("url", "title", "summary", "byline", "language", "published_at", "version", "keywords")
"""What never costs an article, see `streams.formats.mending`."""
TEXTS = ("title", "summary", "byline", "body")


def is_article(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON value is surely an article of ours: it has both halves of an identity and a text or a status."""
    return (
        isinstance(value, dict)
        and "source" in value
        and "id" in value
        and ("body" in value or "status" in value)
        and "specversion" not in value
    )


def read(value: Mapping[str, Any]) -> Draft:
    """The article as it stands."""
    return Draft(value, Format.FLAT)


def settled(article: Draft, headers: Headers) -> Draft:
    """An article with what it was read from, where it was split out of a document: its texts were read there. Of any
    other the texts are looked at for markup."""
    if split := read_split(headers) if headers else None:
        return Draft(article.fields, split[0], tuple(split[1]))
    return without_markup(article)


def without_markup(article: Draft) -> Draft:
    """An article whose texts are text where they came as HTML, or with its references: "$5.75&nbsp;billion"."""
    texts = {name: text for name in TEXTS if isinstance(text := article.fields.get(name), str) and _may_be_html(text)}
    if not texts:
        return article
    from streams.formats import plain  # only for texts that have such signs

    read = {name: plain.text(text) if name == "body" else plain.title(text) for name, text in texts.items()}
    changed = {name: text for name, text in read.items() if text != texts[name]}
    if not changed:
        return article
    repairs = [Repair(field=name, reason=Mend.MENDED) for name in changed]
    return replace(article, fields={**article.fields, **changed}, repairs=(*article.repairs, *repairs))


def _may_be_html(text: str) -> bool:
    return "<" in text or "&" in text
