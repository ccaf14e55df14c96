"""Numbers written in words, read one word at a time."""

from decimal import Decimal

from streams.money.compounds import Word
from streams.money.language import Language
from streams.money.numerals import MOST_SCALE, plus, share, times
from streams.money.scan import Token
from streams.money.signs import APOSTROPHES, HYPHENS

NO_WORD: Word = ("", Decimal(0))
TENS = "tens"
"""The style of languages that say "and" between tens and ones: "treinta y cinco"."""
HALVES = "halves"
"""The style of languages that say "a million and half"."""
THOUSAND, HALVED = 1000, 2
FULL = ("small", "article", "half", "quarter", "dozen", "point", "glued")
"""Roles after which no further small number belongs to the same number."""


def word(tokens: list[Token], at: int, language: Language) -> Word:
    """The number word at tokens[at], NO_WORD if there is none."""
    if at >= len(tokens):
        return NO_WORD
    found: Word = language.numbers.get(tokens[at].low, NO_WORD)
    if found is not NO_WORD and not tokens[at].capital and tokens[at].low in language.words["capitals"]:
        return NO_WORD  # in German a small "billion" is English
    return found


def joins(tokens: list[Token], at: int) -> bool:
    """Whether tokens[at] is a hyphen tight on both sides."""
    return at + 1 < len(tokens) and tokens[at].low in HYPHENS and not tokens[at].gap and not tokens[at + 1].gap


class NumberWords:
    """Reads the number that begins at tokens[first]; afterwards tokens[first:at] is what it took.

    Each handler below answers to one kind of word: it takes the word and returns the role it played, or "" to stop.
    """

    def __init__(self, tokens: list[Token], first: int, language: Language) -> None:
        self.tokens, self.at, self.language = tokens, first, language
        self.closed: list[tuple[Decimal, Decimal]] = []  # (scale, value) of what scales have closed, falling
        self.group = Decimal(0)  # the number below the next scale
        self.open = False  # whether `group` holds anything
        self.scale = Decimal(1)
        self.vague = False
        self.rounded = False  # whether the value is rounded: a third of a million
        self.last = ""  # role of the word before

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

    def _take(self, end: int, role: str) -> str:
        self.at = end
        return role

    def _add(self, value: Decimal, end: int, role: str) -> str:
        self.group, self.open = self.group + value, True
        return self._take(end, role)

    def _small(self, at: int, value: Decimal) -> str:
        below = self.group % 100
        teens = self.last == "score" and below in (60, 80)  # "soixante-dix", "quatre-vingt-onze"
        if self._is_teen(at, value):
            return self._add(value, at + 1, "small")
        closed = self.vague or self.last in FULL
        return "" if closed or (below and not teens and (below % 10 or value > 9)) else self._add(value, at + 1, "small")

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
        if self.vague or self.group or self.last in FULL:
            return ""
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
        return "" if self.last else self._take(at + 1, "article")

    def _half(self, at: int, value: Decimal) -> str:
        """Takes half of what follows: "half a million", "half million", "half-a-million", "one-half million"."""
        if self.last == "small" and self.group == 1 and not self.closed:
            self.group = Decimal(0)
        elif self.last in ("small", "ten", "half", "quarter"):
            return ""
        return self._add(value, self._past_article(at + 1), "half")

    def _quarter(self, at: int, value: Decimal) -> str:
        """Takes quarters of what follows: "a quarter million", "three-quarters of a million"."""
        count = self.group if self.open else Decimal(1)
        if self.last not in ("", "article", "small") or count > 3:
            return ""
        self.group = Decimal(0)
        end = at + 1
        past = self._past_of(end)
        if past > end and word(self.tokens, past, self.language)[0] in ("article", "scale"):
            end = past
        if not self.last and word(self.tokens, self._past_join(end), self.language)[0] not in ("scale", "article"):
            return ""  # "fourth quarter U.S. dollar figures"
        return self._add(count * value, self._past_article(end), "quarter")

    def _part(self, at: int, value: Decimal) -> str:
        """Takes "a third of a million", "two-thirds of a billion"; other ordinals count no money."""
        count = self.group if self.open else Decimal(1)
        begins = self.last in ("article", "small") or (not self.last and value == HALVED)
        article = self._past_article(self._past_of(at + 1))
        kind, scale = word(self.tokens, article, self.language)
        if not begins or self.closed or article == at + 1 or kind != "scale":
            return ""
        amount, exact = share(times(count, scale), value)
        self.closed, self.group, self.open, self.scale = [(scale, amount)], Decimal(0), False, scale
        self.rounded = not exact
        return self._take(article + 1, "half")

    def _past_article(self, at: int) -> int:
        after = self._past_join(at)
        return after + 1 if word(self.tokens, after, self.language)[0] == "article" else at

    def _vague(self, at: int, _value: Decimal) -> str:
        if self.last not in ("", "article"):
            return ""
        self.vague = True
        return self._take(at + 1, "vague")

    def _plural(self, at: int, value: Decimal) -> str:
        """Takes a vague many: "millions", "hundreds of thousands"; "five millions" is a number."""
        if self.last in ("small", "ten", "hundred", "half", "glued", "score", "scale", "dozen") and value >= 1000 and not self.vague:
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

    def _past_join(self, at: int) -> int:
        return at + joins(self.tokens, at)

    def _and_a_half(self, at: int) -> str:
        kind, part = word(self.tokens, at, self.language)
        if kind not in ("half", "quarter"):
            return ""
        if self.last == "scale" and self.closed:  # "a million and a half"
            scale, value = self.closed.pop()
            self.closed.append((scale, plus(value, times(scale, part))))
            return self._take(at + 1, "half")
        return self._add(part, at + 1, "half") if self.last in ("small", "ten", "hundred") else ""

    def _point(self, at: int) -> str:
        """Takes decimals in words: "five point two five"."""
        if not self._is("decimal", at) or self.last not in ("small", "ten"):
            return ""
        digits, end = "", at + 1
        while True:
            here = self._past_join(end)
            kind, value = word(self.tokens, here, self.language)
            if kind != "small" or value > 9:
                break
            digits, end = digits + str(value), here + 1
        return self._add(Decimal("0." + digits), end, "point") if digits else ""

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

    def _past_of(self, at: int) -> int:
        """Where an "of" at tokens[at] ends, the elided "d'" included; `at` where there is none."""
        if at + 1 < len(self.tokens) and self.tokens[at + 1].low in APOSTROPHES:
            elided = self.tokens[at].low + self.tokens[at + 1].low
            return at + 2 if elided in self.language.words["of"] else at
        return at + self._is("of", at)

    def _is(self, role: str, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].low in self.language.words[role]
