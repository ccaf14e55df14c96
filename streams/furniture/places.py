"""Which of an article's lines belong to the page that it was taken from: told by their kind and by where they stand.

    Skip to content                     wherever it stands
    Home / News / Lamu / Sport          a menu, before or behind the text; what stands between its words goes along
    Grain terminal reopens
    Share / Save                        buttons, before or behind the text, at least two
    The terminal …
    Advertisement                       wherever it stands
    Two freighters …
    More from Tidewater                 a list of other articles: their headlines go along
    Two men rescued off Lamu
    © 2025 Tidewater Post               a notice, before or behind the text
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import Final

from streams.furniture.kinds import Kind, is_lead, is_notice, kinds_of, stands_anywhere

_PARAGRAPH_WORDS: Final = 28
_SENTENCE_WORDS: Final = 8
_TAIL: Final = 4
"""Code points at a line's end in which its last mark is looked for, closing quotes and brackets behind it."""
_STOP = re.compile(r"[.。।۔…!?！？]\W*$")
_FULL_STOP = re.compile(r"[.。।۔…:]\W*$")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_FIGURE = re.compile(r"\W*\d[\d\W]*\w{0,3}\W*")
_FIGURE_LENGTH: Final = 20
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d")

_MENU_WORDS: Final = 5
_FEWEST_IN_MENU: Final = 4
_GAP_IN_MENU: Final = 20
_MENU_SHARE: Final = 5
"""A menu: lines of so many words at most, so many of them known, no more unknown ones in a row, one in five known."""
_FEWEST_IN_RUN: Final = 3
_FEWEST_AROUND: Final = 4
_ISLAND: Final = 2
"""So many known lines part paragraphs from the text, and no more paragraphs than this make a teaser or a notice."""
_HEADLINE_WORDS: Final = 16
_FOOT_WORDS: Final = 25
_HEADLINES: Final = range(2, 13)
_SUBHEAD_WORDS: Final = 4


def own_lines(lines: Sequence[str]) -> set[int]:
    """The places of the page's own lines among an article's `lines`, folded and none of them blank; none of them where no
    other line would be left."""
    if len(lines) < 2:
        return set()
    own = {at for at, line in enumerate(lines) if stands_anywhere(line) and not _is_cell(lines, at)}
    start, end = _text(lines, own)
    for places in (range(start), range(end, len(lines))):
        own |= _around(lines, places, own)
    own |= set(_lists(lines, start, end))
    return own if len(own) < len(lines) else set()


def is_paragraph(line: str) -> bool:
    """Whether a folded line reads as one of a text's own, by its length or its end."""
    words = _words(line)
    return words >= _PARAGRAPH_WORDS or (words >= _SENTENCE_WORDS and _STOP.search(line[-_TAIL:]) is not None)


def _text(lines: Sequence[str], own: set[int]) -> tuple[int, int]:
    """Where the text begins and ends."""
    first = _first_paragraph(lines, range(len(lines)), own)
    if first is None:
        return len(lines), len(lines)
    last = _first_paragraph(lines, range(len(lines) - 1, first - 1, -1), own)
    return first, len(lines) if last is None else last + 1


def _first_paragraph(lines: Sequence[str], places: range, own: set[int]) -> int | None:
    """The first paragraph on the way along `places` that is neither a notice nor a teaser among the page's lines."""
    islands: list[list[int]] = []
    known = _FEWEST_AROUND
    for at in places:
        if at in own or not is_paragraph(lines[at]):
            known += at in own or bool(kinds_of(lines[at]))
            continue
        if known >= _FEWEST_AROUND:
            if is_notice(lines[at]):
                continue
            islands.append([])
        islands[-1].append(at)
        known = 0
        if len(islands[-1]) > _ISLAND:
            return islands[-1][0]
    return max(islands, key=len)[0] if islands else None


def _is_cell(lines: Sequence[str], at: int) -> bool:
    """Whether a word has a figure alone in the next line: a table, a cell a line, has rows of any name."""
    after = lines[at + 1] if at + 1 < len(lines) and " " not in lines[at] else ""
    return 0 < len(after) <= _FIGURE_LENGTH and _FIGURE.fullmatch(after) is not None


def _around(lines: Sequence[str], places: range, own: set[int]) -> set[int]:
    """The page's own lines before or behind the text."""
    kinds = {at: {Kind.LINE} if at in own else kinds_of(lines[at]) for at in places}
    found = {at for at in places if is_notice(lines[at])}
    for known, run in groupby(places, key=lambda at: bool(kinds[at]) or at in found):
        if known:
            found.update(_run(lines, [*run], kinds))
    for short, run in groupby(places, key=lambda at: bool(kinds[at]) or _is_short(lines[at])):
        if short:
            found.update(_menus([at for at in run if Kind.MENU in kinds[at]]))
    return found


def _run(lines: Sequence[str], run: list[int], kinds: Mapping[int, Set[Kind]]) -> Iterator[int]:
    """Known lines one after the other. Names of networks alone may be a list of companies, and what a colon leads in is
    a list of the article's."""
    ready = any(Kind.LINE in kinds[at] or not kinds[at] for at in run)
    led_in = run[0] > 0 and lines[run[0] - 1].endswith(":")
    buttons = len(run) > 1 and any(Kind.BUTTON in kinds[at] for at in run)
    menu = sum(Kind.MENU in kinds[at] for at in run) >= _FEWEST_IN_RUN
    if ready or ((buttons or menu) and not led_in):
        yield from (at for at in run if not _is_cell(lines, at))


def _menus(items: list[int]) -> Iterator[int]:
    """From the first item of a menu to its last, with the lines between that are not known."""
    spans: list[list[int]] = []
    for at in items:
        if spans and at - spans[-1][-1] <= _GAP_IN_MENU:
            spans[-1].append(at)
        else:
            spans.append([at])
    for span in spans:
        length = span[-1] - span[0] + 1
        if len(span) >= _FEWEST_IN_MENU and len(span) * _MENU_SHARE >= length:
            yield from range(span[0], span[-1] + 1)


def _is_short(line: str) -> bool:
    """Whether a line may stand in a menu: few words, no sentence, no figure but a year."""
    return _words(line) <= _MENU_WORDS and not _STOP.search(line[-_TAIL:]) and not _NUMBER.search(line)


def _lists(lines: Sequence[str], start: int, end: int) -> Iterator[int]:
    """Headlines of other articles behind the first paragraph, with the line that leads them in."""
    at = start
    while at < len(lines):
        length = _list_length(lines, at, end) if _leads_in(lines, at) else 0
        yield from range(at, at + length)
        at += max(1, length)


def _leads_in(lines: Sequence[str], at: int) -> bool:
    return is_lead(lines[at]) and not _is_cell(lines, at)


def _list_length(lines: Sequence[str], lead: int, end: int) -> int:
    """Lines from `lead` to the last headline. Before the `end` of the text it goes on behind them: a short line or a
    question before its next paragraph is the text's."""
    behind = lead >= end
    after = lead + 1
    while after < len(lines) and _is_headline(lines[after], _FOOT_WORDS if behind else _HEADLINE_WORDS):
        if _leads_in(lines, after):
            break
        after += 1
    if behind:
        return after - lead
    while after - lead > 1 and (_words(lines[after - 1]) <= _SUBHEAD_WORDS or lines[after - 1].endswith("?")):
        after -= 1
    return after - lead if after - lead - 1 in _HEADLINES else 0


def _is_headline(line: str, most_words: int) -> bool:
    return _words(line) <= most_words and line[0] != "(" and not _FULL_STOP.search(line[-_TAIL:])


def _words(line: str) -> int:
    spaced = line.count(" ") + 1
    return spaced if line.isascii() else spaced + len(_UNSPACED.findall(line)) // 2
