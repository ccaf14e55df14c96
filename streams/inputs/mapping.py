"""Other people's JSON: which of its fields are which of an article's, as in `headline=title,text.plain=body`."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from schemas import Article
from streams.formats.fields import identity

TARGETS = tuple(Article.model_fields)


@dataclass(frozen=True, slots=True)
class FieldMap:
    """For each of an article's fields the path to it: names of fields of objects, from the outside in."""

    paths: Mapping[str, tuple[str, ...]]

    def article(self, theirs: Mapping[str, Any], told_by: str | None) -> dict[str, Any]:
        """The fields of an article of ours from an object of theirs; `told_by` is whose it is where it names nobody.

        What is not mapped keeps its name. An id may be a number; without one the address is it, or a hash of the texts.

        >>> fields = read_map("headline=title, text.plain=body")
        >>> article = {"headline": "Rain", "text": {"plain": "It rained."}, "id": 7, "desk": "weather"}
        >>> fields.article(article, told_by="tidewire")
        {'source': 'tidewire', 'id': '7', 'desk': 'weather', 'title': 'Rain', 'body': 'It rained.'}
        """
        used = {path[0] for path in self.paths.values()}
        kept = {name: value for name, value in theirs.items() if name not in used}
        mapped = {target: value for target, path in self.paths.items() if (value := _at(theirs, path)) is not None}
        fields = kept | mapped
        id_, *texts = (fields.get(name) for name in ("id", "url", "title", "body"))
        url, title, body = (text if isinstance(text, str) else None for text in texts)
        if isinstance(id_, int) and not isinstance(id_, bool):
            fields["id"] = str(id_)
        named = {"source": told_by, "id": identity(id=None, url=url, title=title, body=body)}
        return {name: value for name, value in (named | fields).items() if value is not None}


def read_map(told: str) -> FieldMap:
    """The map in `PATH=FIELD,PATH=FIELD`. Raises ValueError that says what is wrong in it.

    >>> read_map("headline=titel")
    Traceback (most recent call last):
    ...
    ValueError: 'titel' is no field of an article; did you mean 'title'?
    """
    paths: dict[str, tuple[str, ...]] = {}
    for pair in filter(None, map(str.strip, told.split(","))):
        path, equals, target = map(str.strip, pair.rpartition("="))
        names = tuple(path.split("."))
        if not equals or not all(names):
            raise ValueError(f"{pair!r} is not understood; wanted is PATH=FIELD, such as headline=title")
        if target not in TARGETS:
            near = get_close_matches(target, TARGETS, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(TARGETS)}"
            raise ValueError(f"{target!r} is no field of an article; {hint}")
        if target in paths:
            raise ValueError(f"{target!r} is named twice")
        paths[target] = names
    if not paths:
        raise ValueError("PATH=FIELD is wanted, such as headline=title")
    return FieldMap(paths)


def _at(value: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path into objects; None where nothing does."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
