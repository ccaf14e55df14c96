"""The one door to JSON: bytes in and out, with limits on what is read.

Everything Newsmill puts on the wire passes `encode`, everything it takes from there passes `decode`.
"""

import re
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


def encode_readable(value: object) -> bytes:
    """As `encode` does, over several lines, for what people read and compare."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def decode(data: bytes, *, max_bytes: int | None = None, max_depth: int = MAX_DEPTH, any_integer: bool = False) -> Any:
    """The JSON value in `data` (UTF-8, a byte order mark is allowed).

    Raises RejectionError with `too_large`, `not_utf8`, `not_json`, `too_deep`, or `invalid_field` for an integer of
    more than 64 bits; with `any_integer` such a one is a float, for those who do not pass it on.
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
    if not any_integer:
        _refuse_large_integers(text)
    return value


def refuse_large_integers(data: bytes) -> None:
    """Raises RejectionError with `invalid_field` where JSON that was decoded with `any_integer` has such a one."""
    _refuse_large_integers(_text(data))


_MANY = 19
"""Digits of the shortest integer that may have more than 64 bits."""
_MANY_DIGITS = re.compile(f"[0-9]{{{_MANY}}}", re.ASCII)
_DIGIT = re.compile("[0-9]", re.ASCII)
_STRING_OR_INTEGER = re.compile(
    r"""
      "(?:[^"\\]++|\\.)*+"                              # a string, stepped over whole
    | (?<![0-9.eE+-]) (-?[0-9]{19,}+) (?![.eE])         # an integer: no fraction, and no exponent behind it
    """,
    re.VERBOSE | re.DOTALL,
)


def _refuse_large_integers(text: str) -> None:
    """The parser would make floats of them, a little off, and nobody would hear of it. `text` is JSON."""
    if not _has_many_digits(text):
        return
    for match in _STRING_OR_INTEGER.finditer(text):
        digits = match[1]
        if digits and (len(digits) > 20 or not -(2**63) <= int(digits) < 2**64):
            raise RejectionError(Reason.INVALID_FIELD, f"the integer {digits[:40]} has more than 64 bits")


def _has_many_digits(text: str) -> bool:
    """Whether so many digits stand together: every 19th character is looked at, and what is around those that are
    digits."""
    starts = (found.start() * _MANY for found in _DIGIT.finditer(text[_MANY - 1 :: _MANY]))
    return any(_MANY_DIGITS.search(text, start, start + 2 * _MANY - 1) for start in starts)


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
