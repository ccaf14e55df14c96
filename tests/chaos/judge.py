"""What an ideal worker says of each record of a feed, in the order of the feed: the verdict and what it refers to."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from tests.chaos.feed import Mark

PUBLISHED = frozenset({"first", "revision", "extension", "development"})
COPY = {"copies": "exact", "near": "near", "retold": "exact"}


class Said(NamedTuple):
    """A verdict: `about` and `copies` are record_ids, `cluster` is one or ""."""

    outcome: str
    about: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    cluster: str = ""


@dataclass(slots=True)
class Known:
    """What is known of an article: its published versions by number, its last record, and of what that was a copy."""

    versions: dict[int, str] = field(default_factory=dict)
    last: str = ""
    copy_of: str = ""
    cluster: str = ""


@dataclass(slots=True)
class Developed:
    """A story that is written on: the passages of each published record that stands, and its cluster."""

    read: dict[str, frozenset[int]] = field(default_factory=dict)
    _cluster: str = ""

    def say(self, mark: Mark, record_id: str, known: Known) -> Said:
        """News is what brings more than a third; it extends what it holds whole, or develops what holds most of it."""
        if (stands_for := known.copy_of or known.last) in self.read:
            return Said("resent", (stands_for,), cluster=self._cluster)
        known.copy_of = ""
        text = frozenset(mark.passages)
        if text.isdisjoint(chain.from_iterable(self.read.values())):
            self._cluster = record_id
            return Said("first", cluster=record_id)
        holds_most = max(self.read, key=lambda one: len(text & self.read[one]))
        if 3 * len(text.difference(*self.read.values())) <= len(text):
            known.copy_of = holds_most
            return Said("near", (holds_most,), cluster=self._cluster)
        held = [one for one, passages in self.read.items() if passages <= text]
        return Said(*("extension", (held[0],)) if held else ("development", (holds_most,)), cluster=self._cluster)


@dataclass(slots=True)
class Judge:
    """Remembers all."""

    _articles: dict[tuple[str, str], Known] = field(default_factory=lambda: defaultdict(Known))
    _standing: dict[int, str] = field(default_factory=dict)  # story: the record of which its texts are copies
    _developed: dict[int, Developed] = field(default_factory=lambda: defaultdict(Developed))

    def say(self, mark: Mark, record_id: str) -> Said:
        """The verdict on the next record."""
        known = self._articles[mark.source, mark.id]
        said = self._retraction(mark, known) if mark.canceled else self._text(mark, record_id, known)
        if said.outcome in PUBLISHED:
            self._developed[mark.story].read[record_id] = frozenset(mark.passages)
            known.versions[mark.version], known.copy_of = record_id, ""
        if said.outcome == "first" and mark.plan in COPY:
            self._standing[mark.story] = record_id
        if said.outcome not in ("resent", "stale", "retraction"):
            known.last, known.cluster = record_id, said.cluster
        return said

    def _retraction(self, mark: Mark, known: Known) -> Said:
        about = tuple(known.versions.values())
        copies = [one.last for one in self._articles.values() if one.copy_of in about]
        said = Said("retraction", about, tuple(reversed(copies)), known.cluster)
        known.versions, known.last, known.copy_of = {}, "", ""
        if self._standing.get(mark.story) in about:
            del self._standing[mark.story]
        for taken in about:
            self._developed[mark.story].read.pop(taken, None)
        return said

    def _text(self, mark: Mark, record_id: str, known: Known) -> Said:
        if mark.passages:
            return self._developed[mark.story].say(mark, record_id, known)
        latest = max(known.versions, default=0)
        if known.last and mark.version > latest:
            return Said("revision", (known.last,), cluster=known.cluster)
        if known.last:
            outcome = "resent" if mark.version == latest else "stale"
            return Said(outcome, (known.versions[latest],), cluster=known.cluster)
        original = self._standing.get(mark.story)
        if original is None:
            return Said("first", cluster=record_id)
        known.copy_of = original
        return Said(COPY[mark.plan], (original,), cluster=original)
