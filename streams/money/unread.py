"""What stands at a sum and was not read: a scale, letters, a broken group of digits. Then the sum would be a wrong one.

A sum is left out where a scale word of any language follows it, letters that are no word of the grammar touch its
number or come next in another script, its digits are broken by a space, or a number or fraction leads up to its scale.
"""

from streams.money import cldr
from streams.money.broken import MULTIPLIES, is_broken, is_tail
from streams.money.language import Language
from streams.money.scan import Token
from streams.money.signs import APOSTROPHES, HYPHENS
from streams.money.terms import Term
from streams.money.word_reader import joins, word

COUNTS = frozenset({*MULTIPLIES, "small", "ten", "hundreds", "glued", "score", "half", "quarter", "part", "dozen"})
ADDED = frozenset({"small", "ten", "hundred", "hundreds", "glued", "score", "scale"})
JOINS = (*HYPHENS, *APOSTROPHES, "&", "/")
BRACKET = 7  # tokens of a bracket with a sum in it
SHORT = 4  # letters of a word that is no scale behind another
STEM = 6  # letters of a scale word by which its inflected forms are known: "milliót", "miljoonan"
LATIN = "ɏ"  # the last letter of Latin Extended-B
VIETNAMESE = ("Ḁ", "ỿ")


def unread(tokens: list[Token], term: Term, language: Language) -> bool:
    """Whether something beside the term belongs to its number and was not read."""
    return _behind(tokens, term, language) or _ahead(tokens, term, language)


def _behind(tokens: list[Token], term: Term, language: Language) -> bool:
    if term.last >= len(tokens):
        return False
    after = tokens[term.last]
    ends_in_number, scaled = term.quantity.last == term.last and term.prefixed, term.quantity.scale > 1
    if after.kind in ("word", "unit") and not after.gap and ends_in_number:
        return not _is_plain(after.low, language)
    if not scaled and _is_bracketed(tokens, term.last, language):
        return True
    signed = ends_in_number or (term.unit is not None and not term.unit.named)
    if after.kind == "word" and (_is_foreign(after.low) or (signed and _scales(tokens, term.last, scaled, language))):
        return True
    if ends_in_number and joins(tokens, term.last) and _scales(tokens, term.last + 1, scaled, language):
        return True
    return ends_in_number and not scaled and is_broken(tokens, term.last, language)


def _is_bracketed(tokens: list[Token], at: int, language: Language) -> bool:
    """Whether a scale stands behind the bracket that begins or ends there: "US$14.6 (A$14.5) billion"."""
    if tokens[at].low not in ("(", ")"):
        return False
    closing = next((end for end in range(at, min(at + BRACKET, len(tokens))) if tokens[end].low == ")"), None)
    return closing is not None and word(tokens, closing + 1, language)[0] in ("scale", "abbreviation")


def _is_plain(low: str, language: Language) -> bool:
    words = language.words
    return low in words["function"] or low in words["per"] or low in words["each"] or f"~{low}" in language.per


def _scales(tokens: list[Token], at: int, scaled: bool, language: Language) -> bool:
    """Whether a scale word of any language stands there, or behind one word at a hyphen: "5-ish million".

    Behind a scale (`scaled`) a short word is none: "a $20 million mill".
    """
    low = tokens[at].low
    if low in language.words["unscaled"] or (scaled and len(low) <= SHORT):
        return False
    if len(low) < 3 and at + 1 < len(tokens) and not tokens[at + 1].gap and tokens[at + 1].low in JOINS:
        return False  # "$20 T-shirt", "$5 bi-weekly"
    if word(tokens, at, language)[0] in MULTIPLIES or is_scale(low):
        return True
    hyphened = tokens[at].kind == "word" and tokens[at - 1].low in HYPHENS and not tokens[at].gap
    return hyphened and at + 1 < len(tokens) and word(tokens, at + 1, language)[0] in MULTIPLIES


def is_scale(low: str) -> bool:
    """Whether a word multiplies numbers in some language, in any of its forms.

    >>> is_scale("miljoonan"), is_scale("млн"), is_scale("million"), is_scale("house")
    (True, True, True, False)
    """
    known = cldr.scale_words()
    return low in known or any(low[:length] in known for length in range(STEM, len(low)))


def _is_foreign(low: str) -> bool:
    """Whether a word is written in letters that none of the languages uses."""
    first = low[0]
    return first > LATIN and not VIETNAMESE[0] <= first <= VIETNAMESE[1]


def _ahead(tokens: list[Token], term: Term, language: Language) -> bool:
    """Whether what stands before the term's number goes on in it."""
    first = term.first
    if not first or term.prefixed:
        return bool(first) and not tokens[first].gap and _is_foreign_word(tokens[first - 1])
    here, before = tokens[first], tokens[first - 1]
    if _is_foreign_word(before) and not here.gap:
        return True
    if _adds_up(tokens, term, language):
        return True
    if here.kind == "number":
        return is_tail(tokens, first)
    kind = word(tokens, first, language)[0]
    if kind in ("hundred", "hundreds") and before.low in language.words["per"] and tokens[first - 2].kind == "number":
        return True  # "20 por ciento"
    if kind in ("article", *MULTIPLIES) and _is_part_of(tokens, first, language):
        return True
    if kind in ADDED and word(tokens, first - 1, language)[0] in ADDED - {"small"}:
        return True  # "zweitausend zwanzig Euro", but "in band four seven million pounds"
    if kind == "scale" and here.capital and _is_noun_elsewhere(before, language):
        return True
    hyphened = before.low in HYPHENS and not here.gap and first > 1 and tokens[first - 2].kind in ("word", "number")
    if hyphened and word(tokens, first - 2, language)[0] in COUNTS:
        return True  # "quatre-vingt-dix sept"
    return kind in MULTIPLIES and (hyphened or _counts(before, tokens, first - 1, language))


def _adds_up(tokens: list[Token], term: Term, language: Language) -> bool:
    """Whether a larger number leads on to this one: "two thousand, five hundred", "a billion and 300 million"."""
    first, number = term.first, term.quantity
    joined = tokens[first - 1].low in language.words["and"] or (tokens[first - 1].low == "," and number.kind == "words")
    if not joined or first < 2 or number.value is None:
        return False
    kind, value = word(tokens, first - 2, language)
    return kind == "scale" and number.value < value and not _has_sign(tokens, first - 2, language)


def _has_sign(tokens: list[Token], at: int, language: Language) -> bool:
    """Whether the number that ends there stands behind a unit: "$2-billion"."""
    while at > 0 and (tokens[at].kind == "number" or tokens[at].low in HYPHENS or word(tokens, at, language)[0]):
        at -= 1
    return tokens[at].kind == "unit"


def _is_noun_elsewhere(before: Token, language: Language) -> bool:
    """Whether a scale in capitals behind a small word that is not known is German: "eine halbe Million Euro"."""
    words = language.words
    known = before.low in words["function"] or before.low in language.numbers or before.low in words["the"]
    return before.kind == "word" and not (before.capital or known or words["capitals"])


def _is_foreign_word(token: Token) -> bool:
    return token.kind == "word" and _is_foreign(token.low)


def _counts(before: Token, tokens: list[Token], at: int, language: Language) -> bool:
    """Whether a number stands there that the scale behind it did not take, as in "20 some billion"."""
    if before.kind == "number":
        return True
    if word(tokens, at, language)[0] in COUNTS or before.low in language.inside:
        return word(tokens, at, language)[0] != "" or (at > 0 and tokens[at - 1].kind in ("number", "unit"))
    return at > 1 and tokens[at - 1].low in HYPHENS and tokens[at - 2].kind == "number" and not before.gap  # "300-odd"


def _is_part_of(tokens: list[Token], first: int, language: Language) -> bool:
    """Whether a fraction of "a million" is meant that was not read: "three tenths of a million"."""
    if word(tokens, first - 1, language)[0] == "part":
        return True  # "ein Drittel einer Million"
    of = first - 1 - (tokens[first - 1].low in APOSTROPHES)
    if of < 1 or "".join(token.low for token in tokens[of:first]) not in language.words["of"]:
        return False
    share = tokens[of - 1]
    if of > 1 and (tokens[of - 2].kind == "number" or word(tokens, of - 2, language)[1] > 1):
        return True
    counted = word(tokens, of - 1, language)[0] in ("part", "half", "quarter") or share.low in language.words["share"]
    return counted or share.low == "%"
