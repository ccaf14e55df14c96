"""Amounts as short strings, for tables of examples.

EUR 90000000000                 an amount; "-" stands for money without an ISO code
USD 5..7                        a range
USD *1000000                    a vague sum and its magnitude
~  >  >=  <  <=                 approximate; more than, at least, less than, at most
/barrel                         per
=0@1.1712                       restates the first amount of the text at that rate
"""

from streams.money import FoundAmount

BOUNDS = {"more_than": ">", "at_least": ">=", "less_than": "<", "at_most": "<="}


def written(amounts: list[FoundAmount]) -> str:
    """All amounts in their notation, joined by "; "."""
    return "; ".join(" ".join(_parts(amount)) for amount in amounts)


def _parts(amount: FoundAmount) -> list[str]:
    value = f"*{amount.magnitude:f}" if amount.amount is None else f"{amount.amount:f}"
    parts = [amount.currency or "-", value if amount.amount_max is None else f"{value}..{amount.amount_max:f}"]
    parts += [BOUNDS[amount.bound]] if amount.bound else []
    parts += ["~"] if amount.approximate else []
    parts += [f"={amount.equivalent_of}@{amount.implied_rate}"] if amount.equivalent_of is not None else []
    return parts + ([f"/{amount.per}"] if amount.per else [])
