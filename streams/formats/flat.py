"""Newsmill's own fields: the article as it stands, and what is mended in it where it does not hold."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard

from schemas import Format
from streams.formats import fields
from streams.formats.dates import read_moment
from streams.formats.model import Draft, Reading

OPTIONAL = ("url", "title", "summary", "byline", "language", "published_at", "version", "keywords")
"""What never costs an article, see `mended`."""


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


def mended(article: Mapping[str, Any], wrong: Iterable[str], rules: Reading) -> dict[str, Any]:
    """An article whose optional fields `wrong` are written as they should be; those that cannot be read are not there.

    >>> mended({"version": "2", "title": 7}, ["version", "title"], Reading(max_bytes=1000))
    {'version': 2}
    """
    read = {name: _mended(name, article.get(name), rules) for name in wrong}
    return {name: value for name, value in {**article, **read}.items() if value is not None or name not in read}


def _mended(name: str, told: object, rules: Reading) -> object:
    match name:
        case "version":
            return fields.version_of(told)
        case "published_at" if isinstance(told, str | int):
            return read_moment(str(told), rules)
        case "keywords":
            return fields.keywords_of(told)
        case _:
            return None
