"""What an article says twice: the whole text again, blocks of paragraphs, page furniture that recurs.

Kept is what repeats by intent: a short quote, a refrain, a summary that is also the first sentence.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from streams.dedup.tables import read_table

_BLOCK_WORDS: Final = 25
"""A run of lines that was there before is cut from this many words on; shorter ones may be meant."""
_BLOCK_WORDS_IN_LINE: Final = 60
"""The same for sentences within a line, where a statement may be quoted again."""
_VERSE_WORDS: Final = 60
_VERSE_LINE_WORDS: Final = 9
_FURNITURE_WORDS: Final = 15
_FURNITURE_TIMES: Final = 3
_STRAY_WORDS: Final = 6
_SOURCES: Final = 8
"""Earlier places of a line that are tried as the start of a repeated block: the newest ones and the first."""

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_SENTENCE = re.compile(
    r"""
    [^\s]                                       # begins with something
    [^\r\n\u2028\u2029]*?                       # goes on within the line
    (?: [.!?…]["'”’»)\]]* (?=\s) | [。！？]["」』”]* | (?=[\r\n\u2028\u2029]) | \Z )
    """,
    re.VERBOSE,
)
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_QUOTE_START = re.compile(r"[\"'“‘«„—–*-]")


@dataclass(frozen=True, slots=True)
class Cut:
    """A span to cut, in half-open code points of the original text, and why: `block` or `boilerplate`."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank; `next` is where the line after it begins."""

    start: int
    end: int
    text: str
    words: int


def find_repeats(text: str, others: Sequence[str] = ()) -> list[Cut]:
    """Spans of `text` that stand in it before, sorted and disjoint.

    `others` are the article's other fields (title, byline, summary): where a block that is repeated is led in by them
    again, as scraped pages do, they are cut with it. They alone are never a reason to cut.
    """
    lines = _parts(text, _LINE)
    blocks = list(_blocks(lines, _BLOCK_WORDS))
    if not blocks and (blocks := list(_blocks(sentences := _parts(text, _SENTENCE), _BLOCK_WORDS_IN_LINE))):
        lines = sentences
    gone: dict[int, str] = {}
    for first, end in blocks:
        gone.update(dict.fromkeys(range(_with_lead_in(lines, first, others), end), "block"))
    for at in _furniture(lines, gone):
        gone[at] = "boilerplate"
    return _cuts(text, lines, gone)


def cut(text: str, cuts: Sequence[Cut]) -> str:
    """`text` without the spans, the rest untouched, character for character.

    >>> cut("one two three", [Cut(3, 7, "block")])
    'one three'
    """
    kept, at = [], 0
    for span in cuts:
        kept.append(text[at : span.start])
        at = span.end
    return "".join([*kept, text[at:]])


def _parts(text: str, part: re.Pattern[str]) -> list[_Line]:
    lines = []
    for match in part.finditer(text):
        folded = _folded(match.group())
        if folded:
            lines.append(_Line(match.start(), match.end(), folded, _words(folded)))
    return lines


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _words(text: str) -> int:
    """Words, or half the letters of a script without spaces."""
    return text.count(" ") + 1 + len(_UNSPACED.findall(text)) // 2


def _blocks(lines: list[_Line], fewest_words: int) -> Iterator[tuple[int, int]]:
    """Runs of lines, [first, end), that stand word for word earlier on; each line is looked at in a few places only."""
    places: dict[str, list[int]] = defaultdict(list)
    at = 0
    while at < len(lines):
        length = max((_run(lines, source, at) for source in places[lines[at].text]), default=0)
        found = length > 0 and _is_block(lines[at : at + length], fewest_words)
        if found:
            yield at, at + length
        step = length if found else 1
        for place in range(at, at + step):
            _remember(places[lines[place].text], place)
        at += step


def _is_block(lines: list[_Line], fewest_words: int) -> bool:
    """Enough words not to be meant; short lines may be a verse that comes again."""
    words = sum(line.words for line in lines)
    verse = words <= _VERSE_LINE_WORDS * len(lines)
    return words >= (_VERSE_WORDS if verse else fewest_words)


def _remember(places: list[int], place: int) -> None:
    places.append(place)
    if len(places) > _SOURCES:
        del places[1]


def _run(lines: list[_Line], source: int, at: int) -> int:
    length = 0
    while at + length < len(lines) and lines[source + length].text == lines[at + length].text:
        length += 1
    return length


def _with_lead_in(lines: list[_Line], first: int, others: Sequence[str]) -> int:
    """Where the title, byline and summary that lead a repeated block in begin; short lines among them go along."""
    known = {_folded(line) for other in others for line in other.splitlines()} | {_folded(other) for other in others}
    start, stray = first, 0
    for at in range(first - 1, -1, -1):
        if lines[at].text in known:
            start, stray = at, 0
        elif lines[at].words <= _STRAY_WORDS and stray < 2:
            stray += 1
        else:
            break
    return start


def _furniture(lines: list[_Line], gone: dict[int, str]) -> Iterator[int]:
    """Lines that recur and belong to the page: every time but the first."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if at not in gone and line.words <= _FURNITURE_WORDS:
            places[line.text].append(at)
    for text, found in places.items():
        if len(found) > 1 and (_holds_phrase(text) or _is_inserted(lines, found)):
            yield from found[1:]


def _holds_phrase(text: str) -> bool:
    return any(phrase in text for phrase in _phrases())


def _is_inserted(lines: list[_Line], places: list[int]) -> bool:
    """Whether a line that comes again and again is no sentence, no quote, no label, and stands among others each time.

    A refrain has its own lines around it.
    """
    line = lines[places[0]]
    if len(places) < _FURNITURE_TIMES or line.words < 3 or not line.text[-1].isalnum() or _QUOTE_START.match(line.text):
        return False
    after = {lines[at + 1].text for at in places if at + 1 < len(lines)}
    before = {lines[at - 1].text for at in places if at}
    return len(after) > 1 and len(before) > 1


@cache
def _phrases() -> tuple[str, ...]:
    return read_table("boilerplate.txt")


def _cuts(text: str, lines: list[_Line], gone: dict[int, str]) -> list[Cut]:
    """Neighbouring lines to cut become one span, up to the next line that stays, or from the end of the last."""
    cuts: list[Cut] = []
    for at in sorted(gone):
        end = lines[at + 1].start if at + 1 < len(lines) else len(text)
        if cuts and cuts[-1].end == lines[at].start and cuts[-1].reason == gone[at]:
            cuts[-1] = Cut(cuts[-1].start, end, gone[at])
        else:
            cuts.append(Cut(lines[at].start, end, gone[at]))
    return _without_tail(lines, gone, cuts)


def _without_tail(lines: list[_Line], gone: dict[int, str], cuts: list[Cut]) -> list[Cut]:
    """A cut that reaches the end takes the blank lines before it along."""
    if not cuts or len(lines) - 1 not in gone:
        return cuts
    *before, last = cuts
    kept_end = max((line.end for at, line in enumerate(lines) if at not in gone), default=0)
    start = max(min(kept_end, last.start), before[-1].end if before else 0)
    return [*before, Cut(start, last.end, last.reason)]
