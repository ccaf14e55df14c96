"""Tokens to quantities: digits, words and scales as one exact number."""

from dataclasses import dataclass
from decimal import Decimal

from streams.money import numerals
from streams.money.language import Cue, Language
from streams.money.number_words import NumberWords
from streams.money.numerals import VULGAR, plus, times
from streams.money.scales import continued, scales, softened
from streams.money.scan import Token

YEARS = (1700, 2100)
"""What a plain number may be the year of; before, money of a year is not spoken of."""

ROUNDED = Cue(None, True)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number without a unit, standing at tokens[first:last].

    Attributes:
        value: exact; None when the number is not told ("several million").
        other: the value by a press that groups thousands otherwise, where that differs.
        scale: product of the scale words in it, 1 if none.
        kind: "digits", "words", "article" (a bare "a") or "vague".
        grouped: thousands are marked.
        decimals: digits written after the point.
        soft: what words within it say of it: "20-odd billion".
    """

    first: int
    last: int
    value: Decimal | None
    scale: Decimal = Decimal(1)
    kind: str = "digits"
    grouped: bool = False
    other: Decimal | None = None
    decimals: int = 0
    soft: Cue | None = None

    @property
    def bare(self) -> bool:
        """A plain number, which may borrow a scale or a unit from a neighbour."""
        return self.kind in ("digits", "words") and self.scale == 1 and not self.grouped

    @property
    def like_year(self) -> bool:
        """Whether it may be a year."""
        return self.bare and self.value is not None and is_year(self.value)


def is_year(value: Decimal | int) -> bool:
    """Whether a plain number of this value may be a year."""
    return YEARS[0] <= value <= YEARS[1] and value == int(value)


def quantity(tokens: list[Token], at: int, language: Language) -> Quantity | None:
    """The longest quantity that begins at tokens[at], or None."""
    token = tokens[at]
    if token.kind == "number" or token.low in VULGAR:
        return _digits(tokens, at, language)
    if token.kind == "word" and token.low in language.numbers:
        return _words(tokens, at, language)
    return None


def _digits(tokens: list[Token], at: int, language: Language) -> Quantity | None:
    digits = tokens[at].low
    vulgar = digits in VULGAR
    numeral = numerals.NONE if vulgar else numerals.read(digits, language.comma_decimal)
    if numeral is None:
        return None
    fraction, end = _fraction(tokens, at + (not vulgar), numeral.value)
    soft, end = softened(tokens, end, language)
    scale, end = scales(tokens, end, language)
    other = None if fraction is not None or not _may_group(scale, language) else numeral.other
    other = None if other is None else times(other, scale)
    value = times(numeral.value if fraction is None else fraction, scale)
    value, end, scale = continued(tokens, end, language, value, scale)
    return Quantity(at, end, value, scale, "digits", numeral.grouped, other, numeral.decimals, soft)


def _may_group(scale: Decimal, language: Language) -> bool:
    """Whether other presses group a number of this scale: "3,250 millones", not "3.250 million"."""
    return scale == 1 or language.comma_decimal


def _fraction(tokens: list[Token], at: int, whole: Decimal) -> tuple[Decimal | None, int]:
    """The number with its fraction, and where it ends: "45 3/8", "2-1/2", "2½", "1/4"."""
    if at < len(tokens) and tokens[at].low in VULGAR:
        return plus(whole, Decimal(VULGAR[tokens[at].low])), at + 1
    if _is_slash(tokens, at) and (part := _part(whole, tokens, at + 1)) is not None:
        return part, at + 2
    start = at + 1 if at < len(tokens) and tokens[at].low == "-" and not tokens[at].gap else at
    if (
        start + 2 < len(tokens)
        and tokens[start].kind == "number"
        and _is_slash(tokens, start + 1)
        and tokens[start].low.isdigit()
    ):
        part = _part(Decimal(tokens[start].low), tokens, start + 2)
        if part is None or part >= 1:
            return None, at
        step = Decimal(1).scaleb(int(whole.as_tuple().exponent))  # "$5.87-3/4" has quarters of a cent
        return plus(whole, times(part, step)), start + 3
    return None, at


def _is_slash(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at].low in "/⁄" and tokens[at + 1].kind == "number"


def _part(above: Decimal, tokens: list[Token], below: int) -> Decimal | None:
    """Fractions of markets (halves to sixty-fourths), which are exact decimals; years ("1998/99") are not."""
    return (
        above / Decimal(tokens[below].low)
        if tokens[below].low in ("2", "4", "5", "8", "16", "32", "64") and above < 100
        else None
    )


def _words(tokens: list[Token], at: int, language: Language) -> Quantity | None:
    reader = NumberWords(tokens, at, language)
    reader.read()
    if reader.at == at:
        return None
    if reader.vague:
        return Quantity(at, reader.at, None, reader.scale, "vague")
    kind = "article" if reader.last == "article" else "words"
    if kind == "words" and reader.scale == 1:
        soft, end = softened(tokens, reader.at, language)
        if soft:  # "twenty-odd billion"
            scale, end = scales(tokens, end, language)
            return Quantity(at, end, times(reader.value, scale), scale, kind, soft=soft)
    value, end, scale = reader.value, reader.at, reader.scale
    if reader.last == "scale":  # "un milliard et 300 millions"
        value, end, scale = continued(tokens, end, language, value, scale)
    return Quantity(at, end, value, scale, kind, soft=ROUNDED if reader.rounded else None)
