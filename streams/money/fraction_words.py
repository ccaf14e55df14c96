"""Fractions written in words: halves, quarters and other parts of what follows, decimals."""

from decimal import Decimal

from streams.money.numerals import plus, share, times
from streams.money.word_reader import WordReader, word

HALVED = 2
QUARTERS = 3  # that a fraction has at most


class FractionWords(WordReader):
    """The handlers of words that divide."""

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
        if self.last not in ("", "article", "small") or count > QUARTERS:
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

    def _and_a_half(self, at: int) -> str:
        kind, part = word(self.tokens, at, self.language)
        if kind not in ("half", "quarter"):
            return ""
        if self.last == "scale" and self.closed:  # "a million and a half"
            scale, value = self.closed.pop()
            self.closed.append((scale, plus(value, times(scale, part))))
            return self._take(at + 1, "half")
        return self._add(part, at + 1, "half") if self.last in ("small", "ten", "hundred") else ""

    def _and_quarters(self, at: int) -> str:
        """Takes "three-quarter" behind "two and"."""
        count, end = word(self.tokens, at, self.language)[1], self._past_join(at + 1)
        kind, part = word(self.tokens, end, self.language)
        return self._add(times(count, part), end + 1, "half") if kind == "quarter" and count <= QUARTERS else ""

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
