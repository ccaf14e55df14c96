"""What an ideal worker says of each record of a feed, in the order of the feed: the verdict and what it refers to."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.chaos.feed import Mark

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
class Judge:
    """Remembers all."""

    _articles: dict[tuple[str, str], Known] = field(default_factory=lambda: defaultdict(Known))
    _standing: dict[int, str] = field(default_factory=dict)  # story: the record of which its texts are copies

    def say(self, mark: Mark, record_id: str) -> Said:
        """The verdict on the next record."""
        known = self._articles[mark.source, mark.id]
        said = self._retraction(mark, known) if mark.canceled else self._text(mark, record_id, known)
        if said.outcome in ("first", "revision"):
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
        return said

    def _text(self, mark: Mark, record_id: str, known: Known) -> Said:
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
