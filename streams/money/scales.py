"""What follows digits and belongs to their number: scale words, what stands before them, a smaller part."""

from decimal import Decimal

from streams.money.language import Cue, Language
from streams.money.number_words import HALVES
from streams.money.numerals import MOST_SCALE, plus, times
from streams.money.phrases import phrase_at
from streams.money.scan import Token
from streams.money.word_reader import joins, word

THOUSAND, HUNDREDS = 1000, 3
HALF = Decimal("0.5")


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


def _hangs(tokens: list[Token], at: int) -> bool:
    """Whether a hyphen hangs on the number before it: "$481- million", "$2.4 -million"."""
    if at + 1 >= len(tokens) or tokens[at].low != "-" or tokens[at + 1].kind != "word":
        return False
    return not (tokens[at].gap and tokens[at + 1].gap)


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


def softened(tokens: list[Token], at: int, language: Language) -> tuple[Cue | None, int]:
    """What stands between a number and its scale or noun, and where that goes on: "20-odd billion"."""
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


def continued(
    tokens: list[Token], at: int, language: Language, value: Decimal, scale: Decimal
) -> tuple[Decimal, int, Decimal]:
    """The number with a part that follows at once, where it ends, and its scale: "2 million 500 thousand"."""
    if scale < THOUSAND:
        return value, at, scale
    if _is_hundreds(tokens, at):
        return _with_hundreds(tokens, at, language, value, scale)
    if word(tokens, at, language)[0] != "and":
        return value, at, scale
    styles = language.words["style"]
    if _is_hundreds(tokens, at + 1):
        more = Decimal(tokens[at + 1].low)
        other, end = scales(tokens, at + 2, language)
        if 1 < other < scale and HALVES in styles:  # "5 milioni e 200 mila euro"
            return plus(value, more * other), end, scale
        if scale == THOUSAND and more >= 100 and _leads_to_noun(tokens, at + 2):  # "12mila e 500 euro"
            return plus(value, more), at + 2, scale
    at_half = at + 1 + (word(tokens, at + 1, language)[0] == "article")
    bare = at_half > at + 1 or HALVES in styles
    if bare and word(tokens, at_half, language)[0] == "half":
        return plus(value, times(scale, HALF)), at_half + 1, scale
    return value, at, scale


def _with_hundreds(
    tokens: list[Token], at: int, language: Language, value: Decimal, scale: Decimal
) -> tuple[Decimal, int, Decimal]:
    """The number with the digits at tokens[at]: "2 million 500 thousand", "5 mil 300 millones"."""
    more = Decimal(tokens[at].low)
    other, end = scales(tokens, at + 1, language)
    if 1 < other < scale and end > at + 1:
        return plus(value, more * other), end, scale
    if scale == THOUSAND < other:
        return times(plus(value, more), other), end, other
    return value, at, scale


def _is_hundreds(tokens: list[Token], at: int) -> bool:
    """Whether a number of three digits at most stands there."""
    return (
        at < len(tokens)
        and tokens[at].kind == "number"
        and tokens[at].low.isdigit()
        and len(tokens[at].low) <= HUNDREDS
    )
