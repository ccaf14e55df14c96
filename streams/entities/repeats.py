"""Mentions that a tagger missed: full names of people that it found elsewhere in the article, and their surnames.

Names of organisations and places are not repeated: measured on whole articles, that added more wrong mentions than
right ones, because what is missed there is mostly part of a longer name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from streams.entities.mentions import PERSON, Mention
from streams.entities.names import fold, person_name
from streams.entities.vocabulary import words

SHORTEST = 4
"""Letters of the shortest surname looked for."""

_WORD_BEFORE = re.compile(r"([\w’'.-]+)\s$")
_NAME_AFTER = re.compile(r"\s[^\W\d_a-z]|[-’']\w{2}")


def repeats(fields: Mapping[str, str], mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions to add to ``mentions``: whole words outside them, capitalised as in the name they repeat."""
    taken = {name: [(m.start, m.end) for m in mentions if m.field == name] for name in fields}
    found: list[Mention] = []
    # Longest first, so that a surname is not taken out of a full name that was missed as well.
    for name in sorted(_sought(mentions), key=lambda name: (-len(name), name)):
        for field, text in fields.items():
            for start in _places(text, name):
                span = (start, start + len(name))
                if _free(span, taken[field]) and _is_person(text, *span):
                    taken[field].append(span)
                    found.append(Mention(field, *span, name, PERSON))
    return found


def _sought(mentions: Sequence[Mention]) -> set[str]:
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


def _places(text: str, name: str) -> Iterator[int]:
    """Where ``name`` stands in ``text`` as whole words."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            yield at
        at = text.find(name, end)


def _free(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return not any(start < span[1] and span[0] < end for start, end in taken)


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
