"""What a commit says beside its offset, so that the next owner of a partition knows how the one before ended.

A worker that ends in order says so. Where nothing is said it was killed, or killed by a record: by a crash in a library
written in C, by want of memory, by a hang. Nothing tells which; but a record that kills does so each time.

1. Each owner finds out whether the one before said how it ended, and counts the ends without a word as long as nothing
   was done between them.
2. From the second on the partition is suspicious: each of its next records is handled while the worker handles no
   other, and is marked by a commit before it is begun.
3. A record that was marked at three such ends is the reason. It is handled as poison, which its stage knows how to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

ENDS_TO_SUSPECT = 2
STRIKES = 3

CAREFUL = 512
"""So many records of a suspicious partition are handled alone: the one that kills may stand behind others."""

_FORM = re.compile(r"newsmill/1 (at work|ended) ends=(\d+) marked=(-|\d+) struck=(-|\d+)x(\d+)")


@dataclass(frozen=True, slots=True)
class CrashHistory:
    """`at_work`: a worker has the partition. `ends`: without a word, with nothing done between them. `marked`: offset
    of the record that is handled alone now. `struck`, `strikes`: that of one that was marked at so many ends."""

    at_work: bool = False
    ends: int = 0
    marked: int | None = None
    struck: int | None = None
    strikes: int = 0

    @classmethod
    def read(cls, metadata: str | None) -> CrashHistory:
        """What a commit's metadata says; nothing where others have written it."""
        found = _FORM.fullmatch(metadata or "")
        if not found:
            return cls()
        state, ends, marked, struck, strikes = found.groups()
        return cls(state == "at work", int(ends), _offset(marked), _offset(struck), int(strikes))

    def written(self) -> str:
        """The metadata that `read` reads."""
        state, struck = "at work" if self.at_work else "ended", f"{_text(self.struck)}x{self.strikes}"
        return f"newsmill/1 {state} ends={self.ends} marked={_text(self.marked)} struck={struck}"

    def taken_over(self) -> CrashHistory:
        """As the next owner begins."""
        if not self.at_work:
            return replace(self, at_work=True, marked=None)
        again = self.marked is not None and self.marked == self.struck
        struck, strikes = (
            (self.struck, self.strikes) if self.marked is None else (self.marked, 1 + again * self.strikes)
        )
        return CrashHistory(True, self.ends + 1, None, struck, strikes)

    def marking(self, offset: int) -> CrashHistory:
        """Before this record is begun alone."""
        return replace(self, marked=offset)

    def done(self, *, careful: bool) -> CrashHistory:
        """After a commit: nothing is suspected any more, unless there are records yet to be handled alone."""
        return CrashHistory(at_work=True, ends=ENDS_TO_SUSPECT) if careful else WORKING

    def ended(self) -> CrashHistory:
        """After an end that says why; what is suspected stays so."""
        return replace(self, at_work=False, marked=None)

    @property
    def suspicious(self) -> bool:
        """Whether the next record is to be handled alone."""
        return self.ends >= ENDS_TO_SUSPECT

    @property
    def poison(self) -> int | None:
        """Offset of the record that is to be blamed."""
        return self.struck if self.strikes >= STRIKES else None


WORKING = CrashHistory(at_work=True)
"""When something was done: what was before counts no more."""


def _offset(text: str) -> int | None:
    return None if text == "-" else int(text)


def _text(offset: int | None) -> str:
    return "-" if offset is None else str(offset)
