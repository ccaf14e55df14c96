"""Text of articles made safe to print, cut to size, with spans marked.

All that a person is shown goes through here: events by `console`, and what commands say line by line.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rich.text import Text

_CONTROL = re.compile(
    r"""
      [\x00-\x1f\x7f-\x9f]        # C0, DEL, C1: among them the ESC and CSI that start terminal commands
    | [\u200e\u200f\u061c]        # marks of direction, overrides and isolates, which reorder what is read
    | [\u202a-\u202e\u2066-\u2069]
    | [\u2028\u2029\ufff9-\ufffb]
    | [\ud800-\udfff\U000e0000-\U000e007f]
    """,
    re.VERBOSE,
)
_PARAGRAPH = Text().append(" ¶ ", style="quiet")
_SPACES = "\t\n\r\x0b\x0c\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `start` to `end` of a text, and the style they are shown in."""

    start: int
    end: int
    style: str


def safe(text: object) -> str:
    """The text with every character that could act on a terminal replaced, one for one, so that offsets stay true."""
    return _CONTROL.sub(_shown, str(text))


def _shown(match: re.Match[str]) -> str:
    character = match.group()
    if character in _SPACES:
        return " "
    # Unicode has a picture for every C0 control: ␛ shows that somebody sent an escape.
    return chr(0x2400 + ord(character)) if ord(character) < 0x20 else "\N{REPLACEMENT CHARACTER}"


def safe_json(line: str) -> str:
    """JSON that means the same, with every character that could act on a terminal written as an escape.

    >>> safe_json('{"title": "a\x9bb"}')
    '{"title": "a\\\\u009bb"}'
    """
    return _CONTROL.sub(_escaped, line)


def _escaped(match: re.Match[str]) -> str:
    """Outside of strings JSON has no control but line ends, and there is none within a line."""
    units = match.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def short(text: object, width: int) -> str:
    """The safe text on one line, cut to `width` characters."""
    line = re.sub(r"\s+", " ", safe(text)).strip()
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def marked(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> Text:
    """`text[start:end]` in one paragraph, with the spans that lie in it styled."""
    end = len(text) if end is None else min(end, len(text))
    shown = Text(safe(text[start:end]))
    for span in spans:
        shown.stylize(span.style, max(span.start - start, 0), max(min(span.end, end) - start, 0))
    return _PARAGRAPH.join(shown.split("  ")) if "\n\n" in text[start:end] else shown


def window(text: str, width: int, around: int = 0) -> tuple[int, int]:
    """Bounds of about `width` characters that hold `around`, at the start of a sentence and the end of a word."""
    if len(text) <= width:
        return 0, len(text)
    sentences = [0, *(match.end() for match in re.finditer(r"[.!?][\"'”’»]?\s+|\n+", text))]
    start = max(begin for begin in sentences if begin <= around)
    if around - start > width * 2 // 3:  # a long sentence: begin within it
        start = text.rfind(" ", 0, around - width // 3) + 1
    end = start + width
    return start, len(text) if end >= len(text) else max(text.rfind(" ", start, end), start + width // 2)
