"""Inputs made from others: what is an article is changed as an article, the rest as bytes. All from a seed."""

import json
from collections.abc import Callable, Sequence
from itertools import islice
from random import Random
from typing import Any

from benchmarks.hostile_texts import MADE, PIECES
from benchmarks.money_texts import PIECES as MONEY
from tests.fuzz.records import FIELD, NULL, PAIR, RECORD

MOST_RECORDS = 4
MOST_BYTES = 40_000
SHORT = 0.9
"""Share of the inputs whose articles are cut to a few lines: many short ones find more than few long ones."""
TEXTS = ("title", "summary", "body", "byline")
TEXT_PIECES = tuple(dict.fromkeys((*PIECES, *MONEY)))
WORDS = (
    "source", "id", "url", "title", "summary", "byline", "body", "language", "published_at", "version", "status",
    "keywords", "desk",
)  # fmt: skip
VALUES: dict[str, tuple[object, ...]] = {
    "source": ("a", "a/b", "a%2Fb", "a%252Fb", "%/", " a ", "", "\x1b[2J", "é" * 300, "\u202ea", "新華社", "a\x00b"),
    "id": ("1", "1/2", "b/1", "%2F1", " 1", "1" * 512, "1" * 513, "\x9b1m", "0", "\ud7ff", "\U0010ffff"),
    "url": ("https://a.co.ke/1", "http://[", "https://a.uk", "//", "a:b", "https://\u0131.de/", "http://a.\u0660b/"),
    "language": ("en", "EN-us", "eng", "English", "de", "zxx", "", "x", "en-", "a" * 9, "zh-Hant-TW", "Deutsch\n"),
    "published_at": (
        "2026-03-02T07:30:00Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "2026-03-02T07:30:60Z",
        "9999-12-31T23:59:59.999999-23:59", "2026-W10-1T07:30:00Z", "2026-02-30T00:00:00Z", "2026-03-02 07:30:00z",
        "2026-03-02T24:00:00Z", "0000-01-01T00:00:00Z", "2026-03-02T07:30:00.1234567890123Z",
        "2026-03-02T07:30:00+24:00", "٢٠٢٦-03-02T07:30:00Z",
    ),
    "version": (0, 1, 2, 3, -1, 2**63 - 1, 2**63, 2**64, 10**30, 1.0, 1e400, True, "1", "NaN"),
    "status": ("usable", "canceled", "withdrawn", ""),
    "keywords": ([], ["a"], ["a"] * 1001, [1] * 50, ["k" * 513], [["a"]], "a", [None], ["\ud83d\ude00"]),
}  # fmt: skip
ODD: tuple[object, ...] = (None, True, 0, -0.0, 1e308, 5e-324, 2**53 + 1, "", [], {}, [[]], {"a": {"b": []}}, "\u0000")
HEADERS = (
    b"newsmill_reason", b"newsmill_left_out", b"newsmill_origin", b"newsmill_horizon", b"traceparent", b"ce_type",
    b"ce_id", b"ce_time", b"source", b"id", b"content-type", b"__connect.errors.offset", b"", b"\xff", b"a" * 300,
)  # fmt: skip
CONTENTS = (
    b"", NULL, b"\xff", b"\x1b[31m", b"raw/0/0/0", b"value,headers,key", b"wire", b"1", b"-1", b"9" * 30, b"x" * 3000,
    b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", b"org.newsmill.article.retracted.v1",
    "é\u202e".encode(),
)  # fmt: skip
TOKENS = (b'"', b"\\", b"\\u0000", b"\\ud800", b"\\udc00\\ud800", b"[", b"]", b"{", b"}", b",", b":", b"1e999", b"-",
          b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\x00", b"null",
          b"NaN", b"9" * 25, b"\n")  # fmt: skip

Fields = dict[str, Any]


def mutated(seeds: Sequence[bytes], rng: Random) -> bytes:
    """One input, of the records of one seed or two, each changed a few times or left as it is."""
    parts = rng.choice(seeds).split(RECORD)
    if rng.random() < 0.1:
        parts += rng.choice(seeds).split(RECORD)
    if rng.random() < SHORT:
        parts = [_shortened(part, rng) for part in parts]
    if rng.random() < 0.2:
        parts.append(_later(rng.choice(parts), rng))
    parts = [_changed(part, rng) for part in parts[-MOST_RECORDS:]]
    return RECORD.join(parts)[:MOST_BYTES]


def _shortened(part: bytes, rng: Random) -> bytes:
    """The article with a stretch of each of its texts."""
    value, *rest = part.split(FIELD)
    if (fields := _fields(value)) is None:
        return part[: rng.randrange(200, 2000)]
    for name in TEXTS:
        if isinstance(text := fields.get(name), str):
            at = rng.randrange(len(text) + 1)
            fields[name] = (
                text[at : at + rng.choice((0, 20, 60, 150))] if name != "body" or at < len(text) else text[:99]
            )
    return FIELD.join([_json(fields), *rest])


def _later(part: bytes, rng: Random) -> bytes:
    """The same article as it may come again."""
    value, *rest = part.split(FIELD)
    fields = _fields(value)
    if fields is None:
        return part
    way = rng.randrange(4)
    if way == 0:
        pairs = [
            name + PAIR + str(fields.get(name.decode(), "")).encode("utf-8", "replace") for name in (b"source", b"id")
        ]
        return FIELD.join([NULL, b"", *pairs])
    version = fields.get("version", 1)
    if way == 1:
        fields["version"] = version + 1 if isinstance(version, int) else 2
        fields["body"] = f"{fields.get('body')} {_text(rng)}"
    elif way == 2:
        fields["id"] = f"{fields.get('id')}-copy"
    else:
        fields |= {"version": 9, "status": "canceled"}
    return FIELD.join([_json(fields), *rest])


def _changed(part: bytes, rng: Random) -> bytes:
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3, 6))):
        value, *rest = part.split(FIELD)
        fields = _fields(value) if rng.random() < 0.85 else None
        if rng.random() < 0.15:
            rest = _headers(rest, rng)
        elif fields is not None:
            value = _json(_article(fields, rng))
        else:
            value = rng.choice(BYTES)(value, rng)
        part = FIELD.join([value, *rest])
    return part


def _fields(value: bytes) -> Fields | None:
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _json(fields: Fields) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _article(fields: Fields, rng: Random) -> Fields:
    """One field changed: nearly always a text, by what its readers look for."""
    name = rng.choice(TEXTS if rng.random() < 0.7 else WORDS)
    chance = rng.random()
    if name in TEXTS and chance < 0.9:
        return fields | {name: _edited(str(fields.get(name) or ""), rng)}
    if chance < 0.05:
        return {key: value for key, value in fields.items() if key != name}
    if chance < 0.15:
        return fields | {name: _odd(rng)}
    return fields | {name: rng.choice(VALUES.get(name, ODD))}


def _odd(rng: Random) -> object:
    value = rng.choice(ODD)
    for _ in range(rng.choice((0, 0, 1, 5, 31, 33, 60))):
        value = [value] if rng.random() < 0.5 else {"a": value}
    return value


def _edited(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    end = min(len(text), at + rng.choice((0, 0, 1, 5, 40, len(text))))
    way = rng.randrange(5)
    if way == 0:
        return text[:at] + text[end:]
    if way == 1:
        return text[:end] + text[at:end] * rng.choice((1, 2, 9)) + text[end:]
    return text[:at] + _text(rng) + text[end:]


def _text(rng: Random) -> str:
    """Pieces that some reader looks for: one over and over, or several, or made ones."""
    way = rng.randrange(3)
    if way == 0:
        return rng.choice(TEXT_PIECES)[:60] * rng.choice((1, 2, 3, 10, 40))
    if way == 1:
        return "".join(rng.choice(TEXT_PIECES)[:60] for _ in range(rng.randrange(1, 12)))
    return "".join(islice(rng.choice(MADE)(Random(rng.random())), rng.randrange(1, 8)))[:300]


def _headers(rest: list[bytes], rng: Random) -> list[bytes]:
    if rest and rng.random() < 0.2:
        return [rng.choice((b"", NULL, b"\xff", b"a/1", b"k" * 5000)), *rest[1:]]
    added = [rng.choice(HEADERS) + PAIR + rng.choice(CONTENTS) for _ in range(rng.choice((1, 1, 2, 8)))]
    return [*(rest or [NULL]), *added]


def _flipped(data: bytes, rng: Random) -> bytes:
    if not data:
        return b"\x00"
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]


def _token(data: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(TOKENS) * rng.choice((1, 1, 1, 40)) + data[at:]


def _torn(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _without(data: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + data[at + rng.randrange(1, 20) :]


BYTES: tuple[Callable[[bytes, Random], bytes], ...] = (_flipped, _token, _torn, _without)
