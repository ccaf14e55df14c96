"""Newsmill's own fields: the article as it stands, and what is mended in it where it does not hold."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeGuard

from schemas import Format, Mend, Repair
from streams.formats import fields, plain
from streams.formats.dates import read_moment
from streams.formats.model import Draft, Reading

OPTIONAL = ("url", "title", "summary", "byline", "language", "published_at", "version", "keywords")
"""What never costs an article, see `mended`."""
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


def without_markup(article: Draft) -> Draft:
    """An article whose texts are text where they came as HTML, or with its references: "$5.75&nbsp;billion"."""
    texts = {name: text for name in TEXTS if isinstance(text := article.fields.get(name), str) and _may_be_html(text)}
    read = {name: plain.text(text) if name == "body" else plain.title(text) for name, text in texts.items()}
    changed = {name: text for name, text in read.items() if text != texts[name]}
    if not changed:
        return article
    repairs = [Repair(field=name, reason=Mend.MENDED) for name in changed]
    return replace(article, fields={**article.fields, **changed}, repairs=(*article.repairs, *repairs))


def _may_be_html(text: str) -> bool:
    return "<" in text or "&" in text


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
