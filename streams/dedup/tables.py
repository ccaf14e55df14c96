"""Tables of words and phrases that ship with the package."""

from importlib.resources import files


def read_table(name: str) -> tuple[str, ...]:
    """The entries of a table, one a line; blank lines and those that start with # are left out."""
    lines = files("streams.dedup").joinpath(name).read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
