"""When articles came out: how long each took, and how soon all partitions moved again after a fault."""

from dataclasses import dataclass, field

from tests.chaos.seen import Origin, Raw


@dataclass(slots=True)
class Progress:
    """Times are seconds since 1970, by the broker's append time and this machine's clock: here they are one clock."""

    appended: bool = True
    """Whether raw holds append times; else a record arrives when it is first seen."""

    arrivals: dict[Origin, float] = field(default_factory=dict)
    outs: dict[Origin, float] = field(default_factory=dict)

    def arrived(self, raw: Raw, now: float) -> None:
        self.arrivals.setdefault(raw.origin, min(raw.timestamp / 1000, now) if self.appended else now)

    def came_out(self, origin: Origin, now: float) -> None:
        self.outs.setdefault(origin, now)

    def latencies(self) -> list[float]:
        """Seconds from raw to event, of every article that came out."""
        return [out - self.arrivals[origin] for origin, out in self.outs.items() if origin in self.arrivals]

    def recovered(self, since: float, partitions: int) -> float | None:
        """When an article from after `since` had come out of each raw partition; None while one stands still."""
        first: dict[int, float] = {}
        for origin, out in self.outs.items():
            if self.arrivals.get(origin, 0.0) >= since:
                first[origin.partition] = min(out, first.get(origin.partition, out))
        return max(first.values()) if len(first) == partitions else None
