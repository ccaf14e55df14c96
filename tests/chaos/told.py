"""What the workers are told, which may change whenever all of them have ended."""

from dataclasses import dataclass, field

from streams.settings import Guarantee, Settings
from tests.chaos.progress import Progress
from tests.chaos.seen import Origin
from tests.chaos.terms import HOUR_MS, Terms


@dataclass(frozen=True, slots=True)
class Rewound:
    """Raw records that were read once and are read again: offsets from `start` on, before `end`."""

    partition: int
    start: int
    end: int

    def holds(self, origin: Origin) -> bool:
        return origin.partition == self.partition and self.start <= origin.offset < self.end


@dataclass(slots=True)
class Told:
    """The settings of a campaign's workers from the first to the last; times in seconds since 1970."""

    settings: Settings
    rewound: list[Rewound] = field(default_factory=list)
    _before: list[tuple[float, Settings]] = field(default_factory=list)
    _since: float = 0.0

    def change(self, now: float, **changes: object) -> None:
        """From now on workers are told something else; none runs."""
        self._before.append((self._since, self.settings))
        self.settings, self._since = self.settings.model_copy(update=changes), now

    def terms(self, progress: Progress) -> Terms:
        """What the ledger may ask of all of them together."""
        told = [settings for _, settings in self._spans()]
        loose = self._loose()

        def may_repeat(origin: Origin) -> bool:
            arrived, out = progress.arrivals.get(origin, 0.0), progress.outs.get(origin, 0.0)
            under_way = any(begin <= out and arrived <= end for begin, end in loose)
            return under_way or any(again.holds(origin) for again in self.rewound)

        return Terms(
            may_repeat,
            window_ms=int(HOUR_MS * min(settings.window_hours for settings in told)),
            remembered=min(settings.max_remembered for settings in told),
            shards=self.settings.shards,
        )

    def _spans(self) -> list[tuple[float, Settings]]:
        return [*self._before, (self._since, self.settings)]

    def _loose(self) -> list[tuple[float, float]]:
        """When workers ran that promise at least once: what was under way then, in whichever stage, may come again."""
        spans = self._spans()
        ends = [begin for begin, _ in spans[1:]] + [float("inf")]
        return [
            (begin, end)
            for (begin, settings), end in zip(spans, ends, strict=True)
            if settings.guarantee is Guarantee.AT_LEAST_ONCE
        ]
