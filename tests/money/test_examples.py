"""What the news writes, and what is read from it: one row of `examples/LANGUAGE/*.tsv`, one test."""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from streams.money import MoneyContext, find_money
from tests.money.notation import written

TABLES = sorted((Path(__file__).parent / "examples").glob("*/*.tsv"))


def rows() -> list[ParameterSet]:
    """(language, text, amounts) of every table."""
    found = []
    for table in TABLES:
        for number, line in enumerate(table.read_text("utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                text, _, amounts = line.partition("\t")
                found.append(pytest.param(table.parent.name, text, amounts, id=f"{table.stem}-{number}"))
    return found


@pytest.mark.parametrize(("language", "text", "amounts"), rows())
def test_text_gives_its_amounts(language: str, text: str, amounts: str) -> None:
    """The row's amounts and no others."""
    assert written(find_money({"body": text}, MoneyContext(language=language))) == amounts
