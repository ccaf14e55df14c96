"""Counting where nobody hands a meter in, as deep in `streams.transport`: one process is one worker.

What decides counts nothing: it gives its counts back, as `streams.dedup.shard` does, and its stage adds them.
"""

from typing import Protocol

from streams.metrics import Metric


class Meter(Protocol):
    """What takes numbers, `streams.ops.metrics` in a worker; `labels` in the order of the metric's own."""

    def add(self, metric: Metric, number: float = 1, *labels: str) -> None:
        """Add to a counter."""

    def observe(self, metric: Metric, number: float, *labels: str) -> None:
        """Put a number into a histogram."""


_meters: list[Meter] = []


def count_with(meter: Meter) -> None:
    """From now on `count` and `observe` go there."""
    _meters[:] = [meter]


def count(metric: Metric, number: float = 1, *labels: str) -> None:
    """Add to a counter of this worker; in a process that is none it is lost."""
    for meter in _meters:
        meter.add(metric, number, *labels)


def observe(metric: Metric, number: float, *labels: str) -> None:
    """Put a number into a histogram of this worker; in a process that is none it is lost."""
    for meter in _meters:
        meter.observe(metric, number, *labels)
