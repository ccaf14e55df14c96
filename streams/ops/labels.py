"""What the labels of metrics may be. Each is a closed list, or bounded by how an installation is set up.

A series costs Prometheus memory for as long as it lives: a label that a sender could write would let anybody fill it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from schemas import Lack, Part, Reason
from streams.dedup.verdict import Kind
from streams.exits import KILLED, Exit
from streams.outputs import Output

OTHER = "other"
"""Stands for a value that is in no list: a slip in our code must cost neither a worker nor Prometheus' memory."""

STAGES = ("screen", "dedupe", "enrich")
ENDS = (*(end.name.lower() for end in Exit), KILLED)
LEFT_OUT = "left_out"
"""Outcome of a record that was judged and published before, and is remembered no more."""


FEW = 20
"""Series that stand at 0 from the start at most: all outcomes of all stages would be mostly such as never come."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """No list, but as many values as `by` says."""

    by: str


LABELS: Mapping[str, tuple[str, ...] | Bounded] = {
    "stage": STAGES,
    "outcome": (Output.SCREENED.value, *(kind.value for kind in Kind), *(reason.value for reason in Reason), LEFT_OUT),
    "reason": tuple(reason.value for reason in Reason),
    "part": ("screen", *(part.value for part in Part)),
    "lack": tuple(lack.value for lack in Lack),
    "held": ("rows", "index"),
    "how": ENDS,
    "topic": Bounded("the topics that stages read"),
    "partition": Bounded("their partitions"),
    "shard": Bounded("NEWSMILL_SHARDS"),
    "worker": Bounded("run --workers"),
    "release": Bounded("one for each process"),
    "pipeline": Bounded("one for each process"),
    "model": Bounded("one for each process"),
}


def closed(names: tuple[str, ...], values: tuple[str, ...]) -> tuple[str, ...]:
    """The values of labels, each that is in no list as `other`. Raises ValueError where they are more or fewer."""
    if len(names) != len(values):
        raise ValueError(f"wrong label count: {values} for {names}")
    return tuple(_closed(name, value) for name, value in zip(names, values, strict=True))


def known(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """All values of labels where they are few: series begin at 0, since Prometheus sees no rise where one begins."""
    lists = [listed for name in names if not isinstance(listed := LABELS[name], Bounded)]
    few = names and len(lists) == len(names) and prod(map(len, lists)) <= FEW
    return list(product(*lists)) if few else []


def _closed(name: str, value: str) -> str:
    listed = LABELS[name]
    return value if isinstance(listed, Bounded) or value in listed else OTHER
