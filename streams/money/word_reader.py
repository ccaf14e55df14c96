"""A number written in words as far as it was read: what all handlers of `number_words.py` stand on."""

from decimal import Decimal

from streams.money.compounds import Word
from streams.money.language import Language
from streams.money.scan import Token
from streams.money.signs import APOSTROPHES, HYPHENS

NO_WORD: Word = ("", Decimal(0))


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


class WordReader:
    """The number that begins at tokens[first]: tokens[first:at] is what was taken of it."""

    def __init__(self, tokens: list[Token], first: int, language: Language) -> None:
        self.tokens, self.at, self.language = tokens, first, language
        self.closed: list[tuple[Decimal, Decimal]] = []  # (scale, value) of what scales have closed, falling
        self.group = Decimal(0)  # the number below the next scale
        self.open = False  # whether `group` holds anything
        self.scale = Decimal(1)
        self.vague = False
        self.rounded = False  # whether the value is rounded: a third of a million
        self.last = ""  # role of the word before

    def _take(self, end: int, role: str) -> str:
        self.at = end
        return role

    def _add(self, value: Decimal, end: int, role: str) -> str:
        self.group, self.open = self.group + value, True
        return self._take(end, role)

    def _past_join(self, at: int) -> int:
        return at + joins(self.tokens, at)

    def _past_article(self, at: int) -> int:
        after = self._past_join(at)
        return after + 1 if word(self.tokens, after, self.language)[0] == "article" else at

    def _past_of(self, at: int) -> int:
        """Where an "of" at tokens[at] ends, the elided "d'" included; `at` where there is none."""
        if at + 1 < len(self.tokens) and self.tokens[at + 1].low in APOSTROPHES:
            elided = self.tokens[at].low + self.tokens[at + 1].low
            return at + 2 if elided in self.language.words["of"] else at
        return at + self._is("of", at)

    def _is(self, role: str, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].low in self.language.words[role]
