"""Feeds articles to a shard as the worker does: in order, the table's writes applied right after each verdict."""

from uuid import NAMESPACE_URL, UUID, uuid5

from streams.dedup.fingerprint import fingerprint
from streams.dedup.shard import HOUR_MS, Shard
from streams.dedup.verdict import Arrival, RawOrigin, Ruling, Verdict

START = 1_760_000_000_000
TOPIC = "news.articles.raw"


class Feed:
    """One shard over a dict. Each record has its own offset; `at` is ms, one minute after the last by default."""

    def __init__(
        self,
        window_ms: int = 72 * HOUR_MS,
        max_entries: int = 4_000,
        number: int = 0,
        table: dict[bytes, bytes] | None = None,
    ) -> None:
        self.table: dict[bytes, bytes] = {} if table is None else table
        self.window_ms, self.max_entries, self.number = window_ms, max_entries, number
        self.restart()
        self.offset, self.now = 0, START

    def restart(self) -> None:
        """As after a crash: nothing is left but the table."""
        self.shard = Shard(self.number, self.table, self.window_ms, self.max_entries)

    def judge(self, arrival: Arrival) -> Ruling:
        """Judge and apply the writes."""
        judgement = self.shard.judge(arrival)
        for key, value in judgement.writes:
            if value is None:
                del self.table[key]
            else:
                self.table[key] = value
        return judgement

    def text(
        self,
        body: str,
        title: str | None = None,
        summary: str | None = None,
        source: str = "wire",
        name: str | None = None,
        version: int = 1,
        at: int | None = None,
    ) -> Verdict:
        """An article."""
        origin = self._origin(at)
        name = name or f"id-{origin.offset}"
        printed = fingerprint(title, summary, body)
        arrival = Arrival(origin, record_id(origin), source, name, version, False, printed, horizon=origin.timestamp)
        return self._verdict(arrival)

    def retract(self, name: str, source: str = "wire", version: int = 1, at: int | None = None) -> Verdict:
        """A retraction."""
        origin = self._origin(at)
        return self._verdict(Arrival(origin, record_id(origin), source, name, version, True, None))

    def _verdict(self, arrival: Arrival) -> Verdict:
        verdict = self.judge(arrival).verdict
        assert verdict is not None
        return verdict

    def _origin(self, at: int | None) -> RawOrigin:
        self.offset += 1
        self.now = self.now + 60_000 if at is None else at
        return RawOrigin(TOPIC, self.offset % 8, self.offset, self.now)


def record_id(origin: RawOrigin) -> UUID:
    """What a record of this origin is referred to by."""
    return uuid5(NAMESPACE_URL, f"{origin.topic}/{origin.partition}/{origin.offset}")
