"""By what a shard finds the rows that it remembers: by article, by text, by what they are copies of, by shingles."""

import os
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final
from uuid import UUID

from streams.dedup.fingerprint import Fingerprint, Parts
from streams.dedup.latest import Latest
from streams.dedup.lookup import Lookup
from streams.dedup.postings import Places, Placing, Postings
from streams.dedup.roster import Roster
from streams.dedup.row import Row

_WAYS_OF_COPIES: Final = 4
"""Copies lead to what they are copies of, and are looked for where nothing that was published is found."""


class Indexes:
    """Derived from the rows that a roster remembers, in the order of their ordinals; 0 is no ordinal."""

    def __init__(self, roster: Roster, max_entries: int) -> None:
        self._articles = Lookup()  # of one article the oldest is always forgotten first
        self._texts, self._copies = Latest(roster.__contains__), Latest(roster.__contains__)
        self._name_key = os.urandom(16)  # with one that is known, names could be made that hide others'
        self._placing = Placing(max_entries)
        self._published = Postings(self._placing, roster)
        self._copied = Postings(self._placing, roster, _WAYS_OF_COPIES, sparse=True)

    @property
    def nbytes(self) -> int:
        """Memory in bytes."""
        parts = self._articles, self._texts, self._copies, self._published, self._copied
        return sum(part.nbytes for part in parts)

    def article(self, source: str, id: str) -> int:  # noqa: A002 - the article's own word
        """Of the newest row that says what is known of an article, or of another one's of the same hash."""
        return self._articles.get(self._article_key(source, id))

    def text(self, content_hash: bytes) -> int:
        """Of the newest published text with this hash, or with one that begins like it."""
        return self._texts.get(_text_key(content_hash))

    def copies(self, of: UUID) -> Iterator[int]:
        """Of the dropped copies of a record, newest first."""
        return self._copies.all(_record_key(of))

    def published(self, printed: Fingerprint) -> list[int]:
        """Of published texts that share shingles with a text, the likeliest first."""
        return self._published.find(self._places(printed.parts, printed.shingles))

    def copied(self, printed: Fingerprint) -> list[int]:
        """Of copies that share shingles with a text, the likeliest first."""
        return self._copied.find(self._places(printed.parts, printed.shingles).foremost)

    def file(self, row: Row) -> None:
        """Take in a row: the newest of the roster."""
        if row.states:
            self._articles.put(self._article_key(row.source, row.id), row.ordinal)
        if (original := row.verdict.copy_of) is not None:
            self._copies.put(_record_key(original), row.ordinal)
        if row.enriched:
            self._texts.put(_text_key(row.content_hash), row.ordinal)
        if row.is_copy and row.parts[0]:
            self._copied.file(self._places(row.parts, row.shingles).foremost, row.ordinal)
        elif row.enriched:
            self._published.file(self._places(row.parts, row.shingles), row.ordinal)

    def drop(self, row: Row) -> None:
        """Find a row no more that the roster is to forget now; postings follow the roster by themselves."""
        self._articles.drop(self._article_key(row.source, row.id), row.ordinal)
        self._texts.drop(_text_key(row.content_hash), row.ordinal)
        if (original := row.verdict.copy_of) is not None:
            self._copies.drop(_record_key(original), row.ordinal)

    def sweep(self) -> None:
        """To be called once for each record: see `Postings.sweep`."""
        self._published.sweep()
        self._copied.sweep()

    def _places(self, parts: Parts, shingles: int) -> Places:
        return self._placing.places(parts[0], shingles, parts[-1])

    def _article_key(self, source: str, id: str) -> int:  # noqa: A002
        name = f"{len(source)}:{source}{id}".encode()
        return int.from_bytes(blake2b(name, digest_size=8, key=self._name_key).digest(), "little")


def _text_key(content_hash: bytes) -> int:
    return int.from_bytes(content_hash[:8], "little")


def _record_key(record_id: UUID) -> int:
    return record_id.int >> 64
