"""Which amounts of an article are one sum, and which are parts of others: one row of `mentions/LANGUAGE.tsv`, one test."""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from streams.money import FoundAmount, MoneyContext, find_money

TABLES = sorted((Path(__file__).parent / "mentions").glob("*.tsv"))


def rows() -> list[ParameterSet]:
    """(language, title, body, relations) of every table."""
    found = []
    for table in TABLES:
        for number, line in enumerate(table.read_text("utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                title, body, wanted = line.split("\t")
                body = body.replace("\\n", "\n").replace("\\t", "\t")
                found.append(pytest.param(table.stem, title, body, wanted, id=f"{table.stem}-{number}"))
    return found


def written(amounts: list[FoundAmount]) -> str:
    """How many amounts there are, and how they hang together."""
    told = [
        f"{at}{sign}{other}"
        for at, one in enumerate(amounts)
        for sign, other in (("=", one.repeats), ("<", one.part_of), ("~", one.equivalent_of))
        if other is not None
    ]
    return f"{len(amounts)}: {' '.join(told)}".rstrip()


@pytest.mark.parametrize(("language", "title", "body", "wanted"), rows())
def test_amounts_hang_together(language: str, title: str, body: str, wanted: str) -> None:
    fields = {"title": title, "body": body} if title else {"body": body}
    assert written(find_money(fields, MoneyContext(language=language))) == wanted
