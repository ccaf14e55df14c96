"""Mentions that a tagger missed: full names of people that it found elsewhere in the article, and their surnames.

Names of organisations and places are not repeated: measured on whole articles, that added more wrong mentions than
right ones, because what is missed there is mostly part of a longer name.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from streams.entities.budget import MOST_MENTIONS
from streams.entities.mentions import PERSON, FoundMention
from streams.entities.names import fold, person_name
from streams.entities.word_lists import words

SHORTEST = 4
"""Letters of the shortest surname looked for."""
PLACES = 2 * MOST_MENTIONS
"""Places where a name stands that are looked at; at most of them the tagger has seen it."""

_RUN = re.compile(r"[^\W_]+")
_WORD_BEFORE = re.compile(r"([\w’'.-]+)\s$")
_NAME_AFTER = re.compile(r"\s[^\W\d_a-z]|[-’']\w{2}")


def missed_names(fields: Mapping[str, str], mentions: Sequence[FoundMention]) -> tuple[list[FoundMention], bool]:
    """Mentions to add to `mentions`, whole words outside them, capitalised as in the name they repeat; and whether
    these are all, or stand at the first places where such a name stands.
    """
    sought = _sought(mentions)
    found: list[FoundMention] = []
    left = PLACES
    for field, text in fields.items():
        places = list(islice(_places(text, sought), left + 1))
        found += _in_field(field, text, mentions, places[:left])
        left -= len(places)
        if left < 0:
            return found, False
    return found, True


def _in_field(
    field: str, text: str, mentions: Sequence[FoundMention], places: list[tuple[str, int]]
) -> Iterator[FoundMention]:
    taken = bytearray(len(text))
    for mention in mentions:
        if mention.field == field:
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    # Longest first, so that a surname is not taken out of a full name that was missed as well.
    for name, start in sorted(places, key=lambda place: (-len(place[0]), place)):
        end = start + len(name)
        if 1 not in taken[start:end] and _is_person(text, start, end):
            taken[start:end] = b"\1" * len(name)
            yield FoundMention(field, start, end, name, PERSON)


def _sought(mentions: Sequence[FoundMention]) -> set[str]:
    """Full names of people and their surnames, unless the tagger has called one of them something else as well."""
    kinds: dict[str, set[str]] = {}
    for mention in mentions:
        kinds.setdefault(mention.text, set()).add(mention.type)
    people = [text for text, kind in kinds.items() if kind == {PERSON}]
    full = {name for name in (person_name(text).text for text in people) if " " in name and name[0].isupper()}
    surnames = {name.split(" ")[-1] for name in full}
    return full | {name for name in surnames if _is_surname(name) and kinds.get(name, {PERSON}) == {PERSON}}


def _is_surname(name: str) -> bool:
    return len(name) >= SHORTEST and name[0].isupper() and not name.isupper()


def _places(text: str, names: Collection[str]) -> Iterator[tuple[str, int]]:
    """Where the names stand in `text` as whole words. It is read once, however many they are."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[_first_run(name)].add(len(name))
    for run in _RUN.finditer(text) if names else ():
        start = run.start()
        for length in lengths.get(run[0], ()):
            end = start + length
            if text[start:end] in names and not text[end : end + 1].isalnum():
                yield text[start:end], start


def _first_run(name: str) -> str:
    """The letters and digits that a name begins with."""
    run = _RUN.match(name)
    return run[0] if run else ""


def _is_person(text: str, start: int, end: int) -> bool:
    """Whether a name is no part of a longer one ("Trump Tower", "Ivanka Trump") and has no "the" before it."""
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    if before is None:
        follows = text[start - 1 : start] in ("-", "'", "’")
    else:
        follows = before[1][0].isupper() and not _may_precede(before[1])
    if follows or (before and fold(before[1]) == "the"):
        return False
    return " " in text[start:end] or text.startswith(("'s", "’s"), end) or not _NAME_AFTER.match(text, end)


def _may_precede(word: str) -> bool:
    lists = ("sentence_openers", "clause_starters", "role_heads", "honorifics", "ranks")
    return word.endswith(".") or any(fold(word) in words(name) for name in lists)
