"""The word lists behind joining and roles: files of ``words/``, read once when first asked for."""

from functools import cache
from importlib.resources import files


def _lines(name: str) -> list[str]:
    text = files("streams.entities").joinpath("words", name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """The entries of ``words/NAME.txt``, as written there (casefolded by convention)."""
    return frozenset(_lines(f"{name}.txt"))


def table(name: str) -> list[list[str]]:
    """The rows of ``words/NAME.tsv``."""
    return [line.split("\t") for line in _lines(f"{name}.tsv")]


@cache
def pairs(name: str) -> dict[str, str]:
    """The two columns of ``words/NAME.tsv``, the first as key."""
    return {row[0]: row[1] for row in table(name)}


@cache
def families(name: str) -> dict[str, frozenset[int]]:
    """Each word of ``words/NAME.txt`` with the numbers of the lines that hold it; words of one line are kin."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_lines(f"{name}.txt")):
        for word in line.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
