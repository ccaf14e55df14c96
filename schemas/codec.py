"""The one door to JSON: bytes in and out, with limits on what is read.

Everything Newsmill puts on the wire passes `encode`, everything it takes from there passes `decode`.
"""

from typing import Any

import orjson
from pydantic import BaseModel

from schemas.reasons import Reason, RejectionError

MAX_DEPTH = 32
"""Nesting of objects and arrays that is read; a news article needs three or four."""


def encode(value: object) -> bytes:
    """JSON as UTF-8, object keys in the order given; pydantic models by their fields.

    Raises TypeError for what JSON has no form for.
    """
    if isinstance(value, BaseModel):
        value = value.model_dump()
    return orjson.dumps(value)


def decode(data: bytes, *, max_bytes: int | None = None, max_depth: int = MAX_DEPTH) -> Any:
    """The JSON value in `data` (UTF-8, a byte order mark is allowed).

    Raises RejectionError with `too_large`, `not_utf8`, `not_json` or `too_deep`.
    """
    if max_bytes is not None and len(data) > max_bytes:
        raise RejectionError(Reason.TOO_LARGE, f"{len(data)} bytes, at most {max_bytes} are read")
    text = _text(data)
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        # orjson has a limit of its own, far above ours.
        reason = Reason.TOO_DEEP if "limit" in str(error).lower() else Reason.NOT_JSON
        raise RejectionError(reason, str(error)) from error
    # A text with few brackets cannot be deep, and counting them is far cheaper than the walk.
    if text.count("[") + text.count("{") > max_depth and _deeper_than(value, max_depth):
        raise RejectionError(Reason.TOO_DEEP, f"nested deeper than {max_depth}")
    return value


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise RejectionError(Reason.NOT_UTF8, f"byte {error.start} is not UTF-8: {error.reason}") from error


def _deeper_than(value: object, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [child for item in level for child in _children(item)]
    return any(isinstance(item, dict | list) for item in level)


def _children(item: object) -> list[object]:
    if isinstance(item, dict):
        return list(item.values())
    return item if isinstance(item, list) else []
