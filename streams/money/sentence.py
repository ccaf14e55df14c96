"""Where a sentence begins and ends, also in lists, tables and lines that a wire has wrapped."""

import re
from collections.abc import Iterator, Set

REACH = 400
"""Code points on either side of a place in which the ends of its sentence are looked for."""
WRAPPED = 50
"""A line of fewer code points is none that a wire has wrapped: behind it another sentence begins."""

END = re.compile(r"(?P<stop>[.!?…])[\"”’)\]]*(?P<gap>\s+)|(?P<break>\n)")
BULLET = re.compile(r"\s*(?:[-•*–·▪]|\d+[.)])\s")
CELLS = re.compile(r"[\t|]|\.{3,}")
WORD = re.compile(r"\w+(?:[-'’.&]\w+)*")
CLOSING = '.!?…"”’'


def sentence_at(text: str, start: int, end: int, abbreviations: Set[str]) -> tuple[int, int]:
    """Where the sentence around text[start:end] lies in the text, at most `REACH` code points to either side.

    >>> sentence_at("Dr. Orr paid. He gave $5. It was all.", 22, 24, {"dr"})
    (14, 26)
    """
    first, last = max(0, start - REACH), min(len(text), end + REACH)
    begins = max(_ends(text, first, start, abbreviations), default=first)
    return begins, next(_ends(text, end, last, abbreviations), last)


def is_row(sentence: str) -> bool:
    """Whether it is a line of a list or a table.

    >>> is_row("- Northfield: $5"), is_row("Northfield library: $5"), is_row("He gave $5.")
    (True, True, False)
    """
    line = sentence.rstrip()
    if BULLET.match(line) or CELLS.search(line):
        return True
    return len(line) < WRAPPED and line[-1:] not in CLOSING


def _ends(text: str, start: int, end: int, abbreviations: Set[str]) -> Iterator[int]:
    """Where sentences end in text[start:end]: at a stop, at an empty line, at a line that was not wrapped."""
    for found in END.finditer(text, start, end):
        if found["break"]:
            ended = _is_line_end(text, found.start())
        else:  # a line feed and an indent or another one begin a paragraph
            ended = bool(found["gap"].lstrip(" ")[1:]) or _is_stop(text, found, abbreviations)
        if ended:
            yield found.end()


def _is_line_end(text: str, at: int) -> bool:
    begin = text.rfind("\n", max(0, at - REACH), at) + 1
    return at - begin < WRAPPED or bool(BULLET.match(text, at + 1)) or bool(BULLET.match(text, begin))


def _is_stop(text: str, found: re.Match[str], abbreviations: Set[str]) -> bool:
    if found["stop"] != ".":
        return True
    if text[found.end() : found.end() + 1].islower():
        return False
    word = WORD.findall(text, max(0, found.start() - 12), found.start())[-1:]
    return not word or not (_is_initial(word[0]) or word[0].lower() in abbreviations)


def _is_initial(word: str) -> bool:
    """Whether no sentence ends in it as a rule: "J", "U.S"."""
    return (len(word) == 1 and word.isupper()) or "." in word
