"""Shipped tables: a slip of the keyboard in one is an error that names file and line."""

import sys
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import pytest

from streams.money.senses import CHECKS
from streams.money.units import Flag
from streams.tables import DataError, TableRow, Tables

ROOT = Path(__file__).parents[1]
PACKAGE = "a_package_with_a_table"


class Colour(StrEnum):
    """What a cell may say in these tests."""

    RED = "red"
    BLUE = "blue"


Made = Callable[[str], Tables]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """Makes the tables of a package that holds `table.tsv` with this text."""

    def make(text: str) -> Tables:
        folder = tmp_path / PACKAGE / "data"
        folder.mkdir(parents=True)
        (folder.parent / "__init__.py").touch()
        (folder / "table.tsv").write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(sys.modules, PACKAGE, raising=False)
        return Tables(PACKAGE)

    return make


def test_comments_and_blank_lines_are_left_out(made: Made) -> None:
    assert made("# what it holds\none\n\ntwo words\n").words("table.tsv") == ("one", "two words")


def test_missing_trailing_cells_are_empty(made: Made) -> None:
    assert made("#a\tb\tc\n1\t2\n").rows("table.tsv", columns=3) == [TableRow(("1", "2", ""), "table.tsv:2")]


def test_a_row_of_too_many_cells_is_an_error_that_names_file_and_line(made: Made) -> None:
    with pytest.raises(DataError, match=r"^table\.tsv:3: 3 cells where there are 2 columns$"):
        made("# what it holds\n1\t2\n1\t2\t3\n").rows("table.tsv", columns=2)


def test_a_misspelt_flag_is_an_error_that_names_file_and_line(made: Made) -> None:
    [row] = made("\nrose\tred bleu\n").rows("table.tsv", columns=2)
    with pytest.raises(DataError, match=r"^table\.tsv:2: 'bleu' is none of red, blue$"):
        row.flags(1, Colour)


def test_a_misspelt_choice_is_an_error_that_names_file_and_line(made: Made) -> None:
    [row] = made("rose\trde\n").rows("table.tsv", columns=2)
    with pytest.raises(DataError, match=r"^table\.tsv:1: 'rde' is none of red, blue$"):
        row.one_of(1, Colour)


SHIPPED = sorted(path for path in (ROOT / "streams").glob("**/data/**/*") if path.suffix in (".txt", ".tsv"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT / "streams").as_posix())
def test_a_shipped_table_says_what_it_holds_and_holds_nothing_twice(path: Path) -> None:
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if line and not line.startswith("#")]
    assert first.startswith("# ")
    assert entries
    assert [line for line, times in Counter(entries).items() if times > 1] == []
    assert [line for line in entries if line != line.strip()] == []


def test_every_flag_of_a_unit_is_a_way_to_write_it_or_a_check() -> None:
    written = {Flag.CASED, Flag.TIGHT, Flag.LEADS, Flag.SINGULAR, Flag.CENT}
    assert written | set(CHECKS) == set(Flag)
    assert not written & set(CHECKS)
