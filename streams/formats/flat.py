"""Newsmill's own fields: the article as it stands, and what is mended in it where it does not hold."""

from collections.abc import Iterable, Mapping
from typing import Any

from schemas import Format
from streams.formats import fields
from streams.formats.dates import read_moment
from streams.formats.model import Draft, Reading

OPTIONAL = ("url", "title", "summary", "byline", "language", "published_at", "version", "keywords")
"""What never costs an article, see `mended`."""


def is_article(value: object) -> bool:
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


def mended(article: Mapping[str, Any], wrong: Iterable[str], rules: Reading) -> dict[str, Any]:
    """An article whose optional fields `wrong` are written as they should be, or null where they cannot be read."""
    return {**article, **{name: _mended(name, article.get(name), rules) for name in wrong}}


def _mended(name: str, told: object, rules: Reading) -> object:
    match name:
        case "version":
            return fields.version_of(told) or 1
        case "published_at" if isinstance(told, str | int):
            return read_moment(str(told), rules)
        case "keywords":
            return fields.keywords_of(told)
        case _:
            return None
