"""Other senses of one unit: "won" that is a victory, "pounds" that weigh, "R21" that is a road.

A unit's flags (the tables' last columns) name the checks that its term must pass.
"""

from collections.abc import Callable

from streams.money.number_words import DASHES
from streams.money.term_context import TermContext, asked, is_like_year, led_up, priced, scaled, strong
from streams.money.units import Flag

SCREENS = frozenset({480, 576, 720, 1080, 1440, 2160})  # "1080p" is no sum of pence
QUARTERS = frozenset({1, 2, 3, 4})  # of a year: "prices for Q3" are no quetzales

Check = Callable[[TermContext], bool]


def _letter(here: TermContext) -> bool:
    """A letter at its number: scaled, or a price that nothing is named by: "sells for K950", not "N95 masks"."""
    words, after = here.language.words, here.after
    names = after is not None and (after.low in DASHES or after.low == "/" or after.kind in ("word", "number"))
    names = names and after is not None and after.low not in words["function"]
    quarter = here.unit.low == "q" and here.value in QUARTERS
    return scaled(here) or (asked(here) and not names and not quarter) or here.counted()


def _code(here: TermContext) -> bool:
    """A code that is a word too: beside a plain sum, or after a number and closing its phrase ("29 RON.")."""
    closes = here.after is None or here.after.kind == "break" or here.after.low in ".,;:)!?"
    if not here.term.prefixed:
        return strong(here) or (closes and not is_like_year(here) and here.term.quantity.kind == "digits")
    glued = not here.tokens[here.term.first + 1].gap
    return scaled(here) if glued else strong(here)


def _road(here: TermContext) -> bool:
    """Rand, as in "R500" and "R2 million", not "R2-D2" nor the road "R21"."""
    joined = here.after is not None and not here.after.gap and (here.after.low == "-" or here.after.kind == "word")
    return strong(here) and not joined and here.before != "on" and not here.near() & here.language.words["road"]


def _weight(here: TermContext) -> bool:
    """Pounds sterling, not pounds of weight, by the words around."""
    near, words = here.near(), here.language.words
    if here.term.prefixed:
        return True
    if here.after and here.after.low in words["of"] and here.second() not in words["money"]:
        return False  # "pounds of beef"
    if near & {"£", "sterling"}:
        return True
    if here.term.quantity.scale >= 1_000_000:
        return True
    if here.counted() and here.before not in words["heft"]:
        return True  # "200 pounds a tonne"
    if here.unit.low == "pound" and here.term.quantity.scale < 1000 and not here.alone() and "=" not in near:
        return here.after is not None and here.after.low in words["money"]
    if led_up(here):
        return True  # "the turkey cost about 30 pounds"
    if near & words["weight"] or here.before in words["heft"]:
        return False
    if near & words["money"] or near & {"=", "$", "us$", "€", "euros", "pence"}:
        return True
    return here.alone() or (here.unit.low == "pounds" and here.unit.gap)


def _won(here: TermContext) -> bool:
    """Korean money, not a victory: scaled, or a long number in digits."""
    return strong(here) and (here.term.quantity.kind == "digits" or here.term.quantity.scale >= 1000)


def _mark(here: TermContext) -> bool:
    """German money, not "the 100 million mark" nor full marks."""
    if here.unit.low == "mark" and (here.unit.gap or here.before == "the"):
        return False
    return strong(here) or bool(here.near() & here.language.words["trade"])


def _rand(here: TermContext) -> bool:
    """Rand, not Rand Paul."""
    return not (here.after and here.after.low == "paul")


def _real(here: TermContext) -> bool:
    """Reais; the adjective "real" is no plural."""
    return here.unit.low != "real"


def _rapper(here: TermContext) -> bool:
    """Cents, not the rapper 50 Cent."""
    return not (here.unit.low == "cent" and here.unit.capital and here.unit.gap)


def _sen(here: TermContext) -> bool:
    """Sen, not a senator."""
    return not (here.after and here.after.low == "." and here.unit.gap)


def _pence(here: TermContext) -> bool:
    """Pence and cents, as in "50p" and "43c", not "1080p" nor "11:59p.m."."""
    hour = here.second() == "m" and here.after is not None and here.after.low == "." and not here.after.gap
    return here.term.quantity.kind == "digits" and here.value not in SCREENS and not hour and here.before != ":"


def _small(here: TermContext) -> bool:
    """Cents, "43c" beside other money or a unit of count, not a flat, a phone or a rule."""
    money = any(word[-1] in "$€¢" or word in ("cents", "cent", "r") for word in here.near())
    return _pence(here) and (money or bool(here.after and here.after.low in here.language.words["article"]))


def _coin(here: TermContext) -> bool:
    """Bitcoins, as in "6.25 bitcoin", not "38 Bitcoin ATMs" nor "the 2018 Bitcoin crash"."""
    counted = here.after is not None and here.after.kind == "word" and here.after.low.endswith("s")
    return not ((counted or is_like_year(here)) and here.unit.low == "bitcoin")


def _moon(here: TermContext) -> bool:
    """Soles, not the moon S/2004 S 12."""
    return not is_like_year(here)


def _one_rupee(here: TermContext) -> bool:
    """One rupee at most, as in "Re 1", "Re 0.50" and "Re.1", not "Re 5"."""
    return here.value <= 1 or not here.tokens[here.term.first + 1].gap


def _plural(here: TermContext) -> bool:
    return here.unit.low.endswith("s")


CHECKS: dict[Flag, Check] = {
    Flag.STRONG: strong,
    Flag.SCALED: scaled,
    Flag.LETTER: _letter,
    Flag.PRICED: priced,
    Flag.MOON: _moon,
    Flag.RUPEE: _one_rupee,
    Flag.SMALL: _small,
    Flag.CODE: _code,
    Flag.ROAD: _road,
    Flag.WEIGHT: _weight,
    Flag.WON: _won,
    Flag.MARK: _mark,
    Flag.RAND: _rand,
    Flag.REAL: _real,
    Flag.RAPPER: _rapper,
    Flag.SEN: _sen,
    Flag.SUM: scaled,
    Flag.PENCE: _pence,
    Flag.COIN: _coin,
    Flag.PLURAL: _plural,
}
CHECKED = frozenset(CHECKS)
