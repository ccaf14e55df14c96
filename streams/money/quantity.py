"""Tokens to quantities: digits, words and scales as one exact number."""

from dataclasses import dataclass
from decimal import Decimal

from streams.money import numerals
from streams.money.language import Language
from streams.money.numerals import VULGAR, plus, times
from streams.money.scan import Token

HALF = Decimal("0.5")
NOTHING = ("", Decimal(0))
DASHES = "-–‐‑"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number without a unit, standing at tokens[first:last].

    Attributes:
        value: exact; None when the number is not told ("several million").
        other: the value by a press that groups thousands with dots, where that differs.
        scale: product of the scale words in it, 1 if none.
        kind: "digits", "words", "article" (a bare "a") or "vague".
        grouped: thousands are marked.
    """

    first: int
    last: int
    value: Decimal | None
    scale: Decimal = Decimal(1)
    kind: str = "digits"
    grouped: bool = False
    other: Decimal | None = None

    @property
    def bare(self) -> bool:
        """Only digits, which may borrow a scale or a unit from a neighbour."""
        return self.kind == "digits" and self.scale == 1 and not self.grouped


def quantity(tokens: list[Token], at: int, language: Language) -> Quantity | None:
    """The longest quantity that begins at tokens[at], or None."""
    token = tokens[at]
    if token.kind == "number" or token.low in VULGAR:
        return _digits(tokens, at, language)
    if token.kind == "word" and token.low in language.numbers:
        return _Words(tokens, at, language).read()
    return None


def _digits(tokens: list[Token], at: int, language: Language) -> Quantity | None:
    numeral = (
        numerals.read(tokens[at].low.lstrip("."), language.comma_decimal)
        if tokens[at].low not in VULGAR
        else numerals.Numeral(Decimal(0))
    )
    if tokens[at].low.startswith("."):
        numeral = numerals.read("0." + tokens[at].low.lstrip("."))
    if numeral is None:
        return None
    end = at if tokens[at].low in VULGAR else at + 1
    fraction, end = _fraction(tokens, end, numeral.value)
    value = fraction if fraction is not None else numeral.value
    scale, end = scales(tokens, end, language)
    other = times(numeral.other, scale) if numeral.other is not None and fraction is None and scale == 1 else None
    value = times(value, scale)
    value, end = _smaller(tokens, end, language, value, scale)
    return Quantity(at, end, value, scale, "digits", numeral.grouped, other)


def _fraction(tokens: list[Token], at: int, whole: Decimal) -> tuple[Decimal | None, int]:
    """ "45 3/8", "2-1/2", "2½", "1/4": the number with its fraction, and where it ends."""
    if at < len(tokens) and tokens[at].low in VULGAR:
        return plus(whole, Decimal(VULGAR[tokens[at].low])), at + 1
    if _is_slash(tokens, at) and (part := _part(whole, tokens, at + 1)) is not None:
        return part, at + 2
    start = at + 1 if at < len(tokens) and tokens[at].low == "-" and not tokens[at].gap else at
    if (
        start + 2 < len(tokens)
        and tokens[start].kind == "number"
        and _is_slash(tokens, start + 1)
        and tokens[start].low.isdigit()
    ):
        part = _part(Decimal(tokens[start].low), tokens, start + 2)
        return (plus(whole, part), start + 3) if part is not None and part < 1 else (None, at)
    return None, at


def _is_slash(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at].low in "/⁄" and tokens[at + 1].kind == "number"


def _part(above: Decimal, tokens: list[Token], below: int) -> Decimal | None:
    """Fractions of markets (halves to sixty-fourths), which are exact decimals; years ("1998/99") are not."""
    return (
        above / Decimal(tokens[below].low)
        if tokens[below].low in ("2", "4", "5", "8", "16", "32", "64") and above < 100
        else None
    )


def _joins(tokens: list[Token], at: int) -> bool:
    """Whether tokens[at] is a hyphen tight on both sides."""
    return at + 1 < len(tokens) and tokens[at].low in DASHES and not tokens[at].gap and not tokens[at + 1].gap


def scales(tokens: list[Token], at: int, language: Language) -> tuple[Decimal, int]:
    """Scale words after digits, apart, attached or hyphened, multiplied: "million", "bn", "-million", "lakh crore"."""
    scale = Decimal(1)
    while True:
        here = at + 1 if _joins(tokens, at) else at
        kind, value = _word(tokens, here, language)
        if kind in ("scale", "hundred") or (kind == "dozen" and scale == 1):
            scale, at = scale * value, here + 1
        elif kind == "abbreviation" and scale == 1 and here == at and _is_abbreviation(tokens, at):
            return value, at + 2 if at + 1 < len(tokens) and tokens[at + 1].low == "." and _goes_on(
                tokens, at + 2
            ) else at + 1
        elif kind == "plural" and value >= 1000 and scale == 1 and here == at:
            return value, at + 1  # "5 millions"
        else:
            return scale, at


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Whether the sentence goes on after an abbreviation's full stop: a unit or a small letter follows."""
    return at < len(tokens) and tokens[at].kind == "unit"


def _is_abbreviation(tokens: list[Token], at: int) -> bool:
    """One letter counts only at its number and not as a part of a word ("$20 T-shirt", "$5 B&B")."""
    token = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if (
        after
        and not after.gap
        and after.low in "-&'’"
        and at + 2 < len(tokens)
        and not tokens[at + 2].gap
        and len(token.low) == 1
    ):
        return (after.low == "-" and tokens[at + 2].kind != "word") or not token.gap
    return not token.gap or token.low not in ("t", "k", "thou", "tr", "bill", "mill", "mm", "cr") or token.low == "cr"


def _smaller(tokens: list[Token], at: int, language: Language, value: Decimal, scale: Decimal) -> tuple[Decimal, int]:
    """ "2 million 500 thousand", "5 crore 20 lakh": a smaller part that follows at once."""
    if (
        scale >= 1000
        and at < len(tokens)
        and tokens[at].kind == "number"
        and tokens[at].low.isdigit()
        and len(tokens[at].low) < 4
    ):
        less, end = scales(tokens, at + 1, language)
        if 1 < less < scale and end > at + 1:
            return plus(value, Decimal(tokens[at].low) * less), end
    if (
        scale >= 1000
        and _word(tokens, at, language)[0] == "and"
        and _word(tokens, at + 1, language)[0] == "article"
        and _word(tokens, at + 2, language)[0] == "half"
    ):
        return plus(value, times(scale, HALF)), at + 3
    return value, at


def _word(tokens: list[Token], at: int, language: Language) -> tuple[str, Decimal]:
    return language.numbers.get(tokens[at].low, NOTHING) if at < len(tokens) else NOTHING


class _Words:
    """Reads a number written in words, one token at a time."""

    def __init__(self, tokens: list[Token], at: int, language: Language) -> None:
        self.tokens, self.first, self.at, self.language = tokens, at, at, language
        self.total = Decimal(0)  # what larger scales have closed
        self.group = Decimal(0)  # the number below the next scale
        self.last = ""  # kind of the word before
        self.scale = Decimal(1)
        self.vague = False
        self.open = False  # whether `group` holds anything

    def read(self) -> Quantity | None:
        while self._step():
            pass
        if self.at == self.first:
            return None
        value = plus(self.total, self.group) if self.open else self.total
        kind = "vague" if self.vague else "article" if self.last == "article" else "words"
        if kind == "vague":
            return Quantity(self.first, self.at, None, max(self.scale, Decimal(1)), kind)
        return Quantity(self.first, self.at, Decimal(1) if kind == "article" else value, self.scale, kind)

    def _step(self) -> bool:
        at = self.at + 1 if self.at > self.first and _joins(self.tokens, self.at) else self.at
        kind, value = _word(self.tokens, at, self.language)
        taken = bool(kind) and getattr(self, f"_{kind}")(at, value)
        if taken:
            self.last = kind
        elif kind == "" and self.at > self.first:
            taken = self._point(at) or self._of(at)
        return bool(taken)

    def _take(self, at: int, count: int = 1) -> bool:
        self.at = at + count
        return True

    def _small(self, at: int, value: Decimal) -> bool:
        below = self.group % 100
        if (
            self.vague
            or self.last in ("small", "article", "half", "quarter", "dozen", "point")
            or (below and (below % 10 or value > 9))
        ):
            return False
        self.group, self.open = self.group + value, True
        return self._take(at)

    def _ten(self, at: int, value: Decimal) -> bool:
        if self.vague or self.last in ("small", "ten", "article", "half", "quarter", "dozen", "point"):
            return False
        self.group, self.open = self.group + value, True
        return self._take(at)

    def _hundred(self, at: int, value: Decimal) -> bool:
        if self.group >= 100 or self.last == "and":
            return False
        self.group, self.open = (self.group or Decimal(1)) * value, True
        self.scale = max(self.scale, value)
        return self._take(at)

    def _scale(self, at: int, value: Decimal) -> bool:
        if self.last == "scale":  # "hundred thousand million", "lakh crore"
            self.total = times(self.total, value)
        elif self.last in ("and",):
            return False
        else:
            self.total = plus(self.total, times(self.group if self.open else Decimal(1), value))
        self.group, self.open = Decimal(0), False
        self.scale = self.scale * value if self.vague or self.last == "scale" else max(self.scale, value)
        return self._take(at)

    def _dozen(self, at: int, value: Decimal) -> bool:
        if self.last == "scale":
            return False
        self.group, self.open = (self.group or Decimal(1)) * value, True
        return self._take(at)

    def _article(self, at: int, value: Decimal) -> bool:
        return self.at == self.first and self._take(at)

    def _half(self, at: int, value: Decimal) -> bool:
        if self.last in ("small", "ten", "half", "quarter"):
            return False
        self.group, self.open = self.group + value, True
        self._take(at)
        if _word(self.tokens, self.at, self.language)[0] == "article":  # "half a million"
            self.at += 1
        return True

    def _quarter(self, at: int, value: Decimal) -> bool:
        count = self.group if self.open else Decimal(1)
        if self.last not in ("", "article", "small", "and") or count > 3:
            return False
        self.group, self.open = count * value, True
        self._take(at)
        if (
            self._is("of", self.at) and _word(self.tokens, self.at + 1, self.language)[0] == "article"
        ):  # "a quarter of a million"
            self.at += 2
        elif _word(self.tokens, self.at, self.language)[0] == "article":
            self.at += 1
        return True

    def _vague(self, at: int, value: Decimal) -> bool:
        if self.last not in ("", "article"):
            return False
        self.vague = True
        return self._take(at)

    def _plural(self, at: int, value: Decimal) -> bool:
        """ "Millions", "hundreds of thousands", "tens of millions"."""
        if self.last == "small" and value >= 1000:  # "five millions"
            return self._scale(at, value)
        if self.last not in ("", "plural", "vague", "article"):
            return False
        self.vague, self.scale = True, self.scale * value
        return self._take(at)

    def _abbreviation(self, at: int, value: Decimal) -> bool:
        return self.last in ("small", "ten") and len(self.tokens[at].low) > 1 and self._scale(at, value)

    def _and(self, at: int, value: Decimal) -> bool:
        """Joins "hundred and five" and "two and a half"; elsewhere it joins sentences."""
        kind, _ = _word(self.tokens, at + 1 + _joins(self.tokens, at + 1), self.language)
        after = at + 1 + _joins(self.tokens, at + 1)
        if kind == "article" and _word(self.tokens, after + 1 + _joins(self.tokens, after + 1), self.language)[0] in (
            "half",
            "quarter",
        ):
            return self._and_a_half(after + 1 + _joins(self.tokens, after + 1))
        if kind in ("small", "ten") and self.last in ("hundred", "scale") and not self.vague:
            return self._take(at)
        return False

    def _and_a_half(self, at: int) -> bool:
        part = _word(self.tokens, at, self.language)[1]
        if self.last == "scale":  # "a million and a half"
            self.total = plus(self.total, times(self.scale, part))
        elif self.last in ("small", "ten", "hundred"):
            self.group = self.group + part
        else:
            return False
        return self._take(at)

    def _point(self, at: int) -> bool:
        """ "five point two five"."""
        if not self._is("decimal", at) or self.last not in ("small", "ten"):
            return False
        digits, end = "", at + 1
        while _word(self.tokens, end, self.language)[0] == "small" and _word(self.tokens, end, self.language)[1] < 10:
            digits += str(_word(self.tokens, end, self.language)[1])
            end += 1
        if not digits:
            return False
        self.group, self.last = self.group + Decimal("0." + digits), "point"
        return self._take(end, 0)

    def _of(self, at: int) -> bool:
        """The "of" of "tens of millions", "a couple of hundred", "millions of"."""
        return self.vague and self._is("of", at) and self.last != "" and self._after_of(at)

    def _after_of(self, at: int) -> bool:
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        known = after and (
            after.kind == "unit" or self.language.numbers.get(after.low, ("",))[0] in ("plural", "hundred", "scale")
        )
        return bool(known) and self._take(at)

    def _is(self, role: str, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].low in self.language.words.get(role, ())
