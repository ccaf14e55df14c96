"""Mentions of people joined: full names by their parts, then surnames and given names to whom they can mean."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import ne

from streams.entities.mentions import FoundMention
from streams.entities.names import CACHED, fold, person_name
from streams.entities.word_lists import families, pairs, words

NameWords = tuple[str, ...]

_BEFORE = 24
"""Characters looked at before a name for "Mrs." or "his wife"."""
LONG = 6
"""Letters from which on a word one letter off is a slip rather than another name."""
ALIKE = 8
"""People that share a word with a name and are held against it: the first ones. No article of news has as many."""
_LAST_WORD = re.compile(r"([\w-]+)[.,]?\s+[\"“]?$")
FORMS = 4
"""Full names of one person that others are held against."""


def join_people(fields: Mapping[str, str], mentions: Sequence[FoundMention], indices: Sequence[int]) -> list[list[int]]:
    """Group the `indices` (into `mentions`, document order) that name the same person."""
    parsed = {index: person_name(mentions[index].text).tokens for index in indices}
    hints = {index: _hints(fields, mentions[index]) for index in indices}
    people = _People()
    for index in indices:
        if len(parsed[index]) > 1:
            people.introduce(parsed[index], index, hints[index])
    for index in indices:
        people.add(parsed[index], index, hints[index])
    return people.groups()


@dataclass(frozen=True, slots=True)
class _Hints:
    gender: str | None
    relative: bool


def _hints(fields: Mapping[str, str], mention: FoundMention) -> _Hints:
    title = person_name(mention.text).title.split(" ")[0]
    before = fields[mention.field][max(0, mention.start - _BEFORE) : mention.start]
    found = _LAST_WORD.search(before)
    word = fold(title or (found[1] if found else "")).strip(".")
    return _Hints(pairs("honorific_gender").get(word), word in words("kinship"))


@dataclass(slots=True)
class _Person:
    """A person while the article is being read."""

    names: list[NameWords]
    introduced: int
    full_mentions: int = 0
    gender: str | None = None
    relative: bool = False
    mentions: list[int] = field(default_factory=list)


class _Index:
    """People by what their names have in common, `ALIKE` for each key at most, in the order in which they came up."""

    def __init__(self) -> None:
        self._found: dict[str, dict[int, _Person]] = {}

    def add(self, key: str, person: _Person) -> None:
        known = self._found.setdefault(key, {})
        if len(known) < ALIKE:
            known[person.introduced] = person

    def find(self, keys: Iterable[str]) -> list[_Person]:
        """Those under any of the keys."""
        found: dict[int, _Person] = {}
        for key in keys:
            found |= self._found.get(key, {})
        return [found[introduced] for introduced in sorted(found)]


def _likenesses(name: NameWords) -> list[str]:
    """Two names that `same_full_name` joins share one of these: a word, the surname's spelling, or all letters."""
    return [*name, f"~{_spelling(name[-1])}", f"={_letters(name)}"] if name else []


def _share_an_end(one: str, other: str) -> bool:
    return one[:3] == other[:3] or (one[0] == other[0] and one[-2:] == other[-2:])


def _slips(word: str) -> list[str]:
    """Two words that `one_slip` takes for one share one of these: a slip leaves the beginning or the end as it was."""
    return [f"{word[:3]}-", f"{word[:1]}-{word[-2:]}"] if len(word) >= LONG else []


class _People:
    """The people of one article: first all full names, then every mention in order."""

    def __init__(self) -> None:
        self._people: list[_Person] = []
        self._by_token = _Index()
        self._by_likeness = _Index()
        self._by_surname = _Index()
        self._by_name: dict[NameWords, _Person] = {}

    def introduce(self, name: NameWords, index: int, hints: _Hints) -> None:
        """Take in a full name: a person known already, or a new one."""
        person = self._by_name.get(name) or self._same_person(name)
        if person is None:
            person = _Person([], index, relative=hints.relative)
            self._people.append(person)
        person.full_mentions += 1
        person.gender = person.gender or hints.gender or pairs("forename_gender").get(name[0])
        if name not in self._by_name:
            self._learn(name, person)

    def _learn(self, name: NameWords, person: _Person) -> None:
        if len(person.names) < FORMS:
            person.names.append(name)
        self._by_name[name] = person
        for token in name:
            self._by_token.add(token, person)
        for key in _likenesses(name):
            self._by_likeness.add(key, person)
        for key in _slips(name[-1]) if name else ():
            self._by_surname.add(key, person)

    def _same_person(self, name: NameWords) -> _Person | None:
        for person in self._by_likeness.find(_likenesses(name)):
            if any(same_full_name(name, other) for other in person.names):
                return person
        return None

    def add(self, name: NameWords, index: int, hints: _Hints) -> None:
        """Give the mention at `index` to the person it means, or to a new one."""
        person = self._by_name.get(name) if len(name) > 1 else self._meant(name, hints)
        if person is None:
            person = _Person([], index)
            self._people.append(person)
            self._learn(name, person)
        person.mentions.append(index)

    def _meant(self, name: NameWords, hints: _Hints) -> _Person | None:
        candidates = self._candidates(name[0]) if name else []
        if len(candidates) > 1 and hints.gender:
            candidates = [p for p in candidates if p.gender in (None, hints.gender)] or candidates
            candidates = [p for p in candidates if p.gender == hints.gender] or candidates
        if len(candidates) > 1:
            candidates = [p for p in candidates if not p.relative] or candidates
        return max(candidates, key=_nearness, default=None)

    def _candidates(self, token: str) -> list[_Person]:
        known = self._by_token.find([token]) or self._misspelt(token)
        return [p for p in known if any(name[-1] == token for name in p.names)] or known

    def _misspelt(self, token: str) -> list[_Person]:
        """Those introduced in full with a surname one letter off: nobody is named by surname alone unintroduced."""
        near = self._by_surname.find(_slips(token))
        return [p for p in near if p.full_mentions and any(one_slip(token, name[-1]) for name in p.names)]

    def groups(self) -> list[list[int]]:
        return [person.mentions for person in self._people if person.mentions]


def _nearness(person: _Person) -> tuple[int, int, int]:
    """Most recently named first; nobody named yet (a headline): most often named in full, then first introduced."""
    return (person.mentions[-1] if person.mentions else -1, person.full_mentions, -person.introduced)


def same_full_name(one: NameWords, other: NameWords) -> bool:
    """Whether two names of two words or more can be one person's.

    >>> same_full_name(("donald", "j", "trump"), ("donald", "trump"))
    True
    >>> same_full_name(("bill", "clinton"), ("hillary", "clinton"))
    False
    """
    long, short = (one, other) if len(one) >= len(other) else (other, one)
    if _inside(short, long) or _letters(one) == _letters(other):
        return True
    if not same_spelling(long[-1], short[-1]):
        return long[:-1] == short[:-1] and one_slip(long[-1], short[-1])
    return _same_first(long[0], short[0]) or short[0] == "".join(word[0] for word in long[:-1])


def _inside(short: NameWords, long: NameWords) -> bool:
    return short[0] in long and any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


@lru_cache(CACHED)
def _letters(name: NameWords) -> str:
    return "".join(name).replace("-", "")


def _same_first(one: str, other: str) -> bool:
    if one == other or ((len(one) == 1 or len(other) == 1) and one[0] == other[0]):
        return True
    kin = families("nicknames")
    return bool(kin.get(one, frozenset()) & kin.get(other, frozenset())) or same_spelling(one, other)


def same_spelling(one: str, other: str) -> bool:
    """Whether two words differ only in romanisation ("zelensky", "zelenskyy")."""
    return one == other or (one[0] == other[0] and len(one) > 4 and _spelling(one) == _spelling(other))


@lru_cache(CACHED)
def _spelling(word: str) -> str:
    for written, plain in pairs("romanisations").items():
        word = word.replace(written, plain)
    return word


def one_slip(one: str, other: str) -> bool:
    """Whether two longish words differ by one letter dropped, added, changed or swapped with its neighbour.

    >>> one_slip("bennet", "bennett"), one_slip("jadgeo", "jagdeo"), one_slip("yeo-jin", "yeo-jun")
    (True, True, False)
    """
    if min(len(one), len(other)) < LONG or abs(len(one) - len(other)) > 1 or not _share_an_end(one, other):
        return False
    if "-" in one + other or (len(one) == len(other) and sum(map(ne, one, other)) > 2):
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) != len(other):
        long, short = (one, other) if len(one) > len(other) else (other, one)
        return long[at + 1 :] == short[at:]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :]
