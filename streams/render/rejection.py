"""Rejections for whoever is to repair them: fields, rows of a table, and one whole."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from schemas.headers import Header, rfc3339
from streams.render.text import safe, short
from streams.repair import Rejection

LONGEST_MESSAGE = 100
"""Characters of the message that a row of a table shows."""


def as_fields(one: Rejection) -> dict[str, object]:
    """What a line of JSON tells."""
    return {
        "place": f"{one.place.partition}/{one.place.offset}",
        "time": rfc3339(one.time),
        "reason": one.reason,
        "message": one.message,
        "stage": one.stage,
        "source": one.source,
        "origin": str(one.origin),
        "bytes": one.size,
        "left_out": one.left_out.split(",") if one.left_out else [],
        "replays": one.replays or None,
    }


def rows(found: Iterable[Rejection]) -> list[dict[str, object]]:
    """The same for a table."""
    return [
        as_fields(one)
        | {
            "time": rfc3339(one.time)[:19] + "Z",
            "source": short(one.source or "?", 40),
            "bytes": size_of(one),
            "message": short(one.message, LONGEST_MESSAGE),
        }
        for one in found
    ]


def size_of(one: Rejection) -> str:
    """How many bytes it has, or why it has none."""
    if one.left_out:
        return "left out"
    return "null" if one.size is None else f"{one.size:,}"


def render_rejection(
    one: Rejection, key: bytes | None, value: bytes | None, headers: Sequence[Header]
) -> RenderableType:
    """One whole: why, where it came from, every header, and all its bytes as text, escaped where they are none."""
    told = [
        ("rejected", f"{rfc3339(one.time)} by {one.stage} as {one.reason}: {one.message}"),
        ("origin", str(one.origin)),
        ("source", one.source or "?"),
        ("key", "null" if key is None else _text(key)),
        ("bytes", size_of(one)),
        *(("header", f"{name}: {'null' if content is None else _text(content)}") for name, content in headers),
    ]
    lines = [Text().append(f"{label:<9} ", style="label").append(safe(text)) for label, text in told]
    body = [Text(safe(line)) for line in _text(value or b"").splitlines()]
    return Group(*lines, Text(), *body, Text())


def _text(content: bytes) -> str:
    return content.decode("utf-8", "backslashreplace")
