"""Records that nobody who means well would send, in groups, each with how its way must end."""

from collections.abc import Sequence

from schemas.codec import encode
from schemas.headers import LEFT_OUT, ORIGIN, REASON, TRACEPARENT
from streams.inputs import InputRecord
from streams.inputs.record import Headers

ARTICLE = {"source": "wire", "id": "1", "body": "Acme Corp paid $5 million for a mill in Leeds, it said on Monday."}
NAMED = (("source", b"wire"), ("id", b"1"))
TAKEN = "taken"
"""The article goes on: it is enriched, or a duplicate."""

Stranger = tuple[InputRecord, str]
"""A record, and TAKEN or the reason for which it is rejected."""


def _raw(value: bytes | None, end: str, headers: Headers = (), key: bytes | None = None) -> Stranger:
    return InputRecord(key, value, headers, "stranger"), end


def _article(end: str = TAKEN, **fields: object) -> Stranger:
    return _raw(encode(ARTICLE | fields), end)


def _with(more: bytes, end: str) -> Stranger:
    """An article with JSON behind its fields that no encoder of ours would write."""
    return _raw(encode(ARTICLE)[:-1] + b", " + more + b"}", end)


def headers() -> Sequence[Stranger]:
    """Names that are Newsmill's, and texts that could become labels."""
    return [
        _raw(b"x", "not_json", ((REASON, b"\xff"),)),
        _raw(b"x", "not_json", ((REASON, b"a" * 5000), (ORIGIN, b"no/origin"), (LEFT_OUT, b"key"))),
        _raw(b"x", "not_json", (("__connect.errors.partition", b"-"), ("__connect.errors.offset", b"-"))),
        _raw(b"x", "not_json", ((TRACEPARENT, b"\xff" * 100_000), ("ce_type", b"\x1b[2J"))),
        _raw(b"x", "not_json", (("\u202e\x1b[31m", b"\x9b"), ("", b"")), key=b"\xff\x00"),
        _raw(None, "unnamed_tombstone", ((LEFT_OUT, b"value"), *NAMED)),
        _raw(None, "unnamed_tombstone"),
        _raw(None, "not_utf8", (("source", b"\xff"), ("id", b"1"))),
        *(
            _raw(
                b"x" * 100, "not_json", ((REASON, b"reason-%d-" % number + b"y" * 1000), (f"h{number}", b"%d" % number))
            )
            for number in range(300)
        ),
    ]


def work() -> Sequence[Stranger]:
    """Texts that once cost far more than their length."""
    told = {
        "spaces": "a" + " " * 900_000 + "b",
        "chain": "Smith-" * 100_000,
        "presidents": "John Smith, president of the " * 30_000,
        "lines": "a\n" * 300_000,
        "sums": "$1 or £1 " * 80_000,
        "brackets": "(" * 400_000 + "a" + ")" * 400_000,
        "people": " ".join(f"Mr. A{number:x} Smith said." for number in range(40_000)),
    }
    bodies = [_article(id=f"body-{name}", body=text) for name, text in told.items()]
    titles = [_article(id=f"title-{name}", title=text[:900_000]) for name, text in list(told.items())[:3]]
    return [*bodies, *titles]


def output() -> Sequence[Stranger]:
    """Articles that once sent a thousand times their bytes."""
    sums = " ".join(f"Acme Corp paid ${number} million." for number in range(1, 20_000))
    names = " ".join(f"Mr. {_name(number)} of {_name(number * 7)} Corp. said." for number in range(1, 15_000))
    return [
        _article(id="title", title="T" * 225_000, body=sums[:650_000]),
        _article(id="source", source="s" * 512, title="é" * 100_000, body=sums[:650_000]),
        _article(id="names", title="N" * 300_000, body=names[:600_000]),
        _article(id="revised", version=1, title="T" * 225_000, body=sums[:600_000]),
        _article(id="revised", version=2, title="U" * 225_000, body=names[:600_000]),
        _raw(None, TAKEN, (("source", b"wire"), ("id", b"revised"))),
    ]


def _name(number: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "".join(letters[number // 26**place % 26] for place in range(4)).title()


def forms() -> Sequence[Stranger]:
    """Fields and bytes that are not what they should be."""
    controls = "\x1b[2J\x9b31m\u202eevil\u2066\x07\x00\x85"
    return [
        _article(id=controls, source=controls, title=controls, byline=controls, url=controls, summary=controls),
        _article(id="escape", published_at="2026-03-02\x1b07:30:00Z"),
        _article(id="week", published_at="2026-W10-1T07:30:00Z"),
        _article("invalid_field", status="lost\x1b"),
        _article(id="0001", published_at="0001-01-01T00:00:00Z"),
        _article(id="0001-east", published_at="0001-01-01T00:00:00+14:00"),
        _with(b'"n": 18446744073709551616', "invalid_field"),
        _with(b'"version": 99999999999999999999', "invalid_field"),
        _with(b'"n": [1e999999, -1e-999999]', "not_json"),
        _article(id="numbers", keywords=[7] * 500_000),
        _article(id="keywords", keywords=["k"] * 200_000),
        _article("empty_body", body="\u200b— …" * 100_000),
        _article("too_large", body="x" * 1_048_576),
        _raw(encode(ARTICLE | {"id": "unknown"} | {f"field-{number}": number for number in range(40_000)}), TAKEN),
        _article(id="language", language="english"),
        _raw(b"", "not_json"),
        _raw(b"[" * 500_000, "too_deep"),
        _raw(b'{"a":' * 40 + b"1" + b"}" * 40, "too_deep"),
        _raw(b"[]", "not_an_object"),
        _raw(b"\xff" * 500_000, "not_utf8"),
        _raw(b'{"source": "a", "id": "1", "body": "\\ud800"}', "not_json"),
        _raw(encode(ARTICLE)[:-1], "not_json"),
        _raw(b'{"source": "a", "body": "b"}', "missing_field"),
    ]


GROUPS = {"headers": headers, "work": work, "output": output, "forms": forms}
