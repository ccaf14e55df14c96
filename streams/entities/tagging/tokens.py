"""From text to tokens: where each starts and ends, in code points, and where sentences break.

Everything that a name can end at is a token border: spaces, hyphens, slashes, and the possessive 's, which is a token
of its own. Abbreviations keep their full stop, since names do ("Apple Inc.", "U.S.", "J. Smith").
"""

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from streams.tables import Tables

# Marks that combine with the letter before them, joiners and the soft hyphen: parts of a word, although \w leaves
# most of them out. The ranges are the Unicode blocks of combining marks that news in Latin, Cyrillic, Hebrew, Arabic
# and Indic script holds.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f"
    "\u0981-\u0983\u09bc-\u09cd\u0e31-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u200c\u200d"
)
_LETTER = rf"(?:[^\W\d_][{_MARKS}]*)"
_ALNUM = rf"(?:[^\W_][{_MARKS}]*)"
_TOKENS = r"""
      (?:https?://|www\.)[^\s<>"”]+              # an address on the web
    | [\w.+-]{{1,64}}@[\w-]{{1,63}}\.\w[\w.-]{{0,250}}\w   # an address of mail, its parts as long as mail has them
    | (?:{letter}\.){{2,}}{letter}?(?!\w)          # U.S., Ph.D-like runs of letter and stop
    | \b(?:{abbreviations})\.                    # Corp., Mr.
    | (?<![^\W_])[A-Z]\.(?=[\s-])                # an initial: J. Smith
    | \d+(?:[.,:]\d+)*                           # 3, 3.14, 1,000,000, 10:30
    | ['’][sS]\b                                 # the possessive
    | {alnum}+(?:['’](?![sS]\b){letter}+)*       # words, O'Brien, don't
    | ([^\w\s])\1*                               # punctuation, runs of one sign together
    | \S
"""
_NEWLINES = re.compile(r"(?<![ \t\r])[ \t\r]*\n\s*")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text, in order.

    `starts` and `ends` are half-open code point offsets. `line_break` is true for a token that begins a new line
    which is a new sentence too (lines that only wrap a paragraph do not count).
    """

    words: list[str]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    line_break: NDArray[np.bool_]


@cache
def _tokens() -> re.Pattern[str]:
    abbreviations = "|".join(Tables("streams.entities.tagging").words("abbreviations.txt"))
    return re.compile(_TOKENS.format(letter=_LETTER, alnum=_ALNUM, abbreviations=abbreviations), re.VERBOSE)


def tokenize(text: str) -> Tokens:
    """The tokens of `text`."""
    spans = [match.span() for match in _tokens().finditer(text)]
    words = [text[start:end] for start, end in spans]
    bounds = np.array(spans, dtype=np.int64).reshape(-1, 2)
    starts, ends = bounds[:, 0].copy(), bounds[:, 1].copy()
    line_break = np.zeros(len(words), dtype=np.bool_)
    breaks = np.searchsorted(starts, _line_breaks(text))
    line_break[breaks[breaks < len(words)]] = True
    return Tokens(words, starts, ends, line_break)


def _line_breaks(text: str) -> list[int]:
    """Offsets at which a line begins that starts a sentence."""
    gaps = [(match.start(), match.end(), match.group().count("\n")) for match in _NEWLINES.finditer(text)]
    if not gaps or not _is_wrapped(gaps):
        return [end for _, end, _ in gaps]
    return [end for _, end, newlines in gaps if newlines > 1]


def _is_wrapped(gaps: list[tuple[int, int, int]]) -> bool:
    """Whether lines are wrapped at a fixed width, as wire copy is: then a single newline is but a space."""
    begin = [0] + [end for _, end, _ in gaps[:-1]]
    lengths = [start - first for first, (start, _, newlines) in zip(begin, gaps, strict=True) if newlines == 1]
    full = sum(length >= 45 for length in lengths)
    return len(lengths) >= 3 and max(lengths) <= 90 and full >= 0.7 * len(lengths)
