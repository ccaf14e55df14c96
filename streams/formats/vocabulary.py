"""How the elements of a kind of markup are read, from the tables in `data`."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from streams.tables import Tables


class Reads(StrEnum):
    """How an element is read."""

    BLOCK = "block"
    CELL = "cell"
    UNREAD = "unread"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The elements of a kind of markup by how they are read; what is in none is part of a line. Names in lower case."""

    blocks: frozenset[str]
    cells: frozenset[str]
    unread: frozenset[str]
    unread_classes: frozenset[str]


@cache
def vocabulary(*names: str) -> Vocabulary:
    """That of the tables of these names, such as "html"; where they disagree, the last one's word counts."""
    tables = (Tables("streams.formats").rows(f"{name}.tsv", columns=2) for name in names)
    read = {row.cells[0]: row.one_of(1, Reads) for rows in tables for row in rows}
    named = {reads: frozenset(name for name, how in read.items() if how is reads) for reads in Reads}
    return Vocabulary(named[Reads.BLOCK], named[Reads.CELL], named[Reads.UNREAD], named[Reads.CLASS])
