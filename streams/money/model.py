"""The values that go in and out: what is known around a text, and the amounts found in it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Bound = Literal["at_least", "more_than", "at_most", "less_than"]
Basis = Literal["explicit", "context", "assumed"]


@dataclass(frozen=True, slots=True)
class MoneyContext:
    """What an article tells about its currencies beyond its words.

    Attributes:
        language: BCP 47 tag of the text; the primary subtag picks the grammar, unless the text's words are plainly of
            another that has one; a region ("en-AU") is a hint.
        default_dollar: ISO 4217 code of a bare "$" that nothing else decides.
        publisher_country: ISO 3166 alpha-2 of where the source is published, or None.
        places: ISO 3166 alpha-2 of the places in the article, most salient first.
    """

    language: str = "en"
    default_dollar: str = "USD"
    publisher_country: str | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """One sum of money in a text.

    Attributes:
        field, start, end, text: where it stands; half-open code points of that field, `text == field[start:end]`.
        amount: exact value in whole units of the currency ("50 cents" is 0.5); the lower end of a range; None if vague.
        amount_max: the upper end of a range, else None.
        magnitude: for a vague sum the scale it names ("millions of euros" is 1000000), else None.
        currency: ISO 4217 code, or None for money without one (bitcoin).
        currency_basis: "explicit" (the words say it), "context" (the article decides), "assumed"; None if no currency.
        approximate: hedged ("about", "nearly").
        bound: "at_least", "more_than", "at_most", "less_than" or None.
        per: the noun it is counted by ("barrel", "share", "year") or None.
        equivalent_of: index, in the list this amount came in, of the amount that it restates in another currency.
        implied_rate: this amount divided by the restated one, to four decimals.
        repeats: index of the first amount of the list that states the same sum.
        part_of: index of the amount that this one is said to be a part of.
    """

    field: str
    start: int
    end: int
    text: str
    amount: Decimal | None
    amount_max: Decimal | None
    magnitude: Decimal | None
    currency: str | None
    currency_basis: Basis | None
    approximate: bool = False
    bound: Bound | None = None
    per: str | None = None
    equivalent_of: int | None = None
    implied_rate: Decimal | None = None
    repeats: int | None = None
    part_of: int | None = None
