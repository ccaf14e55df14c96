"""Which records screen decides on beside the loop."""

import pytest

from schemas import Origin
from streams.stages.screen import may_be_page
from streams.steps import Incoming

ORIGIN = Origin(topic="raw", partition=0, offset=0, timestamp=0)
FLAT = b'{"source": "tidewire", "id": "1", "body": "<p>Oil rose.</p>"}'
PAGE = b"<html><body>Oil rose.</body></html>"

RECORDS = {
    "our own fields": (FLAT, [], False),
    "and their content type": (FLAT, [("content-type", b"application/json; charset=utf-8")], False),
    "a page": (PAGE, [], True),
    "a page behind a blank": (b"\n" + PAGE, [], True),
    "a compressed value": (b"\x1f\x8b", [("content-encoding", b"gzip")], True),
    "a frame": (b"\0\0\0\0\1{}", [], True),
    "a wrapped page, by its header": (b'{"data": "<html>"}', [("Content-Type", b"application/cloudevents+json")], True),
    "a wrapped page, by its shape": (b'{"specversion": "1.0", "data": "<html>"}', [], True),
    "a tombstone": (None, [], False),
}


@pytest.mark.parametrize("name", RECORDS)
def test_what_may_be_a_page_is_decided_on_beside_the_loop(name: str) -> None:
    value, headers, expected = RECORDS[name]
    assert may_be_page(Incoming(None, value, headers, ORIGIN)) is expected
