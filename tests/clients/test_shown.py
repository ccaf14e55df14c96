"""A record as one JSON object, whatever it holds."""

import json

import pytest
from aiokafka import ConsumerRecord

from streams.clients.shown import as_json


def shown(value: bytes | None) -> dict[str, object]:
    headers = (("h", b"\xff"), ("n", None))
    record: ConsumerRecord[bytes | None, bytes | None] = ConsumerRecord(
        "t", 0, 1, 2, 0, b"k", value, None, 1, len(value or b""), headers
    )
    told: dict[str, object] = json.loads(as_json(record))
    return told


@pytest.mark.parametrize("depth", [100, 250, 300, 2000])
def test_a_value_nested_however_deep_is_shown(depth: int) -> None:
    told = shown(b"[" * depth + b"]" * depth)
    assert (told["value"] is None) == ("value_base64" in told)


def test_what_is_no_json_stands_in_base64() -> None:
    assert shown(b"\xff")["value_base64"] == "/w=="
    assert shown(b"\xff")["headers"] == {"h": "\N{REPLACEMENT CHARACTER}", "n": None}
    assert shown(None)["value"] is None
