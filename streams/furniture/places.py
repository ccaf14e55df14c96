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

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import Final

from streams.furniture.kinds import Kind, is_notice, kinds_of, stands_anywhere
from streams.furniture.lists import lists
from streams.furniture.shapes import is_figure, is_item, is_paragraph

_FEWEST_IN_MENU: Final = 4
_GAP_IN_MENU: Final = 20
_MENU_SHARE: Final = 5
"""A menu: so many lines known at least, no more unknown ones in a row, one in five known."""
_FEWEST_IN_RUN: Final = 3
_FEWEST_AROUND: Final = 4
_ISLAND: Final = 2
"""So many known lines part paragraphs from the text, and no more paragraphs than this make a teaser or a notice."""


def own_lines(lines: Sequence[str]) -> set[int]:
    """The places of the page's own lines among an article's `lines`, which are folded and not blank; none where nothing
    else would be left.

    Where no line is a paragraph, in a list or verse, only what stands anywhere is known for the page's.
    """
    if len(lines) < 2:
        return set()
    own = {at for at, line in enumerate(lines) if stands_anywhere(line) and not _is_cell(lines, at)}
    if text := _text(lines, own):
        start, end = text
        above, below = _around(lines, range(start), own), _around(lines, range(end, len(lines)), own)
        own |= {*above, *below, *lists(lines, start, end)}
    return own if len(own) < len(lines) else set()


def _text(lines: Sequence[str], own: set[int]) -> tuple[int, int] | None:
    """Where the text begins and ends."""
    first = _first_paragraph(lines, range(len(lines)), own)
    if first is None:
        return None
    last = _first_paragraph(lines, range(len(lines) - 1, first - 1, -1), own)
    return first, first + 1 if last is None else last + 1


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
    return at + 1 < len(lines) and " " not in lines[at] and is_figure(lines[at + 1])


def _around(lines: Sequence[str], places: range, own: set[int]) -> set[int]:
    """The page's own lines before or behind the text."""
    kinds = {at: {Kind.LINE} if at in own else kinds_of(lines[at]) for at in places}
    found = {at for at in places if is_notice(lines[at])}
    for known, run in groupby(places, key=lambda at: bool(kinds[at]) or at in found):
        if known:
            found.update(_run(lines, [*run], kinds))
    for short, run in groupby(places, key=lambda at: bool(kinds[at]) or is_item(lines[at])):
        if short:
            found.update(_menus(lines, [at for at in run if Kind.MENU in kinds[at]]))
    return found


def _run(lines: Sequence[str], run: list[int], kinds: Mapping[int, Set[Kind]]) -> Iterator[int]:
    """Known lines one after the other. Names of networks alone may be a list of companies, and what a colon leads in is
    a list of the article's."""
    ready = any(Kind.LINE in kinds[at] or not kinds[at] for at in run)
    buttons = len(run) > 1 and any(Kind.BUTTON in kinds[at] for at in run)
    menu = sum(Kind.MENU in kinds[at] for at in run) >= _FEWEST_IN_RUN
    if ready or ((buttons or menu) and not _is_led_in(lines, run[0])):
        yield from (at for at in run if not _is_cell(lines, at))


def _is_led_in(lines: Sequence[str], at: int) -> bool:
    return at > 0 and lines[at - 1].endswith(":")


def _menus(lines: Sequence[str], items: list[int]) -> Iterator[int]:
    """From the first item of a menu to its last, with the lines between that are not known."""
    spans: list[list[int]] = []
    for at in items:
        if spans and at - spans[-1][-1] <= _GAP_IN_MENU:
            spans[-1].append(at)
        else:
            spans.append([at])
    for span in spans:
        length = span[-1] - span[0] + 1
        known = len(span) >= _FEWEST_IN_MENU and len(span) * _MENU_SHARE >= length
        if known and not _is_led_in(lines, span[0]):
            yield from range(span[0], span[-1] + 1)
