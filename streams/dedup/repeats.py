"""What is cut from an article: what it says twice, the whole text again or blocks of paragraphs, and lines of its page.

Kept is what repeats by intent: a short quote, a refrain, a price under each heading, a summary that is also the first
sentence.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from streams.dedup.blocks import blocks, with_lead_in
from streams.dedup.boilerplate import boilerplate
from streams.dedup.lines import ENDS_WITHIN, LINE, SENTENCE, Evened, TextLine, split
from streams.furniture.places import own_lines

_BLOCK_WORDS: Final = 25
"""A run of lines that was there before is cut from this many words on; shorter ones may be meant."""
_BLOCK_WORDS_IN_LINE: Final = 60
"""The same for sentences within a line, where a statement may be quoted again."""
_ROUNDS: Final = 8
"""What a cut brings together may repeat in its turn."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A span to cut, in half-open code points of the original text, and why: `block` or `boilerplate`."""

    start: int
    end: int
    reason: str


def find_repeats(text: str, others: Sequence[str] = ()) -> list[Cut]:
    """Spans of `text` that stand in it before, or are the page's own, sorted and disjoint.

    `others` are the article's other fields (title, byline, summary): where a block that is repeated is led in by them
    again, as scraped pages do, they are cut with it. They alone are never a reason to cut.
    """
    cuts: list[Cut] = []
    evened: Evened = {}
    for _ in range(_ROUNDS):
        found = _once(cut(text, cuts), others, evened)
        if not found:
            break
        cuts = _joined(cuts, found)
    return cuts


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


def _once(text: str, others: Sequence[str], evened: Evened) -> list[Cut]:
    lines = split(text, LINE, evened)
    if own := own_lines([line.text for line in lines]):
        return _cuts(text, lines, dict.fromkeys(own, "boilerplate"))
    whole = {line.text for line in lines}
    found = list(blocks(lines, _BLOCK_WORDS, whole, others)) if len(whole) < len(lines) else []
    if not found and sum(line.words for line in lines) >= 2 * _BLOCK_WORDS_IN_LINE and ENDS_WITHIN.search(text):
        sentences = split(text, SENTENCE, evened)
        if found := _blocks_in_line(sentences, whole, others):
            lines = sentences
    gone: dict[int, str] = {}
    for first, end in found:
        gone.update(dict.fromkeys(range(with_lead_in(lines, first, others), end), "block"))
    for at in boilerplate(lines, gone) if len(whole) < len(lines) else ():
        gone[at] = "boilerplate"
    return _cuts(text, lines, gone)


def _blocks_in_line(sentences: list[TextLine], whole: set[str], others: Sequence[str]) -> list[tuple[int, int]]:
    """Blocks of sentences, where a line holds several of them; `whole` are the lines."""
    texts = {sentence.text for sentence in sentences}
    if len(texts) == len(sentences) or texts == whole:  # each line is a sentence: there was no block of lines
        return []
    return list(blocks(sentences, _BLOCK_WORDS_IN_LINE, whole, others))


def _joined(cuts: list[Cut], found: list[Cut]) -> list[Cut]:
    """Add spans found in what was left by `cuts`; one that closes over an older cut takes it in."""
    if not cuts:
        return found
    gone, left_before, total = [0], [0], 0
    for span in cuts:
        left_before.append(span.start - total)
        total += span.end - span.start
        gone.append(total)
    spans = list(cuts)
    for span in found:
        first, last = (bisect_right(left_before, at) - 1 for at in (span.start, span.end - 1))
        spans.append(Cut(span.start + gone[first], span.end + gone[last], span.reason))
    return _merged(spans)


def _merged(spans: list[Cut]) -> list[Cut]:
    merged: list[Cut] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Cut(merged[-1].start, max(merged[-1].end, span.end), merged[-1].reason)
        else:
            merged.append(span)
    return merged


def _cuts(text: str, lines: list[TextLine], gone: dict[int, str]) -> list[Cut]:
    """Neighbouring lines to cut become one span, up to the next line that stays, or from the end of the last."""
    cuts: list[Cut] = []
    for at in sorted(gone):
        end = lines[at + 1].start if at + 1 < len(lines) else len(text)
        if cuts and cuts[-1].end == lines[at].start and cuts[-1].reason == gone[at]:
            cuts[-1] = Cut(cuts[-1].start, end, gone[at])
        else:
            cuts.append(Cut(lines[at].start, end, gone[at]))
    return _without_tail(lines, gone, cuts)


def _without_tail(lines: list[TextLine], gone: dict[int, str], cuts: list[Cut]) -> list[Cut]:
    """A cut that reaches the end takes the blank lines before it along."""
    if not cuts or len(lines) - 1 not in gone:
        return cuts
    *before, last = cuts
    kept_end = max((line.end for at, line in enumerate(lines) if at not in gone), default=0)
    start = max(min(kept_end, last.start), before[-1].end if before else 0)
    return [*before, Cut(start, last.end, last.reason)]
