"""The one loader of the tables that ship with the package: word lists and rows of tab-separated cells.

A table lies in the folder `data` of the package that reads it, is UTF-8, and may be gzipped. Blank lines and lines that
begin with `#` are left out. What a cell must not hold is an error that names file and line, so that a slip of the
keyboard in a table fails where it stands, and never reads as "nothing".
"""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


class DataError(ValueError):
    """A shipped table holds what it must not; the message names file and line."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its `cells`, missing trailing ones as '', and `where` it stands, as `FILE:LINE`."""

    cells: tuple[str, ...]
    where: str

    def one_of(self, column: int, choices: type[Choice]) -> Choice:
        """The member of `choices` that a cell names. Raises DataError for anything else."""
        return self._member(self.cells[column], choices)

    def flags(self, column: int, choices: type[Choice]) -> frozenset[Choice]:
        """The members of `choices` that a cell names, spaces between them. Raises DataError for anything else."""
        return frozenset(self._member(name, choices) for name in self.cells[column].split())

    def _member(self, name: str, choices: type[Choice]) -> Choice:
        try:
            return choices(name)
        except ValueError as error:
            raise DataError(f"{self.where}: {name!r} is none of {', '.join(choices)}") from error


class Tables:
    """The tables of one package, by their path in its folder `data`.

    >>> Tables("streams.money").rows("dot_grouping.tsv", columns=2)[0].cells
    ('ARS', 'both')
    """

    def __init__(self, package: str) -> None:
        self._folder = files(package) / "data"

    def has(self, name: str) -> bool:
        """Whether there is such a table."""
        return (self._folder / name).is_file()

    def folders(self) -> tuple[str, ...]:
        """Names of the folders of tables, sorted."""
        return tuple(sorted(entry.name for entry in self._folder.iterdir() if entry.is_dir()))

    def words(self, name: str) -> tuple[str, ...]:
        """The entries of a word list, one a line, in order."""
        return tuple(line for _, line in self._lines(name))

    def rows(self, name: str, columns: int) -> list[TableRow]:
        """The rows of a table, in order, each of so many cells. Raises DataError for a row that has more."""
        return [_row(line, columns, f"{name}:{number}") for number, line in self._lines(name)]

    def _lines(self, name: str) -> Iterator[tuple[int, str]]:
        data = (self._folder / name).read_bytes()
        text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip() and not line.startswith("#"):
                yield number, line


def _row(line: str, columns: int, where: str) -> TableRow:
    cells = tuple(line.split("\t"))
    if len(cells) > columns:
        raise DataError(f"{where}: {len(cells)} cells where there are {columns} columns")
    return TableRow(cells + ("",) * (columns - len(cells)), where)
