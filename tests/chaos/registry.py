"""What a fault is, and the table of all."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.chaos.scene import Scene

Inject = Callable[[Scene], Awaitable[str]]
"""Says what it did; "" when it came to nothing, and then it does not count."""

ANY = (1, 3, 4)
"""Numbers of brokers that a campaign can have."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`weight` says how often it is drawn; `brokers` with how many it can be; `asked` only when named by the plan."""

    name: str
    inject: Inject
    weight: float
    brokers: tuple[int, ...] = ANY
    asked: bool = False


FAULTS: dict[str, Fault] = {}


def fault(weight: float = 1, *brokers: int, asked: bool = False) -> Callable[[Inject], Inject]:
    """Enter a function under its name."""

    def entered(inject: Inject) -> Inject:
        name = inject.__name__.replace("_", "-")
        FAULTS[name] = Fault(name, inject, weight, brokers or ANY, asked)
        return inject

    return entered
