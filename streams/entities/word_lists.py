"""The word lists behind joining and roles, each read once when first asked for."""

from functools import cache

from streams.tables import Tables

_TABLES = Tables("streams.entities")


@cache
def words(name: str) -> frozenset[str]:
    """The entries of `data/NAME.txt`, as written there (casefolded by convention)."""
    return frozenset(_TABLES.words(f"{name}.txt"))


def table(name: str, columns: int) -> list[tuple[str, ...]]:
    """The rows of `data/NAME.tsv`, each of so many cells."""
    return [row.cells for row in _TABLES.rows(f"{name}.tsv", columns)]


@cache
def pairs(name: str) -> dict[str, str]:
    """The two columns of `data/NAME.tsv`, the first as key."""
    return {row[0]: row[1] for row in table(name, 2)}


@cache
def families(name: str) -> dict[str, frozenset[int]]:
    """Each word of `data/NAME.txt` with the numbers of the lines that hold it; words of one line are kin."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_TABLES.words(f"{name}.txt")):
        for word in line.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
