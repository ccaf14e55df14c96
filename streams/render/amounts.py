"""Amounts of money for a person: "EUR 90 bn ≈ USD 105.41 bn (rate 1.1712)"."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from streams.render.text import short

Amount = Mapping[str, Any]

RELATIONS = {"repeats": "told before", "equivalent_of": "in another currency", "part_of": "part of another sum"}
"""What makes an amount no sum of its own, the strongest first."""

BEHIND = {"repeats": ("repeats",), "equivalent_of": ("repeats", "equivalent_of"), "part_of": tuple(RELATIONS)}
"""Relations by which one goes on from there to the sum that it is told of."""

SCALES = ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "mn"))
VAGUE = {
    f"{times * 10**power}": f"{words}{scale}"
    for power, scale in ((3, "thousands"), (6, "millions"), (9, "billions"), (12, "trillions"))
    for times, words in ((1, ""), (10, "tens of "), (100, "hundreds of "))
} | {"100": "hundreds"}
"""What a magnitude without a number is called."""
DIGITS = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,8})?")
"""What is counted with: no more digits than Decimal keeps. Anything else is shown as it stands."""
BOUNDS = {"at_least": "at least", "more_than": "over", "at_most": "up to", "less_than": "under"}


def read_amounts(amounts: Sequence[Amount]) -> list[str]:
    """The sums that the amounts state, in their order: each once, with how often it is told, in which other currencies,
    and with its parts behind it: "USD 100 mn ×2, of it USD 20 mn"."""
    related: dict[int, list[tuple[str, Amount]]] = {
        at: [] for at, amount in enumerate(amounts) if _relation(amount, amounts) is None
    }
    for amount in amounts:
        if found := _relation(amount, amounts):
            name, of = found
            whose = _root(of, amounts, *BEHIND[name])
            related.get(whose, []).append((name, amount))  # what belongs to a part or a restatement is left out
    return [_sum(amounts[at], others) for at, others in related.items()]


def _sum(amount: Amount, others: Sequence[tuple[str, Amount]]) -> str:
    repeats, restated, parts = ([one for name, one in others if name == relation] for relation in RELATIONS)
    times = f" ×{len(repeats) + 1}" if repeats else ""
    words = " ≈ ".join([read_amount(amount) + times, *map(_restated, restated)])
    return f"{words}, of it {' and '.join(map(read_amount, parts))}" if parts else words


def read_relation(amount: Amount) -> str:
    """Why an amount does not count when sums are added: "told before"; '' for a sum of its own."""
    return next((words for name, words in RELATIONS.items() if amount.get(name) is not None), "")


def _relation(amount: Amount, amounts: Sequence[Amount], *names: str) -> tuple[str, int] | None:
    """The first relation of an amount, or of those of these names, and the index that it leads to."""
    for name in names or RELATIONS:
        at = amount.get(name)
        if isinstance(at, int) and 0 <= at < len(amounts):
            return name, at
    return None


def _root(at: int, amounts: Sequence[Amount], *names: str) -> int:
    """Where relations lead in the end; a strange event may lead in a circle."""
    for _ in amounts:
        if (found := _relation(amounts[at], amounts, *names)) is None:
            break
        at = found[1]
    return at


def read_bases(amounts: Sequence[Amount]) -> list[str]:
    """How currencies are known that the text does not name: "USD assumed", "AUD by context"."""
    words = {"context": "by context", "assumed": "assumed"}
    found = [(amount.get("currency"), words.get(str(amount.get("currency_basis")))) for amount in amounts]
    return list(dict.fromkeys(f"{currency} {basis}" for currency, basis in found if currency and basis))


def read_amount(amount: Amount) -> str:
    """The amount with its currency, bound and unit, in the shortest exact form."""
    lower, upper = amount.get("amount"), amount.get("amount_max")
    words = [
        BOUNDS.get(str(amount.get("bound")), ""),
        "about" if amount.get("approximate") and amount.get("equivalent_of") is None else "",  # "≈" says it already
        str(amount.get("currency") or "¤"),  # ¤ is Unicode's sign for a currency not known
        _figures(lower, upper, amount.get("magnitude")),
        f"per {amount['per']}" if amount.get("per") else "",
    ]
    return " ".join(word for word in words if word)


def read_number(digits: object) -> str:
    """Decimal digits with a scale word if that keeps all of them: "105410000000" → "105.41 bn"."""
    if not DIGITS.fullmatch(str(digits)):
        return short(digits, 40)
    number = Decimal(str(digits))
    for scale, word in SCALES:
        scaled = number / scale
        if abs(scaled) >= 1 and scaled == round(scaled, 3):
            return f"{_plain(scaled)} {word}"
    return _plain(number)


def _figures(lower: object, upper: object, magnitude: object) -> str:
    if lower is None:
        return VAGUE.get(str(magnitude or ""), f"some {read_number(magnitude or '?')}s")
    if upper is None:
        return read_number(lower)
    low, high = read_number(lower), read_number(upper)
    if low.rpartition(" ")[2] == high.rpartition(" ")[2]:  # "5–7 mn", not "5 mn–7 mn"
        low = low.rpartition(" ")[0] or low
    return f"{low}–{high}"


def _restated(amount: Amount) -> str:
    rate = f" (rate {amount['implied_rate']})" if amount.get("implied_rate") else ""
    return read_amount(amount) + rate


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
