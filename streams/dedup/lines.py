"""The lines, or sentences, of an article, as they are compared."""

import re
from typing import NamedTuple

from streams.dedup.normal import compatible
from streams.furniture.shapes import count_words

LINE = re.compile(r"[^\r\n\u2028\u2029]+")
SENTENCE = re.compile(
    r"""
    [^\s]                                       # begins with something
    [^\r\n\u2028\u2029]*?                       # goes on within the line
    (?: [.!?…]["'”’»)\]]* (?=\s) | [。！？]["」』”]* | (?=[\r\n\u2028\u2029]) | \Z )
    """,
    re.VERBOSE,
)
ENDS_WITHIN = re.compile(r"""[.!?…]["'”’»)\]]*[^\S\r\n\u2028\u2029]|[。！？]""")
"""What a sentence within a line ends in: where there is none, each line is a sentence."""


class TextLine(NamedTuple):
    """A stretch of the original that is not blank, and its `text` with case and spacing evened out."""

    start: int
    end: int
    text: str
    words: int


Evened = dict[str, tuple[str, int]]
"""Parts of a text, what they are evened out, and the words in it: what recurs is evened once."""


def split(text: str, part: re.Pattern[str], known: Evened) -> list[TextLine]:
    """The parts of a text that hold something; `known` learns what they are."""
    lines = []
    for match in part.finditer(text):
        written = match.group()
        if (found := known.get(written)) is None:
            evened = even(written)
            found = known[written] = (evened, count_words(evened))
        if found[0]:
            lines.append(TextLine(match.start(), match.end(), *found))
    return lines


def even(text: str) -> str:
    """Case and spacing evened out."""
    return " ".join(compatible(text).casefold().split())
