"""All of ISO 4217, from CLDR."""

from decimal import Decimal

import pytest

from streams.money import MoneyContext, cldr, find_money
from streams.money.number_words import NumberWords
from streams.money.roles import NumberKind
from streams.money.scan import head
from streams.money.trie import pattern

NAMES = cldr.names("en")


@pytest.mark.parametrize("code", sorted(cldr.current()))
def test_every_code_in_use_is_read_on_both_sides(code: str) -> None:
    for body in (f"It cost {code} 5,000.", f"It cost 5,000 {code}.", f"It cost {code}5.5 million."):
        amounts = find_money({"body": body})
        assert [(one.currency, one.currency_basis) for one in amounts] == [(code, "explicit")], body


@pytest.mark.parametrize("code", sorted(cldr.current()))
def test_every_currency_in_use_is_read_by_its_name(code: str) -> None:
    """CLDR's plural, with the country's adjective where it has one."""
    (one,) = find_money({"body": f"It cost 5 million {NAMES[code][1]}."})
    assert one.amount == Decimal(5_000_000)
    assert one.currency in {other for other, names in NAMES.items() if names[1] == NAMES[code][1]}


@pytest.mark.parametrize("code", ["DEM", "FRF", "ITL", "ESP", "NLG", "BEF", "PTE", "GRD", "IEP", "FIM", "ATS", "XEU"])
def test_former_currencies_are_read(code: str) -> None:
    assert [one.currency for one in find_money({"body": f"It cost {code} 5,000."})] == [code]


def test_german_names_come_from_cldr_too() -> None:
    (one,) = find_money({"body": "Das kostet 5 Millionen Norwegische Kronen."}, MoneyContext(language="de"))
    assert (one.currency, one.amount) == ("NOK", Decimal(5_000_000))


@pytest.mark.parametrize(
    ("surface", "trigger"),
    [("us dollars", "dollars"), ("us $", "$"), ("rs.", "rs"), ("gh₵", "₵"), ("s/.", "s/"), ("d-mark", "d-mark")],
)
def test_head_of_a_surface(surface: str, trigger: str) -> None:
    assert head(surface) == trigger


def test_a_trie_matches_the_longest() -> None:
    assert pattern(["a", "ab", "ac d"]) == r"a(?:b|c(?:[ \u00a0-]|\r?\n)d)?"


def test_every_kind_of_number_word_is_read() -> None:
    assert [kind for kind in NumberKind if not hasattr(NumberWords, f"_{kind}")] == []
