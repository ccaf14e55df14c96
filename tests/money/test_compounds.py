"""Numbers that are written as one word."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.money.language import language

ONES = (
    "|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
    "|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn"
)
TENS = "||zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig"


def german(number: int) -> str:
    """The German word for a number from 1 to 999,999, as it stands within a longer one."""
    if number >= 1000:
        return german(number // 1000) + "tausend" + (german(number % 1000) if number % 1000 else "")
    if number >= 100:
        return german(number // 100) + "hundert" + (german(number % 100) if number % 100 else "")
    if number < 20:
        return ONES.split("|")[number]
    return (ONES.split("|")[number % 10] + "und" if number % 10 else "") + TENS.split("|")[number // 10]


@given(st.integers(21, 999_999))
def test_every_german_number_is_read(number: int) -> None:
    found = language("de").numbers.get(german(number))
    assert found is not None
    assert found[1] == number


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("it", "duecentocinquantamila", 250_000),
        ("it", "trentottomila", 38_000),
        ("nl", "tweeëntwintigduizend", 22_000),
        ("nl", "vijftienhonderd", 1500),
        ("de", "zwölfhundert", 1200),
    ],
)
def test_a_compound_is_its_number(code: str, text: str, value: int) -> None:
    assert language(code).numbers.get(text) == ("glued", Decimal(value))


@pytest.mark.parametrize("text", ["undzwei", "zweiundund", "hausundhof", "zehnzehn", "einhundertwasser", "x" * 100])
def test_other_words_are_no_numbers(text: str) -> None:
    assert text not in language("de").numbers
