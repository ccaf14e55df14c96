"""What is done about an optional field that does not hold, whatever the format."""

from collections.abc import Iterable, Mapping
from typing import Any

from streams.formats import fields
from streams.formats.dates import read_moment
from streams.formats.model import Reading


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
