"""Mentions of organisations joined: by known names, acronyms, legal suffixes and unmistakable short forms."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from streams.entities.institutions import institution
from streams.entities.mentions import FoundMention
from streams.entities.names import fold, org_core
from streams.entities.places import country_code
from streams.entities.word_lists import words

NameWords = tuple[str, ...]

# "World Food Programme (WFP)", "Bank of Ghana (the “BoG”)": what stands in brackets right after a name.
_BRACKET = re.compile(
    r"""
    ['’]?s?\s*\(\s*
    (?:(?:the|or|a\.k\.a\.|hereafter|hereinafter)\s+)?
    ["“'‘]?
    (?P<short>\w[\w.&/-]{1,11})
    ["”'’]?
    \s*[),;]
    """,
    re.VERBOSE,
)
LONGEST = 40
"""Words of a name that are looked at."""
AMBIGUOUS = 16
"""Names that one short form is held against."""


def join_organisations(
    fields: Mapping[str, str], mentions: Sequence[FoundMention], indices: Sequence[int]
) -> list[list[int]]:
    """Group the `indices` (into `mentions`, document order) that name the same organisation."""
    groups = _by_key(mentions, indices)
    parent = {key: key for key in groups}
    for short, long in _aliases(fields, mentions, indices, groups):
        parent[_root(parent, short)] = _root(parent, long)
    joined: dict[str, list[int]] = defaultdict(list)
    for key, found in groups.items():
        joined[_root(parent, key)].extend(found)
    return [sorted(found) for found in joined.values()]


def _root(parent: dict[str, str], key: str) -> str:
    while parent[key] != key:
        parent[key] = parent[parent[key]]  # halves the way for the next one
        key = parent[key]
    return key


def org_key(text: str) -> str:
    """What two mentions of one organisation have in common without a look at the article."""
    return institution(text) or " ".join(org_core(text))


def _by_key(mentions: Sequence[FoundMention], indices: Sequence[int]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for index in indices:
        groups.setdefault(org_key(mentions[index].text), []).append(index)
    return groups


def _aliases(
    fields: Mapping[str, str], mentions: Sequence[FoundMention], indices: Sequence[int], groups: Mapping[str, list[int]]
) -> list[tuple[str, str]]:
    """Pairs of keys that are one organisation, the shorter name first."""
    found = list(_bracketed(fields, mentions, indices, groups))
    taken = {short for short, _ in found}
    forms = _short_forms(groups)
    for short in groups:
        if short not in taken:
            long = _full_name(short, forms, groups, mentions)
            if long is not None:
                found.append((short, long))
    return found


def _bracketed(
    fields: Mapping[str, str], mentions: Sequence[FoundMention], indices: Sequence[int], groups: Mapping[str, list[int]]
) -> list[tuple[str, str]]:
    found = []
    for index in indices:
        mention = mentions[index]
        text = fields[mention.field]
        if "(" not in text[mention.end : mention.end + 4]:
            continue
        bracket = _BRACKET.match(text, mention.end)
        if bracket:
            short, long = org_key(bracket["short"]), org_key(mention.text)
            if short in groups and short != long:
                found.append((short, long))
    return found


def _short_forms(groups: Mapping[str, list[int]]) -> dict[str, list[str]]:
    """What each name may be called for short, with the names; more than `AMBIGUOUS` of one form tell no more."""
    found: dict[str, list[str]] = defaultdict(list)
    for long in groups:
        other = tuple(fold(long).split(" "))[:LONGEST]
        last = len(other) - 1
        while last > 1 and other[last] in words("company_words"):
            last -= 1
        starts = (" ".join(other[:size]) for size in range(last, len(other)))
        for form in dict.fromkeys((*initials(other), other[0], other[-1], *starts)):
            if len(found[form]) < AMBIGUOUS:
                found[form].append(long)
    return found


def _full_name(
    short: str, forms: Mapping[str, list[str]], groups: Mapping[str, list[int]], mentions: Sequence[FoundMention]
) -> str | None:
    """The one longer name that `short` stands for: nothing where there are two."""
    text = mentions[groups[short][0]].text
    fits = [long for long in forms.get(short, ()) if long != short and _stands_for(text, short, long)]
    if len(fits) != 1:
        return None
    # A common noun ("the Bank") points back: its institution must have been named before.
    generic = short in words("institution_heads")
    return fits[0] if not generic or groups[fits[0]][0] < groups[short][0] else None


def _stands_for(text: str, short: str, long: str) -> bool:
    one, other = tuple(short.split(" ")), tuple(fold(long).split(" "))
    if len(other) <= len(one):
        return False
    if len(one) == 1 and is_acronym(text) and short in initials(other):
        return True
    if one[0] in words("institution_heads"):
        return len(one) == 1 and one[0] in (other[0], other[-1])
    return _loses_company_words(one, other)


def is_acronym(text: str) -> bool:
    """Whether a name looks like initials: mostly capitals, in one word.

    >>> is_acronym("WFP"), is_acronym("BoG"), is_acronym("Toyota")
    (True, True, False)
    """
    letters = [c for c in text if c.isalpha()]
    return " " not in text.strip() and len(letters) > 1 and sum(c.isupper() for c in letters) * 2 > len(letters)


def initials(name: NameWords) -> frozenset[str]:
    """The acronyms that newsrooms make of a name: with and without its minor words, hyphens taken as spaces."""
    parts = [part for word in name for part in word.split("-") if part]
    full = "".join(part[0] for part in parts)
    major = "".join(part[0] for part in parts if part not in words("minor_words"))
    return frozenset({full, major})


def _loses_company_words(one: NameWords, other: NameWords) -> bool:
    r"""Whether the rest tells no other company apart: "Toyota" for "Toyota Motor"."""
    if other[: len(one)] != one or country_code(" ".join(one)):
        return False
    return all(word in words("company_words") for word in other[len(one) :])
