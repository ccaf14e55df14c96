"""The lines, or sentences, of an article, as they are compared."""

import re
import unicodedata
from dataclasses import dataclass

LINE = re.compile(r"[^\r\n\u2028\u2029]+")
SENTENCE = re.compile(
    r"""
    [^\s]                                       # begins with something
    [^\r\n\u2028\u2029]*?                       # goes on within the line
    (?: [.!?…]["'”’»)\]]* (?=\s) | [。！？]["」』”]* | (?=[\r\n\u2028\u2029]) | \Z )
    """,
    re.VERBOSE,
)
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the original that is not blank, and its `text` with case and spacing evened out."""

    start: int
    end: int
    text: str
    words: int


def split(text: str, part: re.Pattern[str]) -> list[Line]:
    """The parts of a text that hold something."""
    lines = []
    for match in part.finditer(text):
        evened = even(match.group())
        if evened:
            lines.append(Line(match.start(), match.end(), evened, _words(evened)))
    return lines


def even(text: str) -> str:
    """Case and spacing evened out."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _words(text: str) -> int:
    """Words, or half the letters of a script without spaces."""
    return text.count(" ") + 1 + len(_UNSPACED.findall(text)) // 2
