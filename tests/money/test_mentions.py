"""Which amounts are one sum, and which are parts of others: one row of `mentions/LANGUAGE.tsv`, one test."""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given
from hypothesis import strategies as st

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


BODIES = [str(row.values[2]) for row in rows()]
PIECES = [
    "$5 million",
    "$20 million",
    "€4m ($5 million)",
    "$4.96 million",
    " of which ",
    ", including ",
    " of the ",
    ". The ",
]
texts = st.one_of(
    st.lists(st.sampled_from(BODIES), max_size=4).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)


@given(texts, texts)
def test_every_relation_leads_to_a_sum_of_its_own(title: str, body: str) -> None:
    """Whatever the text: who follows `repeats`, `equivalent_of` and `part_of` comes to an amount that has none."""
    amounts = find_money({"title": title, "body": body})
    for index, one in enumerate(amounts):
        assert one.repeats is None or one.repeats < index
        assert one.equivalent_of is None or one.equivalent_of < index
        assert one.repeats is None or amounts[one.repeats].currency == one.currency
        for _ in range(3 * len(amounts)):
            further = next((to for to in (one.part_of, one.repeats, one.equivalent_of) if to is not None), None)
            one = one if further is None else amounts[further]
        assert (one.part_of, one.repeats, one.equivalent_of) == (None, None, None)


@given(texts)
def test_what_is_repeated_states_its_sum_for_the_first_time(body: str) -> None:
    amounts = find_money({"body": body})
    assert all(amounts[one.repeats].repeats is None for one in amounts if one.repeats is not None)
