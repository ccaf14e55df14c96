"""What stands around a story and says nothing of it: a label before a flash, the page's own lines behind the text."""

import re
from functools import cache
from typing import Final

from streams.tables import Tables

_LONGEST: Final = 400
_SHORT: Final = 120
"""Code points of the longest line that may be the page's own, and of the longest that one phrase gives away: prose may
say once that people subscribe to something."""
_LINES: Final = 8
_FIGURE: Final = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d")
"""A number but a year: where it alone differs the story differs, so that a line with one needs a second phrase."""

_LABELS: Final = r"\s*(?:(?:{labels})(?:\s*\d{{1,2}})?\s*(?:[:|]|[-–—](?-i:(?![a-z])))\s*)+"


def label_end(text: str) -> int:
    """Where a text begins behind labels like "BREAKING:" and "UPDATE 2-"; 0 if it has none.

    >>> label_end("BREAKING: Bank cuts rate"), label_end("Breaking the bank")
    (10, 0)
    """
    found = _labels().match(text)
    return found.end() if found else 0


def text_end(text: str, start: int) -> int:
    r"""Where the story that begins at `start` ends before lines of the page ("All rights reserved"); it keeps its first
    line.

    >>> text_end("A story.\nIts end.\nSubscribe to our newsletter.\n", 0)
    17
    """
    end = len(text)
    for _ in range(_LINES):
        last = start + len(text[start:end].rstrip())
        line = text.rfind("\n", start, last) + 1
        if line <= start or last - line > _LONGEST or not _is_notice(text[line:last].casefold()):
            break
        end = line - 1
    return end


def _is_notice(line: str) -> bool:
    phrases = sum(map(line.__contains__, _notices()))
    return phrases > 1 or (phrases == 1 and len(line) <= _SHORT and not _FIGURE.search(line))


@cache
def _labels() -> re.Pattern[str]:
    labels = "|".join(Tables("streams.dedup").words("labels.txt"))
    return re.compile(_LABELS.format(labels=labels), re.IGNORECASE)


@cache
def _notices() -> tuple[str, ...]:
    return Tables("streams.dedup").words("notices.txt")
