"""Tokens to quantities: digits, words and scales as one exact number."""

from dataclasses import dataclass
from decimal import Decimal

from streams.money import numerals
from streams.money.language import Cue, Language
from streams.money.number_words import HALVES, NumberWords, joins, word
from streams.money.numerals import MOST_SCALE, VULGAR, plus, times
from streams.money.phrases import phrase_at
from streams.money.scan import Token

YEARS = (1700, 2100)
"""What a plain number may be the year of; before, money of a year is not spoken of."""

THOUSAND, HUNDREDS = 1000, 3
HALF = Decimal("0.5")
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
    soft, end = _softened(tokens, end, language)
    scale, end = scales(tokens, end, language)
    other = times(numeral.other, scale) if numeral.other is not None and fraction is None and _may_group(scale, language) else None
    value = times(numeral.value if fraction is None else fraction, scale)
    value, end, scale = _smaller(tokens, end, language, value, scale)
    return Quantity(at, end, value, scale, "digits", numeral.grouped, other, numeral.decimals, soft)


def _may_group(scale: Decimal, language: Language) -> bool:
    """Whether other presses group a number of this scale: "3,250 millones"; in English "3.250 million" is a fraction."""
    return scale == 1 or language.comma_decimal


def _softened(tokens: list[Token], at: int, language: Language) -> tuple[Cue | None, int]:
    """What stands between a number and its scale or noun, and where that goes on: "20-odd billion", "600-plus dollars"."""
    start = at + joins(tokens, at)
    if start == at and at < len(tokens) and not (tokens[at].gap and _leads_to_scale(tokens, at + 1, language)):
        return None, at
    if (hit := phrase_at(tokens, start, language.inside)) is None:
        return None, at
    cue, end = hit
    return (cue, end) if _leads_to_scale(tokens, end, language) or _leads_to_noun(tokens, end) else (None, at)


def _leads_to_scale(tokens: list[Token], at: int, language: Language) -> bool:
    return word(tokens, at + joins(tokens, at), language)[0] in ("scale", "hundred", "plural", "abbreviation")


def _leads_to_noun(tokens: list[Token], at: int) -> bool:
    at += joins(tokens, at)
    return at < len(tokens) and any(unit.named for unit in tokens[at].units)


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


def _hangs(tokens: list[Token], at: int) -> bool:
    """Whether a hyphen hangs on the number before it: "$481- million", "$2.4 -million"."""
    if at + 1 >= len(tokens) or tokens[at].low != "-" or tokens[at + 1].kind != "word":
        return False
    return not (tokens[at].gap and tokens[at + 1].gap)


def scales(tokens: list[Token], at: int, language: Language) -> tuple[Decimal, int]:
    """Scale words after digits, apart, attached or hyphened, multiplied: "million", "bn", "-million", "lakh crore"."""
    scale = Decimal(1)
    while True:
        here = at + 1 if joins(tokens, at) or _hangs(tokens, at) else at
        kind, value = word(tokens, here, language)
        if scale * value > MOST_SCALE:
            return scale, at
        if kind in ("scale", "hundred") or (kind == "dozen" and scale == 1):
            scale, at = scale * value, here + 1
        elif kind == "abbreviation" and scale == 1 and here == at and _is_abbreviation(tokens, at, language):
            return value, at + 2 if at + 1 < len(tokens) and tokens[at + 1].low == "." and _goes_on(
                tokens, at + 2
            ) else at + 1
        elif kind == "plural" and value >= 1000:
            return scale * value, here + 1  # "5 millions", "500-Millionen", "12 mil millones"
        else:
            return scale, at


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Whether the sentence goes on after an abbreviation's full stop: a unit or a small letter follows."""
    return at < len(tokens) and tokens[at].kind == "unit"


def _is_abbreviation(tokens: list[Token], at: int, language: Language) -> bool:
    """One letter counts only at its number and not as a part of a word ("$20 T-shirt", "$5 B&B")."""
    token = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if (
        after
        and not after.gap
        and after.low in "-&'’"
        and at + 2 < len(tokens)
        and not tokens[at + 2].gap
        and len(token.low) == 1
    ):
        return (after.low == "-" and tokens[at + 2].kind != "word") or not token.gap
    if token.low == "k":
        return token.capital or not token.gap or not _names(after)
    return not token.gap or token.low not in language.words["tight"]


def _names(after: Token | None) -> bool:
    """Whether a word in capitals stands there: "a $20 k Street office" names something."""
    return after is not None and after.capital and after.kind == "word"


def _smaller(
    tokens: list[Token], at: int, language: Language, value: Decimal, scale: Decimal
) -> tuple[Decimal, int, Decimal]:
    """The number with a part that follows at once, where it ends, and its scale: "2 million 500 thousand"."""
    if scale >= THOUSAND and _is_hundreds(tokens, at):
        more = Decimal(tokens[at].low)
        other, end = scales(tokens, at + 1, language)
        if 1 < other < scale and end > at + 1:
            return plus(value, more * other), end, scale
        if scale == THOUSAND < other:  # "5 mil 300 millones"
            return times(plus(value, more), other), end, other
    if scale > THOUSAND and word(tokens, at, language)[0] == "and" and _is_hundreds(tokens, at + 1):
        other, end = scales(tokens, at + 2, language)
        if 1 < other < scale and HALVES in language.words["style"]:  # "5 milioni e 200 mila euro"
            return plus(value, Decimal(tokens[at + 1].low) * other), end, scale
    if scale == THOUSAND and word(tokens, at, language)[0] == "and" and _is_hundreds(tokens, at + 1):
        if len(tokens[at + 1].low) == HUNDREDS and _leads_to_noun(tokens, at + 2):  # "12mila e 500 euro"
            return plus(value, Decimal(tokens[at + 1].low)), at + 2, scale
    if scale >= 1000 and word(tokens, at, language)[0] == "and":
        at_half = at + 1 + (word(tokens, at + 1, language)[0] == "article")
        bare = at_half > at + 1 or HALVES in language.words["style"]
        if bare and word(tokens, at_half, language)[0] == "half":
            return plus(value, times(scale, HALF)), at_half + 1, scale
    return value, at, scale


def _is_hundreds(tokens: list[Token], at: int) -> bool:
    """Whether a number of three digits at most stands there."""
    return at < len(tokens) and tokens[at].kind == "number" and tokens[at].low.isdigit() and len(tokens[at].low) <= HUNDREDS


def _words(tokens: list[Token], at: int, language: Language) -> Quantity | None:
    reader = NumberWords(tokens, at, language)
    reader.read()
    if reader.at == at:
        return None
    if reader.vague:
        return Quantity(at, reader.at, None, reader.scale, "vague")
    kind = "article" if reader.last == "article" else "words"
    soft = ROUNDED if reader.rounded else None
    value, end = reader.value, reader.at
    softened, end = _softened(tokens, end, language) if kind == "words" and reader.scale == 1 else (None, end)
    if softened:  # "twenty-odd billion"
        scale, end = scales(tokens, end, language)
        return Quantity(at, end, times(value, scale), scale, kind, soft=softened)
    return Quantity(at, end, value, reader.scale, kind, soft=soft)
