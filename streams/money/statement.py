"""One place where a sum is stated: the words around it, and what they say of whose sum it is."""

import re
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from streams.money.model import FoundAmount
from streams.money.relations import Relating, Relations
from streams.money.sentence import WORD, is_row, sentence_at

NEAR = 8
"""Words between a sum and what is said of it."""
SHOUTED = 0.6
"""Where so many of the words have a capital, as in many a title, it tells no names."""

YEAR = re.compile(r"(?<!\w)(?:19|20)[0-9]{2}(?!\w)")
POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True)
class Statement:
    """An amount in its sentence, which lies at text[start:end] of its field.

    `units` are the words of the article's amounts, in lower case, which tell nothing of any of them.
    """

    amount: FoundAmount
    text: str
    start: int
    end: int
    language: Relations
    units: Set[str]

    def holds(self, other: FoundAmount) -> bool:
        """Whether another amount stands in this very sentence."""
        return other.field == self.amount.field and self.start <= other.start < self.end

    @cached_property
    def before(self) -> list[str]:
        """The words of the sentence before the amount, as they are written."""
        return WORD.findall(self.text, self.start, self.amount.start)

    @cached_property
    def after(self) -> list[str]:
        """The words of the sentence behind it."""
        return WORD.findall(self.text, self.amount.end, self.end)

    @cached_property
    def beside(self) -> list[str]:
        """The words close to it, on both sides."""
        return [*self.before[-NEAR:], *self.after[:NEAR]]

    @cached_property
    def is_row(self) -> bool:
        """Whether the sentence is a line of a list or a table."""
        return is_row(self.text[self.start : self.end])

    @cached_property
    def is_fresh(self) -> bool:
        """Whether the sum comes beside others: "another $5 million", "$5 million more"."""
        before = self.language.without(Relating.NEUTRAL, _lower(self.before[-NEAR:]))
        more = _lower(self.after[:1]) in self.language.words(Relating.MORE)
        return more or self.language.has(Relating.FRESH, before)

    @cached_property
    def is_definite(self) -> bool:
        """Whether the words point back: "the $5 million", "that nearly $5 million"."""
        return any(word.lower() in self.language.words(Relating.DEFINITE) for word in self.before[-2:])

    def says(self, role: Relating) -> bool:
        """Whether a word or phrase of the role stands close to it."""
        return self.language.has(role, _lower(self.beside))

    @cached_property
    def years(self) -> frozenset[str]:
        """The years that the sentence names."""
        return frozenset(YEAR.findall(self.text, self.start, self.end))

    @cached_property
    def terms(self) -> dict[str, set[str]]:
        """What tells "six-month" bills from "12-month" ones: the last part of such words → their first parts."""
        found: dict[str, set[str]] = {}
        for word in self.beside:
            first, hyphen, last = word.lower().rpartition("-")
            if hyphen:
                found.setdefault(last, set()).add(first)
        return found

    @cached_property
    def matters(self) -> frozenset[int]:
        """The kinds of sums that the words right beside the amount name."""
        right = (word.lower() for word in (*self.before[-4:], *self.after[:3]))
        return frozenset(self.language.matters[word] for word in right if word in self.language.matters)

    @cached_property
    def payee(self) -> frozenset[str]:
        """The first word of the name behind "to" or "for"."""
        after, to = self.after[:NEAR], self.language.words(Relating.TO)
        at = next((at for at, word in enumerate(after) if word.lower() in to), len(after))
        return frozenset([_bare(name) for name in after[at + 1 : at + 3] if self._is_name(name)][:1])

    @cached_property
    def names(self) -> frozenset[str]:
        """Words of names in the sentence, but for those of who only says it; none where capitals tell nothing."""
        if self._is_shouted:
            return frozenset()
        return frozenset((*self._named(self.before[1:]), *self._named(self.after)))

    @cached_property
    def opening(self) -> frozenset[str]:
        """The first word of the sentence, where it may be a name."""
        may_be = bool(self.before) and not self._is_shouted and self._is_name(self.before[0])
        return frozenset([_bare(self.before[0])] if may_be else [])

    @cached_property
    def content(self) -> frozenset[str]:
        """What is said close to the sum, but for names, figures and what stands beside any sum."""
        words = {word for word in self.beside if word.isalpha() and len(word) > 3}
        telling = {word.lower() for word in words if self._is_shouted or not self._is_name(word)}
        return frozenset(word.rstrip("s") for word in telling - self.language.words(Relating.PLAIN) - self.units)

    @cached_property
    def _is_shouted(self) -> bool:
        if "nouns" in self.language.words(Relating.CAPITALS):
            return True
        words = [word for word in (*self.before, *self.after) if word.isalpha()]
        return sum(word[0].isupper() for word in words) > SHOUTED * len(words)

    def _is_name(self, word: str) -> bool:
        return word[0].isupper() and _bare(word) not in self.language.words(Relating.PLAIN)

    def _named(self, words: list[str]) -> Iterator[str]:
        said = self.language.words(Relating.SAID)
        for at, word in enumerate(words):
            if self._is_name(word) and not said & {one.lower() for one in words[max(0, at - 2) : at + 3]}:
                yield _bare(word)


StatementOf = Callable[[int], Statement]
"""The statement of the amount of an index."""


def statement(amount: FoundAmount, text: str, language: Relations, units: Set[str]) -> Statement:
    """An amount in its field's text."""
    start, end = sentence_at(text, amount.start, amount.end, language.words(Relating.ABBREVIATION))
    return Statement(amount, text, start, end, language, units)


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, in lower case."""
    return frozenset(word.lower() for text in texts for word in WORD.findall(text))


def _bare(word: str) -> str:
    return POSSESSIVE.sub("", word).lower()


def _lower(words: list[str]) -> str:
    return " ".join(words).lower()
