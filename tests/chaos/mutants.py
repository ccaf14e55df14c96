"""Workers with one guarantee broken on purpose: the harness must catch each, by name."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """`break_it` changes this process's worker; `faults` are those that bring it to light."""

    break_it: Callable[[], None]
    faults: tuple[str, ...]


MUTANTS: dict[str, Mutant] = {}
