"""The sentence around an amount: where it begins and ends, and what of it tells equal figures apart."""

import re
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from streams.money.model import FoundAmount
from streams.money.relations import Relating, Relations

REACH = 400
"""Code points on either side of an amount in which the ends of its sentence are looked for."""
WRAPPED = 50
"""A line of so many code points is none that a wire has wrapped: the text goes on in another sentence behind it."""
SHOUTED = 0.6
"""Where so many of the words have a capital, as in many a title, it tells no names."""
NEAR = 8
"""Words between an amount and what is said of it."""

END = re.compile(r"(?P<stop>[.!?…])[\"”’)\]]*(?P<gap>\s+)|(?P<break>\n)")
BULLET = re.compile(r"\s*(?:[-•*–·▪]|\d+[.)])\s")
CELLS = re.compile(r"[\t|]|\.{3,}")
WORD = re.compile(r"\w+(?:[-'’.&]\w+)*")
YEAR = re.compile(r"(?<!\w)(?:19|20)[0-9]{2}(?!\w)")
POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True)
class Sentence:
    """One amount's sentence: `text` is the field's, `start` and `end` where the sentence lies in it, half-open code
    points. `units` are words that stand in the article's amounts, in lower case."""

    amount: FoundAmount
    text: str
    start: int
    end: int
    language: Relations
    units: Set[str] = frozenset()

    def holds(self, other: FoundAmount) -> bool:
        """Whether another amount stands in this very sentence."""
        return other.field == self.amount.field and self.start <= other.start < self.end

    @cached_property
    def before(self) -> list[str]:
        """The words before the amount, as they are written."""
        return WORD.findall(self.text, self.start, self.amount.start)

    @cached_property
    def after(self) -> list[str]:
        """The words behind it."""
        return WORD.findall(self.text, self.amount.end, self.end)

    @cached_property
    def near(self) -> str:
        """The words close to the amount, in lower case, before and behind it."""
        return " ".join(self._beside).lower()

    @cached_property
    def _beside(self) -> list[str]:
        return [*self.before[-NEAR:], *self.after[:NEAR]]

    @cached_property
    def is_row(self) -> bool:
        """Whether it is a line of a list or a table, where equal figures are those of different rows."""
        line = self.text[self.start : self.end].rstrip()
        if BULLET.match(line) or CELLS.search(line):
            return True
        return len(line) < WRAPPED and line[-1:] not in ".!?…\"”’"

    @cached_property
    def terms(self) -> dict[str, set[str]]:
        """What tells "six-month" bills from "12-month" ones: the last part of such words → their first parts."""
        found: dict[str, set[str]] = {}
        for word in self._beside:
            first, hyphen, last = word.lower().rpartition("-")
            if hyphen:
                found.setdefault(last, set()).add(first)
        return found

    @cached_property
    def years(self) -> frozenset[str]:
        """The years that it names."""
        return frozenset(YEAR.findall(self.text, self.start, self.end))

    @cached_property
    def names(self) -> frozenset[str]:
        """Words of names, in lower case, without those of who only says it; none where capitals tell nothing."""
        return frozenset() if self._is_shouted else frozenset(self._names(self.before[1:], self.after))

    @cached_property
    def opening(self) -> str:
        """The first word where it may be a name, in lower case."""
        first = _bare(self.before[0]) if self.before and not self._is_shouted else ""
        return first if self._is_name(self.before[0] if self.before else "") else ""

    @cached_property
    def payee(self) -> str:
        """The first word of the name behind "to" or "for", in lower case."""
        after = self.after[:NEAR]
        for at, word in enumerate(after):
            if word.lower() in self.language.words(Relating.TO):
                return next((_bare(name) for name in after[at + 1 : at + 3] if self._is_name(name)), "")
        return ""

    @cached_property
    def content(self) -> frozenset[str]:
        """What the amount is about: the words close to it but for names, figures and what stands beside any sum."""
        empty = self.language.words(Relating.PLAIN) | self.units
        return frozenset(
            word.lower().rstrip("s")
            for word in self._beside
            if word.isalpha() and len(word) > 3 and (self._is_shouted or not self._is_name(word)) and word.lower() not in empty
        )

    @cached_property
    def matters(self) -> frozenset[int]:
        """The kinds of sums that the words right beside the amount name."""
        beside = (*self.before[-4:], *self.after[:3])
        return frozenset(self.language.matters[word.lower()] for word in beside if word.lower() in self.language.matters)

    @cached_property
    def _is_shouted(self) -> bool:
        if "nouns" in self.language.words(Relating.CAPITALS):
            return True
        words = [word for word in (*self.before, *self.after) if word.isalpha()]
        return sum(word[0].isupper() for word in words) > SHOUTED * len(words)

    def _is_name(self, word: str) -> bool:
        return word[:1].isupper() and _bare(word) not in self.language.words(Relating.PLAIN)

    def _names(self, *stretches: list[str]) -> Iterator[str]:
        said = self.language.words(Relating.SAID)
        for words in stretches:
            for at, word in enumerate(words):
                beside = {one.lower() for one in words[max(0, at - 2) : at + 3]}
                if self._is_name(word) and not beside & said:
                    yield _bare(word)


SentenceOf = Callable[[int], Sentence]
"""The sentence of the amount of an index."""


def sentence(amount: FoundAmount, text: str, language: Relations, units: Set[str] = frozenset()) -> Sentence:
    """The sentence of an amount in its field; at most `REACH` code points of it on either side."""
    first, last = max(0, amount.start - REACH), min(len(text), amount.end + REACH)
    start = max(_ends(text, first, amount.start, language), default=first)
    end = next(_ends(text, amount.end, last, language), last)
    return Sentence(amount, text, start, end, language, units)


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, in lower case."""
    return frozenset(word.lower() for text in texts for word in WORD.findall(text))


def _ends(text: str, start: int, end: int, language: Relations) -> Iterator[int]:
    """Where sentences end in text[start:end]: at a stop before a capital, an empty line, a line that was not wrapped."""
    for found in END.finditer(text, start, end):
        if found["break"]:
            if _is_line_end(text, found.start()):
                yield found.end()
        elif found["gap"].lstrip(" ")[1:] or _is_stop(text, found, language):  # a line feed and more: a new paragraph
            yield found.end()


def _is_line_end(text: str, at: int) -> bool:
    begin = text.rfind("\n", max(0, at - REACH), at) + 1
    return at - begin < WRAPPED or bool(BULLET.match(text, at + 1)) or bool(BULLET.match(text, begin))


def _is_stop(text: str, found: re.Match[str], language: Relations) -> bool:
    if found["stop"] != ".":
        return True
    follows = text[found.end() : found.end() + 1]
    if follows.islower():
        return False
    word = WORD.findall(text, max(0, found.start() - 12), found.start())[-1:]
    return not word or not (_is_initial(word[0]) or word[0].lower() in language.words(Relating.ABBREVIATION))


def _is_initial(word: str) -> bool:
    """"J", "U.S": no sentence ends in them as a rule."""
    return (len(word) == 1 and word.isupper()) or "." in word


def _bare(word: str) -> str:
    return POSSESSIVE.sub("", word).lower()
