"""Other senses of one unit: "won" that is a victory, "pounds" that weigh, "R21" that is a road.

A unit's flags (the tables' last columns) name the checks that its term must pass.
"""

from collections.abc import Callable

from streams.money.sight import Sight, asked, led_up, like_year, priced, scaled, strong
from streams.money.units import Flag
from streams.money.words import DASHES

SCREENS = frozenset({480, 576, 720, 1080, 1440, 2160})  # "1080p" is no sum of pence
QUARTERS = frozenset({1, 2, 3, 4})  # of a year: "prices for Q3" are no quetzales

Check = Callable[[Sight], bool]


def _letter(sight: Sight) -> bool:
    """A letter at its number: scaled, or a price that nothing is named by: "sells for K950", not "N95 masks"."""
    words, after = sight.language.words, sight.after
    names = after is not None and (after.low in DASHES or after.low == "/" or after.kind in ("word", "number"))
    names = names and after is not None and after.low not in words["function"]
    quarter = sight.unit.low == "q" and sight.value in QUARTERS
    return scaled(sight) or (asked(sight) and not names and not quarter) or sight.counted()


def _code(sight: Sight) -> bool:
    """A code that is a word too: beside a plain sum, or after a number and closing its phrase ("29 RON.")."""
    closes = sight.after is None or sight.after.kind == "break" or sight.after.low in ".,;:)!?"
    if not sight.term.prefixed:
        return strong(sight) or (closes and not like_year(sight) and sight.term.quantity.kind == "digits")
    glued = not sight.tokens[sight.term.first + 1].gap
    return scaled(sight) if glued else strong(sight)


def _road(sight: Sight) -> bool:
    """ "R500" and "R2 million" are rand; "R2-D2" and the road "R21" are not."""
    joined = sight.after is not None and not sight.after.gap and (sight.after.low == "-" or sight.after.kind == "word")
    return strong(sight) and not joined and sight.before != "on" and not sight.near() & sight.language.words["road"]


def _weight(sight: Sight) -> bool:
    """Pounds sterling, not pounds of weight, by the words around."""
    near, words = sight.near(), sight.language.words
    if sight.term.prefixed:
        return True
    if sight.after and sight.after.low in words["of"] and sight.second() not in words["money"]:
        return False  # "pounds of beef"
    if near & {"£", "sterling"}:
        return True
    if sight.term.quantity.scale >= 1_000_000:
        return True
    if sight.counted() and sight.before not in words["heft"]:
        return True  # "200 pounds a tonne"
    if sight.unit.low == "pound" and sight.term.quantity.scale < 1000 and not sight.alone() and "=" not in near:
        return sight.after is not None and sight.after.low in words["money"]
    if led_up(sight):
        return True  # "the turkey cost about 30 pounds"
    if near & words["weight"] or sight.before in words["heft"]:
        return False
    if near & words["money"] or near & {"=", "$", "us$", "€", "euros", "pence"}:
        return True
    return sight.alone() or (sight.unit.low == "pounds" and sight.unit.gap)


def _won(sight: Sight) -> bool:
    """Korean money, not a victory: scaled, or a long number in digits."""
    return strong(sight) and (sight.term.quantity.kind == "digits" or sight.term.quantity.scale >= 1000)


def _mark(sight: Sight) -> bool:
    """German money, not "the 100 million mark" nor full marks."""
    if sight.unit.low == "mark" and (sight.unit.gap or sight.before == "the"):
        return False
    return strong(sight) or bool(sight.near() & sight.language.words["trade"])


def _rand(sight: Sight) -> bool:
    """Rand, not Rand Paul."""
    return not (sight.after and sight.after.low == "paul")


def _real(sight: Sight) -> bool:
    """Reais; the adjective "real" is no plural."""
    return sight.unit.low != "real"


def _rapper(sight: Sight) -> bool:
    """Cents, not the rapper 50 Cent."""
    return not (sight.unit.low == "cent" and sight.unit.capital and sight.unit.gap)


def _sen(sight: Sight) -> bool:
    """Sen, not a senator."""
    return not (sight.after and sight.after.low == "." and sight.unit.gap)


def _pence(sight: Sight) -> bool:
    """ "50p" and "43c", not "1080p" nor "11:59p.m."."""
    hour = sight.second() == "m" and sight.after is not None and sight.after.low == "." and not sight.after.gap
    return sight.term.quantity.kind == "digits" and sight.value not in SCREENS and not hour and sight.before != ":"


def _small(sight: Sight) -> bool:
    """ "43c" beside other money or a unit of count, not a flat, a phone or a rule."""
    money = any(word[-1] in "$€¢" or word in ("cents", "cent", "r") for word in sight.near())
    return _pence(sight) and (money or bool(sight.after and sight.after.low in sight.language.words["article"]))


def _coin(sight: Sight) -> bool:
    """ "6.25 bitcoin", not "38 Bitcoin ATMs", "the 2018 Bitcoin crash"."""
    counted = sight.after is not None and sight.after.kind == "word" and sight.after.low.endswith("s")
    return not ((counted or like_year(sight)) and sight.unit.low == "bitcoin")


def _moon(sight: Sight) -> bool:
    """Soles, not the moon S/2004 S 12."""
    return not like_year(sight)


def _one_rupee(sight: Sight) -> bool:
    """ "Re 1", "Re 0.50" and "Re.1", not "Re 5"."""
    return sight.value <= 1 or not sight.tokens[sight.term.first + 1].gap


def _plural(sight: Sight) -> bool:
    return sight.unit.low.endswith("s")


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
