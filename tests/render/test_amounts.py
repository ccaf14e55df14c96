"""Amounts of money for a person."""

from typing import Any

import pytest

from streams.render.amounts import read_amount, read_amounts, read_bases, read_number, read_relation


def amount(amount: str | None, **fields: Any) -> dict[str, Any]:
    return {"amount": amount, "currency": "EUR", "currency_basis": "explicit", **fields}


@pytest.mark.parametrize(
    ("digits", "wanted"),
    [
        ("90000000000", "90 bn"),
        ("105410000000", "105.41 bn"),
        ("1234567", "1,234,567"),
        ("1500000", "1.5 mn"),
        ("2000000000000", "2 tn"),
        ("12500", "12,500"),
        ("70.25", "70.25"),
        ("-3000000", "-3 mn"),
        ("0", "0"),
        ("words", "words"),
    ],
)
def test_a_number_is_short_and_exact(digits: str, wanted: str) -> None:
    assert read_number(digits) == wanted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        (amount("5000000", amount_max="7000000"), "EUR 5–7 mn"),
        (amount("900000", amount_max="1200000"), "EUR 900,000–1.2 mn"),
        (amount("70.25", per="barrel", currency="USD"), "USD 70.25 per barrel"),
        (amount("3000000", bound="at_most", approximate=True), "up to about EUR 3 mn"),
        (amount(None, magnitude="1000000"), "EUR millions"),
        (amount(None, magnitude="100000000", per="year"), "EUR hundreds of millions per year"),
        (amount("50", currency=None, currency_basis=None), "¤ 50"),
    ],
)
def test_an_amount_says_all_that_is_known(fields: dict[str, Any], wanted: str) -> None:
    assert read_amount(fields) == wanted


def test_a_restated_amount_stands_behind_the_first() -> None:
    again = amount("105410000000", currency="USD", approximate=True, equivalent_of=0, implied_rate="1.1712")
    assert read_amounts([amount("90000000000"), again, amount("7")]) == [
        "EUR 90 bn ≈ USD 105.41 bn (rate 1.1712)",
        "EUR 7",
    ]


def test_a_sum_that_is_told_again_stands_once_with_how_often() -> None:
    dollars = amount("105400000", currency="USD", approximate=True, equivalent_of=0)
    again = amount("105000000", currency="USD", approximate=True, repeats=1, equivalent_of=0)
    amounts = [amount("90000000"), dollars, amount("90000000", repeats=0), again, amount("90000000")]
    assert read_amounts(amounts) == ["EUR 90 mn ×2 ≈ USD 105.4 mn", "EUR 90 mn"]


def test_a_sum_has_its_parts_behind_it() -> None:
    amounts = [amount("20", part_of=1), amount("100"), amount("7", part_of=1), amount("5", part_of=0)]
    assert read_amounts(amounts) == ["EUR 100, of it EUR 20 and EUR 7 and EUR 5"]


def test_strange_relations_are_shown_without_harm() -> None:
    circle = [amount("1", part_of=1), amount("2", part_of=0), amount("3", repeats=9), amount("4", repeats="x")]
    assert read_amounts(circle) == ["EUR 3", "EUR 4"]


@pytest.mark.parametrize(
    ("relations", "wanted"),
    [({}, ""), ({"repeats": "id", "part_of": "id"}, "told before"), ({"part_of": "id"}, "part of another sum")],
)
def test_a_flat_amount_says_why_it_is_no_sum_of_its_own(relations: dict[str, Any], wanted: str) -> None:
    assert read_relation(amount("1", **relations)) == wanted


def test_it_is_told_how_currencies_are_known_that_are_not_named() -> None:
    amounts = [
        amount("1", currency="AUD", currency_basis="context"),
        amount("2", currency="AUD", currency_basis="context"),
        amount("3", currency="USD", currency_basis="assumed"),
        amount("4"),
        amount("5", currency=None, currency_basis=None),
    ]
    assert read_bases(amounts) == ["AUD by context", "USD assumed"]
