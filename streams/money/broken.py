"""Digits that a space, a mark or a short group breaks: "$530, 000", "£59. 5 million", "4'5 millones", "$1,2 34.50"."""

from streams.money.language import Language
from streams.money.quantity import is_year
from streams.money.scan import Token
from streams.money.signs import APOSTROPHES
from streams.money.word_reader import word

MULTIPLIES = frozenset({"scale", "hundred", "plural", "abbreviation"})
CUTS = (*APOSTROPHES, "/")
GROUP = 3  # digits of a group of thousands
YEAR = 4  # digits of one


def is_broken(tokens: list[Token], at: int, language: Language) -> bool:
    """Whether digits go on behind a space: "$530, 000", "£59. 5 million", "$1 .5 million", "$5 000 0"."""
    mark = tokens[at].low
    if tokens[at].kind == "number":
        return mark[0] in ".," or len(mark) == 3 or mark.startswith("0") or _is_cut(tokens[at - 1].low, language)
    if mark not in (".", ",") or tokens[at].gap or at + 1 >= len(tokens) or tokens[at + 1].kind != "number":
        return False
    digits = tokens[at + 1].low
    if mark == ",":
        return len(digits) == 3 and digits.isdigit() and (digits[0] == "0" or not _is_sum(tokens, at + 2, language))
    return (len(digits) == 2 and digits.isdigit()) or word(tokens, at + 2, language)[0] in MULTIPLIES


def _is_cut(digits: str, language: Language) -> bool:
    """Whether the last group of thousands lacks a digit, in a language of points: the "1,2" of "$1,2 34.50"."""
    _, comma, last = digits.rpartition(",")
    return bool(comma) and not language.comma_decimal and len(last) < GROUP


def _is_sum(tokens: list[Token], at: int, language: Language) -> bool:
    """Whether a unit or a scale makes the number before it one of its own: "NIS 500, 300 million NIS"."""
    unit = at < len(tokens) and tokens[at].kind == "unit"
    return unit or word(tokens, at, language)[0] in MULTIPLIES


def is_tail(tokens: list[Token], first: int) -> bool:
    """Whether digits are the end of a number that a space breaks: "59. 5 million euros", "530, 000 dollars"."""
    digits = tokens[first].low
    if digits.isdigit() and len(digits) > 1 and digits[0] == "0":
        return True
    before = tokens[first - 1]
    if before.kind == "number":
        year = len(before.low) == YEAR and before.low.isdigit() and is_year(int(before.low))
        return not year and (digits[0] in ".," or len(digits.partition(",")[0].partition(".")[0]) == 3)
    if before.low in CUTS and not tokens[first].gap and first > 1 and tokens[first - 2].kind == "number":
        return True  # "1.6195/05 dollars", "4'5 millones de euros"
    dotted = before.low == "." and not before.gap and first > 1 and tokens[first - 2].kind == "number"
    return dotted and tokens[first].gap and len(digits) < 3
