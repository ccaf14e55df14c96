"""What a folded line looks like, whatever it says: a paragraph, an item of a menu, a headline, a figure."""

import re
from typing import Final

_PARAGRAPH_WORDS: Final = 28
_SENTENCE_WORDS: Final = 8
_MENU_WORDS: Final = 5
_FIGURE_LENGTH: Final = 20
_TAIL: Final = 4
"""Code points at a line's end in which its last mark is looked for, closing quotes and brackets behind it."""
_STOP = re.compile(r"[.。।۔…!?！？]\W*$")
_FULL_STOP = re.compile(r"[.。।۔…:]\W*$")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_FIGURE = re.compile(r"\W*\d[\d\W]*\w{0,3}\W*")
_NOTE = re.compile(r"\(|\d+[.)]\s")
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d")


def count_words(line: str) -> int:
    """Words, or half the letters of a script without spaces."""
    spaced = line.count(" ") + 1
    return spaced if line.isascii() else spaced + len(_UNSPACED.findall(line)) // 2


def is_paragraph(line: str) -> bool:
    """Whether it reads as a text's own, by its length or its end."""
    words = count_words(line)
    return words >= _PARAGRAPH_WORDS or (words >= _SENTENCE_WORDS and _STOP.search(line[-_TAIL:]) is not None)


def is_item(line: str) -> bool:
    """Whether it may stand in a menu: few words, no sentence, no figure but a year."""
    return count_words(line) <= _MENU_WORDS and not _STOP.search(line[-_TAIL:]) and not _NUMBER.search(line)


def is_headline(line: str, most_words: int) -> bool:
    """Whether it may be another article's: so many words at most, no full stop, no note or figure alone."""
    other = _NOTE.match(line) or _FULL_STOP.search(line[-_TAIL:]) or is_figure(line)
    return count_words(line) <= most_words and not other


def is_figure(line: str) -> bool:
    """Whether it is a figure alone, a unit of three letters with it.

    >>> is_figure("12.4"), is_figure("$8 bn"), is_figure("12 men")
    (True, True, True)
    """
    return len(line) <= _FIGURE_LENGTH and _FIGURE.fullmatch(line) is not None
