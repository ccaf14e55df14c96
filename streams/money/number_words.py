"""Numbers written in words, read one word at a time."""

from decimal import Decimal

from streams.money.fraction_words import FractionWords
from streams.money.numerals import MOST_SCALE, plus, times
from streams.money.word_reader import joins, word

TENS = "tens"
"""The style of languages that say "and" between tens and ones: "treinta y cinco"."""
HALVES = "halves"
"""The style of languages that say "a million and half"."""
HUNDRED, THOUSAND = 100, 1000
FULL = ("small", "article", "half", "quarter", "dozen", "point", "glued")
"""Roles after which no further small number belongs to the same number."""


class NumberWords(FractionWords):
    """Reads the number that begins at tokens[first]; afterwards tokens[first:at] is what it took.

    Each handler below answers to one kind of word: it takes the word and returns the role it played, or "" to stop.
    """

    def read(self) -> None:
        """Takes words until one does not go on with the number."""
        while role := self._step():
            self.last = role

    @property
    def value(self) -> Decimal:
        """The number so far; a bare article counts one."""
        if self.last == "article":
            return Decimal(1)
        total = self.group
        for _, value in self.closed:
            total = plus(total, value)
        return plus(total, Decimal(0))

    def _step(self) -> str:
        at = self.at + 1 if self.last and joins(self.tokens, self.at) else self.at
        kind, value = word(self.tokens, at, self.language)
        if kind:
            role: str = getattr(self, f"_{kind}")(at, value)
            return role
        return self._point(at) or self._of(at)

    def _small(self, at: int, value: Decimal) -> str:
        below = self.group % 100
        teens = self.last == "score" and below in (60, 80)  # "soixante-dix", "quatre-vingt-onze"
        if self._is_teen(at, value):
            return self._add(value, at + 1, "small")
        closed = self.vague or self.last in FULL
        return (
            "" if closed or (below and not teens and (below % 10 or value > 9)) else self._add(value, at + 1, "small")
        )

    def _is_teen(self, at: int, value: Decimal) -> bool:
        """Whether it goes on with a ten at a hyphen: "dix-sept"."""
        return self.last == "small" and self.group % 20 == 10 and 7 <= value <= 9 and at == self.at + 1

    def _ten(self, at: int, value: Decimal) -> str:
        closed = self.vague or self.last in FULL or self.last in ("ten", "score")
        return "" if closed else self._add(value, at + 1, "ten")

    def _score(self, at: int, value: Decimal) -> str:
        """Takes a ten that takes up to nineteen more; "vingt" behind "quatre" makes eighty."""
        if self.last == "small" and value == 20 and self.group % 100 == 4 and not self.vague:
            return self._add(Decimal(76), at + 1, "score")
        return "score" if self._ten(at, value) else ""

    def _hundred(self, at: int, value: Decimal) -> str:
        if self.group >= 100 or self.last == "and":
            return ""
        self.group, self.open = (self.group or Decimal(1)) * value, True
        self.scale = max(self.scale, value)
        return self._take(at + 1, "hundred")

    def _hundreds(self, at: int, value: Decimal) -> str:
        """Takes hundreds said in one word, "quinientos"."""
        if self.vague or self.group or self.last in FULL:
            return ""
        self.scale = max(self.scale, Decimal(100))
        return self._add(value, at + 1, "hundred")

    def _glued(self, at: int, value: Decimal) -> str:
        """Takes a number of several words in one, "zweihundertfünfzigtausend"."""
        if self.last == "vague":  # "mehrere Hunderttausend"
            self.scale *= value
            return self._take(at + 1, "plural")
        thousands = self.last == "glued" and self.group % THOUSAND == 0 and HUNDRED <= value < THOUSAND
        if self.vague or (not thousands and (self.group or self.last in FULL)):
            return ""  # but "drieduizend tweehonderd"
        self.scale = max(self.scale, Decimal(1000 if value >= 1000 else 1))
        return self._add(value, at + 1, "glued")

    def _scale(self, at: int, value: Decimal) -> str:
        if self.last == "and" or self.scale * value > MOST_SCALE:
            return ""
        product = self.scale * value if self.vague or self.last == "scale" else max(self.scale, value)
        below = self.group if self.open else Decimal(0)
        repeated = self.last == "scale"  # "hundred thousand million", "lakh crore"
        while self.closed and (repeated or self.closed[-1][0] < value):
            below, repeated = plus(below, self.closed.pop()[1]), False  # "dos mil quinientos millones"
        self.closed.append((value, times(below or Decimal(1), value)))
        self.group, self.open, self.scale = Decimal(0), False, product
        return self._take(at + 1, "scale")

    def _dozen(self, at: int, value: Decimal) -> str:
        if self.last in ("scale", "dozen"):
            return ""
        self.group, self.open = (self.group or Decimal(1)) * value, True
        return self._take(at + 1, "dozen")

    def _article(self, at: int, _value: Decimal) -> str:
        if self.last == "score" and at == self.at + 1:  # "quatre-vingt-un"
            return self._add(Decimal(1), at + 1, "small")
        return "" if self.last else self._take(at + 1, "article")

    def _vague(self, at: int, _value: Decimal) -> str:
        if self.last not in ("", "article"):
            return ""
        self.vague = True
        return self._take(at + 1, "vague")

    def _plural(self, at: int, value: Decimal) -> str:
        """Takes a vague many: "millions", "hundreds of thousands"; "five millions" is a number."""
        if (
            self.last in ("small", "ten", "hundred", "half", "point", "glued", "score", "scale", "dozen")
            and value >= 1000
            and not self.vague
        ):
            return self._scale(at, value)
        if self.last not in ("", "plural", "vague", "article") or self.scale * value > MOST_SCALE:
            return ""
        self.vague, self.scale = True, self.scale * value
        return self._take(at + 1, "plural")

    def _abbreviation(self, at: int, value: Decimal) -> str:
        """Takes a scale cut short, as in "five bn"; one letter does not count after a word."""
        return self._scale(at, value) if self.last in ("small", "ten") and len(self.tokens[at].low) > 1 else ""

    def _and(self, at: int, _value: Decimal) -> str:
        """Joins "hundred and five" and "two and a half"; elsewhere it joins sentences."""
        after = self._past_join(at + 1)
        kind, _ = word(self.tokens, after, self.language)
        if kind == "article" and (half := self._and_a_half(self._past_join(after + 1))):
            return half
        if kind == "half" and HALVES in self.language.words["style"]:
            return self._and_a_half(after)
        if kind == "small" and self.last in ("small", "ten") and (quarters := self._and_quarters(after)):
            return quarters
        if self.last in ("ten", "score") and kind in ("small", "article") and TENS in self.language.words["style"]:
            return self._ones(after)
        counts = kind in ("small", "ten", "hundreds", "glued") and self._open_to_and(after)
        return self._take(at + 1, "and") if counts else ""

    def _ones(self, at: int) -> str:
        """The ones behind tens and an "and": "treinta y un", "vingt et un", "soixante et onze"."""
        kind, value = word(self.tokens, at, self.language)
        most = 19 if self.last == "score" else 9
        return self._add(value, at + 1, "small") if kind == "article" or value <= most else ""

    def _open_to_and(self, after: int) -> bool:
        """Not in "between one billion and three billion", where "and" leads to another number."""
        if self.vague or self.last not in ("hundred", "scale"):
            return False
        while word(self.tokens, after, self.language)[0] in ("small", "ten", "hundred", "hundreds", "glued"):
            after = self._past_join(after + 1)
        kind, value = word(self.tokens, after, self.language)
        if self.last == "hundred" or kind not in ("scale", "plural", "abbreviation"):
            return True
        thousands = self.scale == THOUSAND and TENS in self.language.words["style"]  # "dois mil e quinhentos milhões"
        return value < self.scale or (thousands and value > self.scale)

    def _of(self, at: int) -> str:
        """The "of" in "tens of millions", "a couple of hundred", "millions of euros"."""
        if not self._is("of", at) or at + 1 >= len(self.tokens):
            return ""
        if self.last == "dozen" and word(self.tokens, at + 1, self.language)[0] in ("plural", "scale"):
            self.rounded = True  # "une dizaine de millions"
            return self._take(at + 1, "dozen")
        if not self.vague:
            return ""
        scaled = word(self.tokens, at + 1, self.language)[0] in ("plural", "hundred", "scale")
        return self._take(at + 1, self.last) if scaled or self.tokens[at + 1].kind == "unit" else ""
