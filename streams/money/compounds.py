"""Numbers that a language writes as one word: "zweihundertfünfzig", "ventimila", "vijfentwintigduizend"."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

Word = tuple[str, Decimal]
"""Kind and value of a word of number, as in `numbers.tsv`."""

SHORTEST, LONGEST = 6, 80
"""Letters of a compound; a longer run of letters is no number that anybody reads."""
PARTS = 12


class Numbers(dict[str, Word]):
    """Words of number of a language that writes them apart: word → kind and value."""


class GluedNumbers(Numbers):
    """Those of a language that writes a number as one word, which is taken apart.

    >>> GluedNumbers({"drei": ("small", Decimal(3)), "hundert": ("hundred", Decimal(100))}).get("dreihundert")
    ('glued', Decimal('300'))
    """

    def __init__(self, table: Mapping[str, Word]) -> None:
        super().__init__(table)
        self._compound = lru_cache(maxsize=4096)(partial(compound, numbers=table))

    def get(self, text: str, default: Any = None) -> Any:
        """The word's kind and value, or `default`."""
        found = super().get(text) or self._compound(text)
        return default if found is None else found

    def __contains__(self, text: object) -> bool:
        return self.get(str(text)) is not None


def compound(text: str, numbers: Mapping[str, Word]) -> Word | None:
    """The number that the words of a table make in one: ("glued", its value), or "plural" where it ends in one.

    >>> table = {"zwei": ("small", Decimal(2)), "hundert": ("hundred", Decimal(100)), "und": ("and", Decimal(0))}
    >>> compound("zweihundertundzwei", table)
    ('glued', Decimal('202'))
    """
    if not SHORTEST <= len(text) <= LONGEST:
        return None
    for parts in _splits(text, numbers, 0, 0):
        if (value := _value(parts)) is not None:
            return ("plural" if parts[-1][0] == "plural" else "glued"), value
    return None


def _splits(text: str, numbers: Mapping[str, Word], at: int, depth: int) -> Iterator[list[Word]]:
    """Ways to cut text[at:] into words of the table, longest first."""
    if at == len(text):
        yield []
    if depth >= PARTS:
        return
    for end in range(len(text), at + 1, -1):
        part = numbers.get(text[at:end])
        if part and (end - at > 2 or part[0] == "and"):
            for rest in _splits(text, numbers, end, depth + 1):
                yield [part, *rest]


def _value(parts: list[Word]) -> Decimal | None:
    """What parts make together, None where they do not make one number."""
    total, group, last = Decimal(0), Decimal(0), ""
    for kind, value in parts:
        if kind in ("small", "ten", "hundreds", "article"):
            if last == kind or (kind == "small" and last == "article"):
                return None
            group += value
        elif kind == "hundred" and group < 20 and last != "and":
            group = (group or Decimal(1)) * value
        elif kind == "half" and last == "small":
            group += value
        elif kind in ("scale", "plural") and last != "and":
            total, group = total + (group or Decimal(1)) * value, Decimal(0)
        elif kind != "and" or not last:
            return None
        last = kind
    return None if last == "and" or len(parts) < 2 else total + group
