"""What the workers were told, as far as the ledger has to know it; and who has to have met whom by that."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.chaos.seen import Origin, Passed, Raw

HOUR_MS = 3_600_000


def never(_: Origin) -> bool:
    """Exactly once: nothing comes again."""
    return False


def always(_: Origin) -> bool:
    """At least once: anything may come again."""
    return True


@dataclass(frozen=True, slots=True)
class Terms:
    """What was promised.

    Attributes:
        may_repeat: whether a raw record's event may come again, the same bytes.
        window_ms: texts at most so far apart in raw time meet; the least that workers were told in turn.
        remembered: the most records that a shard remembers, the least likewise.
        shards: of dedupe. With several a retraction may lead to two events, see docs/decisions/0010.
    """

    may_repeat: Callable[[Origin], bool] = never
    window_ms: int = 72 * HOUR_MS
    remembered: int = 2_000_000
    shards: int = 1


class Reach:
    """Who has to have met whom: nothing but the window and the ceiling may come between two records of a shard."""

    def __init__(self, screened: Iterable[Passed], terms: Terms) -> None:
        """`screened` are the shards' logs: each judges in the order of its own."""
        self._terms = terms
        self._turns: dict[Origin, dict[int, int]] = {}
        lengths: dict[int, int] = {}
        for passed in sorted(screened, key=lambda passed: passed.place):
            shard, turns = passed.place.partition, self._turns.setdefault(passed.origin, {})
            if shard not in turns:  # what is read again is not judged again
                turns[shard] = lengths[shard] = lengths.get(shard, 0) + 1

    def must_meet(self, one: Raw, other: Raw) -> bool:
        """Whether the one that was judged first had to be remembered when the other was judged."""
        near = abs(one.timestamp - other.timestamp) <= self._terms.window_ms
        return near and self._between(one.origin, other.origin) < self._terms.remembered

    def judged(self, story: Sequence[Raw]) -> list[Raw]:
        """The records of a story in the order in which the shard took them that judged its texts: all of them are in
        one language. What has not come to it is left out."""
        turns = {raw.origin: self._turns[raw.origin] for raw in story if raw.origin in self._turns}
        fewest = min(map(list, turns.values()), key=len, default=[0])  # texts come to one shard, retractions to all
        here = min(fewest)
        came = [raw for raw in story if here in turns.get(raw.origin, ())]
        return sorted(came, key=lambda raw: turns[raw.origin][here])

    def in_turn(self, *origins: Origin) -> bool:
        """Whether they were judged one after the other, as far as can be told: in the shards that all of them came to,
        since in others retractions may stand in another order."""
        logs = [self._turns.get(origin, {}) for origin in origins]
        shards = set.intersection(*map(set, logs))
        return all(one[shard] < other[shard] for shard in shards for one, other in pairwise(logs))

    def _between(self, one: Origin, other: Origin) -> int:
        return max((abs(turn - after) - 1 for turn, after in self._shared(one, other)), default=0)

    def _shared(self, one: Origin, other: Origin) -> list[tuple[int, int]]:
        """The turns of both in the shards that both came to."""
        mine, theirs = self._turns.get(one, {}), self._turns.get(other, {})
        return [(mine[shard], theirs[shard]) for shard in mine.keys() & theirs.keys()]
