"""What may stand beside a number and make it money."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Place = Literal["prefix", "suffix", "both"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A sign, code or name of a currency.

    Attributes:
        codes: ISO 4217 candidates, likeliest first; empty for money without a code.
        place: on which side of the number it may stand.
        named: a noun ("dollars"), as against a sign or a code.
        factor: what one of it is worth in whole units of the currency (a cent is 0.01, a MUSD 1000000).
        written: the one spelling that counts when letter case matters, else None.
        flags: what else must hold for it to be money; senses.py reads them.
    """

    codes: tuple[str, ...]
    place: Place = "both"
    named: bool = False
    factor: Decimal = Decimal(1)
    written: str | None = None
    flags: frozenset[str] = frozenset()

    @property
    def minor(self) -> bool:
        """Whether it is a hundredth or thousandth of a currency."""
        return self.factor < 1

    @property
    def tight(self) -> bool:
        """Whether it must touch its number."""
        return "tight" in self.flags
