"""What holds for every text."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.money import FoundAmount, MoneyContext, find_money
from streams.money.language import language
from tests.money.test_examples import rows

SENTENCES = [str(row.values[1]) for row in rows()]
PIECES = [
    *"$€£¥.,-–'’()/%&\n\t İß½¼🙂",
    *("US$", "U.S. $", "kr", "Rs.", "USD", "dollars", "cents", "pounds of", "a", "hundred", "million", "half", "and"),
    *("bn", "k", "or", "to", "between", "(about", "more than", "per", "19", "1,234.5", "1.234,5", "2½", "3/8", "0"),
]
WORDS = sorted(
    {word.replace("_", " ") for words in language("en").words.values() for word in words}
    | language("en").before.keys()
    | language("en").after.keys()
    | set(language("en").numbers)
    | {noun.removeprefix("~") for noun in language("en").per}
)
sums = st.sampled_from(
    ["$5", "£5m", "5 euros", "K5", "$5,000", "Rs 5", "60 crowns", "5 pounds", "3p", "million dollars"]
)
texts = st.one_of(
    st.lists(st.one_of(sums, st.sampled_from(WORDS)), max_size=6).map(" ".join),
    st.text(),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.sampled_from(SENTENCES), max_size=4).map(" ".join),
)
languages = st.sampled_from(["en", "de", "en-AU", "fr", "es", "pt", "it", "nl", "sv", "", "x-klingon"])


@given(texts, texts, languages)
def test_amounts_lie_in_order_and_say_what_they_span(title: str, body: str, language: str) -> None:
    """Whatever the text: no error, spans in order and apart, `text` as spanned, one kind of value."""
    fields = {"title": title, "body": body}
    amounts = find_money(fields, MoneyContext(language=language))
    places = [(list(fields).index(one.field), one.start, one.end) for one in amounts]
    assert places == sorted(places)
    assert all(one[0] != two[0] or one[2] <= two[1] for one, two in pairwise(places))
    for one in amounts:
        assert one.text == fields[one.field][one.start : one.end] != ""
        assert (one.amount is None) == (one.magnitude is not None)
        assert one.amount_max is None or (one.amount is not None and one.amount < one.amount_max)
        assert (one.currency is None) == (one.currency_basis is None)


@pytest.mark.parametrize("amount", ["$5", "£5m", "5 euros", "K5", "60 crowns", "5 pounds"])
def test_a_text_may_end_or_begin_at_any_word(amount: str) -> None:
    """A rule that looks at the word after the next finds none there."""
    for word in WORDS:
        assert len(find_money({"title": f"{amount} {word}", "body": f"{word} {amount}"})) < 4


@given(texts)
def test_links_point_at_an_earlier_amount_in_another_currency(body: str) -> None:
    """`equivalent_of` never points at itself, forward, or at the same currency."""
    amounts = find_money({"body": body})
    for index, one in enumerate(amounts):
        if one.equivalent_of is not None:
            assert one.equivalent_of < index
            assert amounts[one.equivalent_of].currency != one.currency


@given(texts)
def test_the_same_text_gives_the_same_amounts(body: str) -> None:
    """No state is kept between texts."""
    assert find_money({"body": body}) == find_money({"body": body})


@given(st.sampled_from(SENTENCES), st.text(alphabet="🙂é𝒳 ", max_size=5))
def test_offsets_count_code_points(sentence: str, prefix: str) -> None:
    """Text before a sentence moves its spans by its code points and changes nothing else."""
    head = f"{prefix}\n\n"
    alone, moved = find_money({"body": sentence}), find_money({"body": head + sentence})
    assert [(one.start + len(head), one.amount) for one in alone] == [(one.start, one.amount) for one in moved]


def grouped(number: Decimal, thousands: str, point: str) -> str:
    """The number with its thousands marked."""
    return f"{number:,f}".replace(",", "\0").replace(".", point).replace("\0", thousands)


HABITS = [(",", "."), (".", ","), ("'", "."), ("’", ","), ("\u202f", ","), ("\u00a0", "."), ("", ".")]
SCALES = [("k", 3), ("m", 6), ("bn", 9), (" million", 6), ("-billion", 9), (" trillion", 12), (" crore", 7)]
numbers = st.decimals(min_value=0, max_value=10**15, places=2, allow_nan=False)


@given(numbers, st.sampled_from(["€{}", "EUR {}", "{} €", "{} euros", "EUR{}", "({} EUR)"]))
def test_english_european_swiss_and_spaced_digits_are_exact(number: Decimal, form: str) -> None:
    """Two decimals in any habit give the very number back."""
    for thousands, point in HABITS:
        body = form.format(grouped(number, thousands, point))
        assert [one.amount for one in find_money({"body": body})] == [number], body


@given(
    st.decimals(min_value=Decimal("0.001"), max_value=9999, places=3, allow_nan=False),
    st.sampled_from(SCALES),
)
def test_scales_are_exact(number: Decimal, scale: tuple[str, int]) -> None:
    """A scale moves the point and nothing else."""
    word, power = scale
    amounts = find_money({"body": f"It cost ${number:f}{word}."})
    assert [one.amount for one in amounts] == [number.scaleb(power)]


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
ONE_WORDS = [*ONES.split(), "eighteen", "nineteen"]
TEN_WORDS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """The number in English words, as a newspaper writes it."""
    for size, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            head, rest = divmod(number, size)
            joint = " and " if rest and rest < 100 else " "
            return f"{in_words(head)} {word}{joint if rest else ''}{in_words(rest) if rest else ''}"
    if number < 20:
        return ONE_WORDS[number]
    tens, ones = divmod(number, 10)
    return TEN_WORDS[tens] + (f"-{ONE_WORDS[ones]}" if ones else "")


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_numbers_in_words_are_exact(number: int) -> None:
    """Any whole number below a trillion, written out."""
    assert [one.amount for one in find_money({"body": f"It cost {in_words(number)} euros."})] == [number]


@pytest.mark.parametrize("digits", ["9" * 25, "1" * 5000, "1," * 3000 + "1", "0." + "1" * 60])
def test_a_number_too_long_to_be_money_is_left_out(digits: str) -> None:
    """Serial numbers and hostile digits give nothing, rather than a rounded or a cut number."""
    assert find_money({"body": f"${digits} or {digits} euros"}) == []


def test_amounts_are_values() -> None:
    """They compare, hash and cannot be changed."""
    one: FoundAmount = find_money({"body": "$5"})[0]
    assert {one} == set(find_money({"body": "$5"}))
    with pytest.raises(AttributeError):
        one.amount = Decimal(6)  # type: ignore[misc]


ENDLESS = (
    "million ",
    "millions ",
    "hundred ",
    "dozen ",
    "lakh crore ",
    "quadrillion ",
    "five million million ",
    "1,",
    "9",
)


@pytest.mark.parametrize("piece", ENDLESS)
@pytest.mark.parametrize("frame", ["{}dollars", "5 {}dollars", "${}", "{}of dollars", "1,000.{} €", "1,{}000 €"])
def test_numbers_without_an_end_are_no_defect(piece: str, frame: str) -> None:
    found = find_money({"body": frame.format(piece * 60)})
    assert all(abs(one.amount or one.magnitude or Decimal(0)) < Decimal(10) ** 50 for one in found)
