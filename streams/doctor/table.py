"""The dedupe table: whether its changelog holds what the workers will ask of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from streams.dedup.codec import check_marker
from streams.dedup.row import TableError
from streams.doctor.finding import Finding, Level


@dataclass(frozen=True, slots=True)
class Shard:
    """What the changelog of a shard holds: the value of its marker row, None where there is none, and whether there are
    rows at all; `committed` is whether dedupe has ever done a record of it."""

    number: int
    marker: bytes | None
    rows: bool
    committed: bool


def judge_shards(shards: Iterable[Shard], count: int) -> Iterator[Finding]:
    """A finding for each shard whose changelog is not what a worker takes, `count` of which the settings want."""
    findings = [finding for shard in shards for finding in _shard(shard, count)]
    yield from findings or [Finding("changelog", Level.OK, "what dedupe remembers is there, in this release's layout")]


def _shard(shard: Shard, count: int) -> Iterator[Finding]:
    if shard.marker is None and not shard.rows:
        if shard.committed:
            told = f"shard {shard.number} has done records, and its changelog is empty: workers will not start"
            todo = (
                "bring the changelog back, or NEWSMILL_ACCEPT_STATE_LOSS=true for one start: copies count as new then"
            )
            yield Finding("changelog", Level.BAD, told, todo)
        return
    try:
        check_marker(shard.marker, count)
    except TableError as error:
        yield Finding("changelog", Level.BAD, f"shard {shard.number}: {error}", "docs/upgrading.md")
