"""Other senses of one unit: "won" that is a victory, "pounds" that weigh, "R21" that is a road.

A unit's flags (the tables' last columns) name the checks that its term must pass.
"""

from collections.abc import Callable

from streams.money.signs import HYPHENS
from streams.money.term_context import TermContext, asked, costs, led_up, priced, scaled, strong
from streams.money.units import Flag

SCREENS = frozenset({480, 576, 720, 1080, 1440, 2160})  # "1080p" is no sum of pence
MILLION, THOUSAND = 1_000_000, 1_000
QUARTERS = frozenset({1, 2, 3, 4})  # of a year: "prices for Q3" are no quetzales

Check = Callable[[TermContext], bool]


def _letter(here: TermContext) -> bool:
    """A letter at its number: scaled, or a price that nothing is named by: "sells for K950", not "N95 masks"."""
    words, after = here.language.words, here.after
    names = after is not None and (after.low in HYPHENS or after.low == "/" or after.kind in ("word", "number"))
    names = names and after is not None and after.low not in words["function"]
    quarter = here.unit.low in words["quarterly"] and here.value in QUARTERS
    return scaled(here) or (asked(here) and not names and not quarter) or here.counted()


def _code(here: TermContext) -> bool:
    """A code that is a word too: beside a plain sum, or after a number and closing its phrase ("29 RON.")."""
    closes = here.after is None or here.after.kind == "break" or here.after.low in ".,;:)!?"
    if not here.term.prefixed:
        return strong(here) or (closes and not here.term.quantity.like_year and here.term.quantity.kind == "digits")
    glued = not here.tokens[here.term.first + 1].gap
    return scaled(here) or (strong(here) and (not glued or _is_price(here) or here.alone()))


def _is_price(here: TermContext) -> bool:
    """Whether words tell that it is paid: "a BND500 fine", "a R20 toll"."""
    words = here.language.words
    return costs(here) or (here.after is not None and here.after.low in words["money"] | words["priced"])


def _road(here: TermContext) -> bool:
    """Rand, as in "R500", "R2 million" and "a R20 toll", not "R2-D2" nor the road "R21"."""
    words = here.language.words
    joined = here.after is not None and not here.after.gap and (here.after.low == "-" or here.after.kind == "word")
    plain = strong(here) or _is_price(here) or here.alone()
    return plain and not joined and here.before not in words["on"] and not here.near() & words["road"]


def _weight(here: TermContext) -> bool:
    """Pounds sterling, not pounds of weight, by the words around; what nothing tells is money from a thousand on."""
    near, words, number = here.near(), here.language.words, here.term.quantity
    if here.term.prefixed:
        return True
    if here.after and here.after.low in words["of"] and here.second() not in words["money"]:
        return False  # "pounds of beef"
    if near & words["sterling"] or (here.counted() and here.before not in words["heft"]):
        return True  # "200 pounds a tonne"
    if here.singular and here.value != 1 and number.scale < THOUSAND and not here.alone():
        return here.after is not None and (here.after.low in words["money"] or here.restated())
    if led_up(here):
        return True  # "the turkey cost about 30 pounds"
    if near & words["weight"] or here.before in words["heft"]:
        return bool(number.scale >= MILLION and near & words["money"])
    if number.scale >= MILLION or near & (words["money"] | words["trade"]) or here.near_sign():
        return True
    many = max(here.value, number.scale) >= THOUSAND
    return here.alone() or (many and not here.singular and here.unit.gap)


def _won(here: TermContext) -> bool:
    """Korean money, not a victory: scaled, or a long number in digits."""
    return strong(here) and (here.term.quantity.kind == "digits" or here.term.quantity.scale >= 1000)


def _mark(here: TermContext) -> bool:
    """German money, not "the 100 million mark", full marks, nor "482 marks" of an exam."""
    words, near = here.language.words, here.near()
    if here.singular and (here.unit.gap or here.before in words["the"]):
        return False
    counted_out = here.after is not None and here.after.low in words["scored"]
    if (near & words["exam"] or counted_out) and here.term.quantity.scale < THOUSAND:
        return False
    return strong(here) or bool(near & (words["trade"] | words["money"])) or costs(here)


def _named(here: TermContext) -> bool:
    """Money, not the first name of a person: "5 million rand", not Rand Paul."""
    return not (here.after and here.after.low in here.language.words["name"])


def _plural(here: TermContext) -> bool:
    """Reais and greenbacks, where the singular is another word: "real"."""
    return not here.singular


def _rapper(here: TermContext) -> bool:
    """Cents, not the rapper 50 Cent."""
    return not (here.singular and here.unit.capital and here.unit.gap)


def _sen(here: TermContext) -> bool:
    """Sen, not a senator."""
    return not (here.after and here.after.low == "." and here.unit.gap)


def _pence(here: TermContext) -> bool:
    """Pence and cents, as in "50p" and "43c", not "1080p" nor "11:59p.m."."""
    hour = here.second() == "m" and here.after is not None and here.after.low == "." and not here.after.gap
    return here.term.quantity.kind == "digits" and here.value not in SCREENS and not hour and here.before != ":"


def _small(here: TermContext) -> bool:
    """Cents, "43c" beside other money or a unit of count, not a flat, a phone or a rule."""
    words = here.language.words
    money = here.near_sign() or bool(here.near() & words["cents"])
    counts = bool(here.after and here.after.low in words["article"])
    return _pence(here) and (money or counts or led_up(here) or here.alone())


def _slang(here: TermContext) -> bool:
    """Money by its nickname, "ten grand", not "two grand pianos" nor "three Grand Slams"."""
    return not here.unit.capital and here.plain_behind() and not here.term.quantity.like_year


def _coin(here: TermContext) -> bool:
    """Bitcoins, as in "6.25 bitcoin", not "38 Bitcoin ATMs" nor "the 2018 Bitcoin crash"."""
    counted = here.after is not None and here.after.kind == "word" and not here.plain_behind()
    return not (here.singular and (counted or here.term.quantity.like_year))


def _moon(here: TermContext) -> bool:
    """Soles, not the moon S/2004 S 12."""
    return not here.term.quantity.like_year


def _one_rupee(here: TermContext) -> bool:
    """One rupee at most, as in "Re 1", "Re 0.50" and "Re.1", not "Re 5"."""
    return here.value <= 1 or not here.tokens[here.term.first + 1].gap


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
    Flag.RAND: _named,
    Flag.RAPPER: _rapper,
    Flag.SEN: _sen,
    Flag.SUM: scaled,
    Flag.PENCE: _pence,
    Flag.COIN: _coin,
    Flag.PLURAL: _plural,
    Flag.SLANG: _slang,
}
CHECKED = frozenset(CHECKS)
