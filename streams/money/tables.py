"""The door to the tables beside this package: tab-separated rows, '#' starts a comment."""

from collections.abc import Iterator
from importlib.resources import files

DATA = files("streams.money") / "data"


def rows(name: str) -> Iterator[list[str]]:
    """Rows of the table `name` ("en/nouns.tsv"), padded so that missing trailing cells read as ''."""
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield cells + [""] * (5 - len(cells))


def has(name: str) -> bool:
    """Whether there is such a table."""
    return (DATA / name).is_file()
