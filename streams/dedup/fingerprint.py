"""What is remembered of a text: its hash, a bottom-k sketch of its shingles, and its facts in their places."""

import hashlib
import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

from streams.dedup.margins import label_end, text_end
from streams.dedup.shingles import facts, shingles, size_of_shingles
from streams.dedup.words import Words, prepare, read

SHORT_WORDS: Final = 20
"""Below this many words a text is judged by the rule for flashes, and its headline belongs to it."""

_FIGURES: Final = 16
_NAMES: Final = 8
_OPENING: Final = 4
_VERSION: Final = 1
_HEAD: Final = struct.Struct("<B32sIIIBBBBB")


Parts = tuple[bytes, bytes, bytes, bytes, bytes]
"""Sketch, figures, names, lead and opening of a fingerprint."""
NO_PARTS: Final[Parts] = (b"", b"", b"", b"", b"")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text as the judge sees it.

    `content_hash` is the sha256 of the normalised title, summary and body. `sketch` holds the smallest of the text's
    32-bit shingle hashes, ascending, as little-endian bytes: all of them when there are few. `shingles` counts the
    distinct shingles, `words` the words of the body (two letters of a script without spaces make about one), `facts`
    its figures and names. `figures` and `names` hold some of these: 16 bits of the words around a fact, then 16 bits of
    the fact itself, ascending; `lead` the first capitalised words, which say whom it is about; `opening` the smallest
    hashes of the first shingles, by which a text is found from whose end much was cut.
    """

    content_hash: bytes
    words: int
    shingles: int
    facts: int
    sketch: bytes
    figures: bytes
    names: bytes
    lead: bytes
    opening: bytes

    @property
    def short(self) -> bool:
        """A headline or a flash: judged by rule."""
        return self.words < SHORT_WORDS

    @property
    def parts(self) -> Parts:
        """Sketch, figures, names, lead and opening: each of little-endian 32-bit values."""
        return self.sketch, self.figures, self.names, self.lead, self.opening

    def to_bytes(self) -> bytes:
        """Compact and versioned; `from_bytes` reads it back."""
        counts = (len(part) // 4 for part in self.parts)
        return _HEAD.pack(_VERSION, self.content_hash, self.words, self.shingles, self.facts, *counts) + b"".join(
            self.parts
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Raises ValueError for another version or a wrong length."""
        if len(data) < _HEAD.size or data[0] != _VERSION:
            raise ValueError("not a fingerprint of this version")
        _, content_hash, words, shingles, facts, *counts = _HEAD.unpack_from(data)
        bounds = [_HEAD.size + 4 * sum(counts[:place]) for place in range(len(counts) + 1)]
        if len(data) != bounds[-1]:
            raise ValueError("a fingerprint of the wrong length")
        return cls(content_hash, words, shingles, facts, *(data[start:end] for start, end in pairwise(bounds)))


NO_TEXT: Final = Fingerprint(bytes(32), 0, 0, 0, *NO_PARTS)
"""Of a retraction."""


def fingerprint(title: str | None, summary: str | None, body: str) -> Fingerprint:
    """Fingerprint an article, its inner repeats already cut.

    The body alone is sketched, so that another headline over the same text changes nothing; a text too short to be
    told from others without its headline is sketched with title and summary. What the page adds behind the text and a
    label before a flash are not sketched.
    """
    top = prepare(f"{title or ''}\n{summary or ''}\n")
    text = top + prepare(body)
    whole = read(text)
    words = _between(whole, len(top), text_end(text, len(top)))
    if _length(words) < SHORT_WORDS:
        words = _between(whole, len(top), len(text))
    length = _length(words)
    if length < SHORT_WORDS:
        words = _between(whole, label_end(text), len(text))
    size = size_of_shingles(words)
    found, opening = shingles(words, size)
    said = facts(words, size)
    return Fingerprint(
        content_hash=hashlib.sha256(whole.text).digest(),
        words=length,
        shingles=len(found),
        facts=said.total,
        sketch=found[: _sketch_size(len(found))].tobytes(),
        figures=said.figures[:_FIGURES].tobytes(),
        names=said.names[:_NAMES].tobytes(),
        lead=said.lead.tobytes(),
        opening=opening[:_OPENING].tobytes(),
    )


def _between(words: Words, start: int, end: int) -> Words:
    """The words of the text from one code point to another."""
    first, last = words.starts.searchsorted((start, end))
    return words[first:last]


def _length(words: Words) -> int:
    return len(words.hashes) - words.unspaced // 2


def _sketch_size(count: int) -> int:
    return max(48, min(128, count // 6))
