"""What may stand beside a number and make it money."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Side(StrEnum):
    """On which side of the number a unit may stand."""

    PREFIX = "prefix"
    SUFFIX = "suffix"
    BOTH = "both"


class Flag(StrEnum):
    """What a table may say of a unit beside its currency; loading refuses any other word.

    The first ones say how it is written, all others name the check in `senses.py` that a sum with it must pass.
    """

    CASED = "cased"
    """Letter case must match."""
    TIGHT = "tight"
    """It must touch its number."""
    LEADS = "leads"
    """A noun that may stand before its number: "rupees 500"."""
    SINGULAR = "singular"
    """A noun that a bare article may count: "a dollar"."""
    CENT = "cent"
    """A hundredth of whatever unit stands before it."""

    STRONG = "strong"
    SCALED = "scaled"
    LETTER = "letter"
    PRICED = "priced"
    CODE = "code"
    ROAD = "road"
    WEIGHT = "weight"
    WON = "won"
    MARK = "mark"
    RAND = "rand"
    RAPPER = "rapper"
    SEN = "sen"
    SUM = "sum"
    PENCE = "pence"
    SMALL = "small"
    COIN = "coin"
    MOON = "moon"
    RUPEE = "re"
    PLURAL = "plural"
    SLANG = "slang"


@dataclass(frozen=True, slots=True)
class Unit:
    """A sign, code or name of a currency.

    Attributes:
        codes: ISO 4217 candidates, likeliest first; empty for money without a code.
        side: on which side of the number it may stand.
        named: a noun ("dollars"), as against a sign or a code.
        factor: what one of it is worth in whole units of the currency (a cent is 0.01, a MUSD 1000000).
        written: the one spelling that counts when letter case matters, else None.
        flags: what else must hold for it to be money.
        repeated: whether the text says it twice ("$357 dollars"), which leaves no other sense.
    """

    codes: tuple[str, ...]
    side: Side = Side.BOTH
    named: bool = False
    factor: Decimal = Decimal(1)
    written: str | None = None
    flags: frozenset[Flag] = frozenset()
    repeated: bool = False

    @property
    def minor(self) -> bool:
        """Whether it is a hundredth or thousandth of a currency."""
        return self.factor < 1

    @property
    def tight(self) -> bool:
        """Whether it must touch its number."""
        return Flag.TIGHT in self.flags
