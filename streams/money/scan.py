"""One pass over a text for whatever may be money, and the words around it as tokens."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from streams.money import trie
from streams.money.lexicon import lexicon
from streams.money.units import Unit

# How far a sum in words reaches left of its currency, and how far to the right one looks, in code points.
LEFT, RIGHT = 120, 90
# More marks of money than any article holds: what bounds the work that a hostile text can ask for. So many, and one for
# so many code points, up to a most. The most that an article of some ten thousand had was 50, in 18,449 code points.
MARKS, CODE_POINTS_A_MARK, MOST_MARKS = 200, 100, 750

LETTER = r"[^\W\d_]"

UNSEEN = r"\t\x0b\x0c\x1c-\x20\x85\xa0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
"""White space but line feeds, and what has no width."""

LEXEMES = r"""
    (?P<number>
        [0-9]{{1,3}} (?: [ \u00a0\u2009\u202f'’] [0-9]{{3}} (?![0-9]) )+ (?: [.,][0-9]+ )?   # 1 250 000,50
      | [0-9]+ (?: [.,][0-9]+ )* (?: [.,][-–—]{{1,2}} (?![\w.,]) )?                           # 1,250,000.50  5,-
      | (?<![0-9.]) \.{{1,2}} [0-9]+                                                         # .75
      | (?<! [\w.,] ) , [0-9]{{2}} (?![0-9])                                                 # ,89
    )
  | (?P<unit> (?<!{letter}) (?: {wordlike} ) (?!{letter}) | (?: {lettered} ) (?!{letter}) | {signs} )
  | (?P<word> {letter}+ )
  | (?P<gap> [{unseen}]+ (?:\r?\n(?!\s))? | \r?\n(?!\s) )       # wires wrap their lines: one line feed is a space,
  | (?P<break> \s+ )                                          # an empty line or an indent begins a paragraph
  | (?P<mark> . )
"""


class Token(NamedTuple):  # a tuple because it is made by the thousand, and four times as fast as a frozen dataclass
    """A piece of a text: `low` is text[start:end] in lower case, `gap` whether white space stands before it.

    `capital` tells that it is written with a capital, `units` what currencies it may be.
    """

    kind: str
    low: str
    start: int
    end: int
    gap: bool
    capital: bool
    units: tuple[Unit, ...] = ()


def lower(text: str) -> str:
    """Lower case at the same length: "İ" alone would grow by a code point."""
    return text.replace("İ", "i").lower()


def most_marks(length: int) -> int:
    """How many marks of money are looked at in an article of so many code points."""
    return min(MOST_MARKS, MARKS + length // CODE_POINTS_A_MARK)


def first_marks(text: str, low: str, language: str, most: int) -> list[tuple[int, int]]:
    """Spans of a text (and its lower case) without which there is no money in it, in order, `most` of them at most."""
    return list(islice(_marks(text, low, language), most))


def segments(marks: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """Stretches of a text of that length around marks of money, in order, not overlapping."""
    start, end = 0, -1
    for first, last in marks:
        left = max(0, first - LEFT)
        if end < 0:
            start = left
        elif left > end:
            yield start, end
            start = left
        end = min(length, last + RIGHT)
    if end >= 0:
        yield start, end


def _marks(text: str, low: str, language: str) -> Iterator[tuple[int, int]]:
    """Spans of triggers, but for those in the wrong letters: "or" is no Omani rial."""
    triggers, written = _triggers(language), _written(language)
    for match in triggers.finditer(low):
        span = match.span()
        forms = written.get(match[0])
        if forms is None or text[span[0] : span[1]] in forms:
            yield span


def tokens(text: str, low: str, start: int, end: int, language: str) -> list[Token]:
    """Tokens of text[start:end]; those that an edge may have cut are left out."""
    found: list[Token] = []
    gap = True
    surfaces = lexicon(language)
    for match in _tokens(language).finditer(low, start, end):
        kind = match.lastgroup or "mark"
        if kind == "gap":
            gap = True
            continue
        units = _units(match[0], text[match.start() : match.end()], surfaces) if kind == "unit" else ()
        kind = "word" if kind == "unit" and not units else kind
        capital = text[match.start()] != low[match.start()]
        found.append(Token(kind, match[0], match.start(), match.end(), gap, capital, units))
        gap = kind == "break"
    if found and start > 0 and found[0].start == start:
        found.pop(0)
    if found and end < len(low) and found[-1].end == end:
        found.pop()
    return found


def _units(surface: str, written: str, surfaces: dict[str, tuple[Unit, ...]]) -> tuple[Unit, ...]:
    surface = " ".join(surface.split())
    known = surfaces.get(surface) or surfaces[surface.replace("-", " ")]
    return tuple(unit for unit in known if unit.written is None or unit.written == written)


@cache
def _triggers(language: str) -> re.Pattern[str]:
    """First signs and last words of all surfaces: what a currency cannot be without."""
    surfaces = lexicon(language)
    heads = {head(surface) for surface in surfaces if surface.split()[0] not in surfaces or " " not in surface}
    signs = {word for word in heads if len(word) == 1 and not word.isalpha()}
    words = trie.pattern(heads - signs)
    return re.compile(rf"[{re.escape(''.join(sorted(signs)))}]|(?<!{LETTER}){words}(?!{LETTER})")


@cache
def _written(language: str) -> dict[str, frozenset[str]]:
    """Trigger words that count in certain letters only → those spellings."""
    forms: dict[str, set[str] | None] = {}
    for surface, units in lexicon(language).items():
        spelled = {head(unit.written) for unit in units if unit.written}
        known = forms.setdefault(head(surface), set())
        if known is not None:
            forms[head(surface)] = known | spelled if len(spelled) == len(units) else None
    return {word: frozenset(spelled) for word, spelled in forms.items() if spelled is not None}


def head(surface: str) -> str:
    """What a text must hold for the surface to stand in it: "us dollars" → "dollars", "us $" → "$", "rs." → "rs"."""
    last = surface.split()[-1]
    sign = next((character for character in last if not (character.isalpha() or character in ".-/")), "")
    return sign or last.rstrip(".")


@cache
def _tokens(language: str) -> re.Pattern[str]:
    surfaces = lexicon(language)
    wordlike = trie.pattern(surface for surface in surfaces if surface[0].isalpha())
    others = [surface for surface in surfaces if not surface[0].isalpha()]
    lettered = trie.pattern(surface for surface in others if surface[-1].isalpha())  # "$A5", not "$AP"
    signs = trie.pattern(surface for surface in others if not surface[-1].isalpha())
    pattern = LEXEMES.format(letter=LETTER, unseen=UNSEEN, wordlike=wordlike, lettered=lettered, signs=signs)
    return re.compile(pattern, re.VERBOSE)
