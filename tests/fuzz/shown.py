"""What people and tools at the edge make of an input: files that are published from, and events that are followed."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from schemas import RejectionError
from schemas.codec import decode
from schemas.headers import Headers
from streams.clients.shown import as_json
from streams.inputs import FileRules, InputRecord, read_file
from streams.outputs import PUBLIC, Output
from streams.render import Seen, console, render_event, render_line
from streams.render.text import safe_json
from streams.steps import Incoming, Outgoing
from tests.fuzz.holding import hold

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SHOWN = 3
"""Of each record: the event, and the first flat ones."""
CONTROLS = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]"
)


def look(raw: Sequence[Incoming], sent: Sequence[Sequence[Outgoing]]) -> None:
    """Follow what came out, and the raw values as if they stood on each topic: nothing raises or reaches a terminal."""
    seen = Seen()
    for record, outgoing in zip(raw, sent, strict=True):
        for one in outgoing[:SHOWN]:
            _show(one.to, one.headers, one.value, one.key, seen)
        kind = PUBLIC[len(record.value or b"") % len(PUBLIC)]
        _show(kind, record.headers, record.value, record.key, seen)


def _show(to: Output, headers: Headers, value: bytes | None, key: bytes | None, seen: Seen) -> None:
    file = StringIO()
    console(file).print(render_event(to, headers, value, key, seen))
    console(file, lines=True).print(render_line(to, headers, value))
    _hold_tame(file.getvalue())
    record = SimpleNamespace(topic=to, partition=0, offset=0, timestamp=0, key=key, headers=headers, value=value)
    line = safe_json(as_json(cast(Any, record)))
    _hold_tame(line)
    hold("\n" not in line, "more than one line", line)
    decode(line.encode(), max_depth=250)


def _hold_tame(text: str) -> None:
    found = CONTROLS.search(text)
    hold(found is None, "a control reaches a terminal", found and text[max(0, found.start() - 40) : found.end() + 40])


def publish(data: bytes, suffix: str, folder: Path) -> list[InputRecord]:
    """The records of a file with these bytes; a page's is an article that can be read again."""
    path = folder / f"input{suffix}"
    path.write_bytes(data)
    left_out: list[str] = []
    rules = FileRules(reference_time=NOW, longest=20_000, tell=lambda where, _: left_out.append(where))
    found = list(read_file(path, rules))
    if suffix == ".txt" and not left_out:
        hold(len(found) == 1, "a page is one record", found)
        _hold_page(data, found[0])
    return found


def _hold_page(data: bytes, record: InputRecord) -> None:
    try:
        fields = decode(record.value or b"", max_depth=4)
    except RejectionError:  # no UTF-8: its bytes go on as they are
        hold(record.value == data, "bytes of a page changed")
        return
    hold(isinstance(fields, dict) and all(isinstance(one, str) for one in fields.values()), "fields of a page", fields)
    hold({"source", "id", "body"} <= set(fields), "a page without a field", fields)
