"""Files become records for the raw topic, with the bytes that stand in them."""

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from streams.inputs import InputError, InputRecord, read_file


def records(path: Path, data: bytes, reference_time: datetime | None = None) -> list[InputRecord]:
    path.write_bytes(data)
    return list(read_file(path, reference_time=reference_time))


def test_a_line_is_a_record_with_its_own_bytes(tmp_path: Path) -> None:
    file = tmp_path / "feed.jsonl"
    first, second = b'{"id": "7",  "source":"wire","body":"x"}', b'{"source":"wire","id":"8"}'
    assert records(file, first + b"\r\n\n  \n" + second) == [
        InputRecord(b"wire/7", first, (), f"{file}:1"),
        InputRecord(b"wire/8", second, (), f"{file}:4"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b'{"source": "wire", "id": ', id="broken JSON"),
        pytest.param(b'{"source": "wire", "id": "7", "body": "\xff\xfe"}', id="not UTF-8"),
        pytest.param(b"[" * 100 + b"]" * 100, id="too deep"),
        pytest.param(b'{"source": "wire", "id": 7}', id="an id that is no text"),
        pytest.param(b'{"source": "  ", "id": "7"}', id="a blank source"),
        pytest.param(b'"words"', id="no object"),
    ],
)
def test_what_is_no_article_is_published_as_it_stands_without_a_key(tmp_path: Path, line: bytes) -> None:
    [record] = records(tmp_path / "feed.jsonl", line + b"\n")
    assert (record.key, record.value) == (None, line)


def test_a_byte_order_mark_is_not_part_of_the_first_line(tmp_path: Path) -> None:
    [record] = records(tmp_path / "feed.jsonl", b'\xef\xbb\xbf{"source":"wire","id":"7"}\n')
    assert record.value == b'{"source":"wire","id":"7"}'


def test_lines_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "feed.ndjson"
    path.write_bytes(b'{"source":"wire","id":"7"}\n')
    reading = read_file(path)
    with path.open("ab") as file:
        file.write(b'{"source":"wire","id":"8"}\n')
    assert [record.key for record in reading] == [b"wire/7", b"wire/8"]


def test_standard_input_holds_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"source":"wire","id":"7"}\n')))
    assert [(record.key, record.where) for record in read_file("-")] == [(b"wire/7", "<stdin>:1")]


def test_a_tombstone_line_is_a_null_value_with_headers(tmp_path: Path) -> None:
    [record] = records(tmp_path / "feed.jsonl", b'{"$tombstone": {"source": "wire", "id": "7"}}\n')
    assert (record.key, record.value) == (b"wire/7", None)
    assert record.headers == (("source", b"wire"), ("id", b"7"))


def test_a_tombstone_that_names_nobody_has_no_headers(tmp_path: Path) -> None:
    [record] = records(tmp_path / "feed.jsonl", b'{"$tombstone": {}}\n')
    assert (record.key, record.value, record.headers) == (None, None, ())


def test_a_json_file_holds_one_article_or_a_list(tmp_path: Path) -> None:
    one = b'{\n  "source": "wire",\n  "id": "7"\n}\n'
    [record] = records(tmp_path / "one.json", one)
    assert (record.key, record.value) == (b"wire/7", one)
    several = records(tmp_path / "list.json", b'[{"source":"wire","id":"7"}, {"source":"wire","id":"8"}, 3]')
    assert [(record.key, record.value and json.loads(record.value)) for record in several] == [
        (b"wire/7", {"source": "wire", "id": "7"}),
        (b"wire/8", {"source": "wire", "id": "8"}),
        (None, 3),
    ]
    assert [record.where.rpartition(":")[2] for record in several] == ["1", "2", "3"]


def test_a_broken_json_file_is_one_record(tmp_path: Path) -> None:
    [record] = records(tmp_path / "one.json", b'[{"source":"wire"')
    assert (record.key, record.value) == (None, b'[{"source":"wire"')


def test_a_page_has_the_file_as_its_id_and_the_folder_as_its_source(tmp_path: Path) -> None:
    (folder := tmp_path / "harbour").mkdir()
    page = "Grain terminal reopens after storm\r\n2 hours ago\r\n\r\nIt reopened on Monday.\r\nSo it did.\r\n"
    [record] = records(
        folder / "terminal.txt", b"\xef\xbb\xbf" + page.encode(), datetime(2025, 12, 23, 10, 17, tzinfo=UTC)
    )
    assert record.key == b"harbour/terminal"
    assert record.value is not None
    assert json.loads(record.value) == {
        "source": "harbour",
        "id": "terminal",
        "title": "Grain terminal reopens after storm",
        "body": "It reopened on Monday.\nSo it did.",
        "published_at": "2025-12-23T08:00:00Z",
        "published_text": "2 hours ago",
    }


def test_a_page_in_another_encoding_is_published_as_its_bytes(tmp_path: Path) -> None:
    [record] = records(tmp_path / "page.txt", "Größe\n".encode("latin-1"))
    assert record.value == "Größe\n".encode("latin-1")


@pytest.mark.parametrize(
    ("name", "message"), [("none.jsonl", "No such file"), ("feed.xml", "cannot tell"), ("", "cannot tell")]
)
def test_a_mistake_is_told_in_one_line_and_at_once(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_file(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(InputError, match="is a directory"):
        read_file(tmp_path / "folder.txt")


class Pipe(io.RawIOBase):
    """A pipe of which a test sees how much is asked for at once."""

    def __init__(self, data: bytes) -> None:
        self._rest = io.BytesIO(data)
        self.most = 0

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> bytes:
        found = self._rest.readline(size)
        self.most = max(self.most, len(found))
        return found


def test_a_line_that_is_too_long_is_not_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe, told = Pipe(b"a" * 1_000_000 + b"\n{}\n" + b"\r" * 200_000 + b"\nb" * 2), list[str]()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=pipe))
    records = list(read_file("-", longest=100, tell=told.append))
    assert [record.where for record in records] == ["<stdin>:2", "<stdin>:4", "<stdin>:5"]
    assert [line.partition(": ")[0] for line in told] == ["<stdin>:1", "<stdin>:3"]
    assert pipe.most <= 100_000


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_line_as_long_as_it_may_be_is_read(tmp_path: Path, start: bytes, end: bytes) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(start + b"x" * 100 + end)
    (record,) = read_file(path, longest=100)
    assert record.value == b"x" * 100
    with pytest.raises(InputError, match="longer than 99 bytes"):
        list(read_file(path, longest=99))
