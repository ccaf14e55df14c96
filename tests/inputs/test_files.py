"""Files become records for the raw topic, with the bytes that stand in them."""

import gzip
import io
import json
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from streams.formats import Reading
from streams.inputs import FileRules, InputError, InputRecord, find_files, read_file


def records(path: Path, data: bytes, reference_time: datetime | None = None) -> list[InputRecord]:
    path.write_bytes(data)
    return list(read_file(path, FileRules(reference_time=reference_time)))


def test_a_line_is_a_record_with_its_own_bytes(tmp_path: Path) -> None:
    file = tmp_path / "feed.jsonl"
    first, second = b'{"id": "7",  "source":"wire","body":"x"}', b'{"source":"wire","id":"8"}'
    assert records(file, first + b"\r\n\n  \n" + second) == [
        InputRecord(b"wire/7", first, (), f"{file}:1", str(file)),
        InputRecord(b"wire/8", second, (), f"{file}:4", str(file)),
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


def test_a_wrong_item_of_a_list_spoils_no_other(tmp_path: Path) -> None:
    content = b'[{"source":"wire","id":"7","body":"Text."}, "words", {"source":"wire","id":"8","body":"Text."}]'
    first, wrong, last = records(tmp_path / "list.json", content)
    assert (first.key, wrong.key, last.key) == (b"wire/7", None, b"wire/8")
    assert wrong.value == b'"words"'


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
    ("name", "message"), [("none.jsonl", "No such file"), ("photo.jpg", "cannot tell"), ("", "is a directory")]
)
def test_a_mistake_is_told_in_one_line_and_at_once(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF")
    with pytest.raises(InputError, match=message) as caught:
        list(read_file(tmp_path / name))
    assert "\n" not in str(caught.value)


def test_a_person_says_what_a_file_is_of_which_nobody_could_tell(tmp_path: Path) -> None:
    path = tmp_path / "export.log"
    path.write_bytes(b'\n\n {"source":"wire","id":"7"}\n{"source":"wire","id":"8"}\n')
    assert len(list(read_file(path))) == 1
    lines = read_file(path, FileRules(content_type="application/x-ndjson; charset=utf-8"))
    assert [record.key for record in lines] == [b"wire/7", b"wire/8"]


@pytest.mark.parametrize("name", ["feed.jsonl", "one.json", "page.txt", "download"])
def test_a_gzipped_file_gives_what_is_packed_in_it(tmp_path: Path, name: str) -> None:
    content = b'{"source":"wire","id":"7","body":"Text."}\n'
    (tmp_path / name).write_bytes(content)
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content))
    (tmp_path / f"{name}.GZ").write_bytes(content)  # a server has unpacked it, and left the name
    plain, *packed = (
        [replace(record, where="", file="") for record in read_file(tmp_path / f"{name}{end}")]
        for end in ("", ".gz", ".GZ")
    )
    assert plain == packed[0] == packed[1]
    assert len(plain) == 1


@pytest.mark.parametrize("name", ["feed.jsonl.gz", "one.json.gz"])
def test_a_gzipped_file_that_ends_early_is_told(tmp_path: Path, name: str) -> None:
    told: list[tuple[str, str]] = []
    (tmp_path / name).write_bytes(gzip.compress(b'{"source":"wire","id":"7","body":"Text."}\n')[:-12])
    rules = FileRules(tell=lambda where, problem: told.append((where, problem.reason.value)))
    assert list(read_file(tmp_path / name, rules)) == []
    assert told == [(f"{tmp_path / name}:1", "unreadable")]


def test_what_unpacks_to_more_than_a_document_may_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "bomb.json.gz").write_bytes(gzip.compress(b"[" + b" " * 2_000_000 + b"]"))
    told: list[str] = []
    rules = FileRules(documents=Reading(100_000), tell=lambda _, problem: told.append(problem.reason.value))
    assert list(read_file(tmp_path / "bomb.json.gz", rules)) == []
    assert told == ["too_large"]


def test_a_folder_is_read_with_the_folders_in_it_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = ("b.json", "a/2.txt", "a/10.xml.gz", "c/d/feed.RSS", ".hidden/a.json", "a/.swp.json", "photo.jpg", "README")
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    wanted = [str(tmp_path / name) for name in ("a/10.xml.gz", "a/2.txt", "b.json", "c/d/feed.RSS")]
    assert find_files(["-", str(tmp_path), str(tmp_path / "README")]) == ["-", *wanted, str(tmp_path / "README")]


@pytest.mark.parametrize("end", [".json", ".jsonl", ".txt", ".xml"])
def test_a_name_may_hold_any_bytes(tmp_path: Path, end: str) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/f\xff"))
    folder.mkdir()
    (folder / f"\udcfe{end}").write_bytes(
        b'{"uri": "p-1", "type": "text", "headline": "Rain", "body_text": "It rained."}'
    )
    [name] = find_files([str(folder)])
    [record] = read_file(name)
    assert record.key is not None
    assert record.key.startswith("f\ufffd/".encode())
    assert record.file == f"{tmp_path}/f\ufffd/\ufffd{end}"


def test_a_file_is_called_as_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("one.json").write_bytes(b'{"source":"wire","id":"7"}')
    assert [(record.file, record.where) for record in read_file("./one.json")] == [("./one.json", "./one.json:1")]


def test_a_folder_with_nothing_to_read_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").touch()
    with pytest.raises(InputError, match=r"no file in it has a suffix that is read: \.jsonl"):
        find_files([str(tmp_path)])


def test_a_name_that_is_wrong_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "one.json").touch()
    with pytest.raises(InputError, match=r"tow\.json: No such file"):
        find_files([str(tmp_path / "one.json"), str(tmp_path / "tow.json")])


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
    records = list(read_file("-", FileRules(longest=100, tell=lambda where, _: told.append(where))))
    assert [record.where for record in records] == ["<stdin>:2", "<stdin>:4", "<stdin>:5"]
    assert told == ["<stdin>:1", "<stdin>:3"]
    assert pipe.most <= 100_000


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_line_as_long_as_it_may_be_is_read(tmp_path: Path, start: bytes, end: bytes) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(start + b"x" * 100 + end)
    (record,) = read_file(path, FileRules(longest=100))
    assert record.value == b"x" * 100
    with pytest.raises(InputError, match="longer than 99 bytes"):
        list(read_file(path, FileRules(longest=99)))
