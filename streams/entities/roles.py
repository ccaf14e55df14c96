"""The office of a person as the article prints it: before the name, or set off by a comma after it."""

import re
from collections.abc import Mapping, Sequence

from streams.entities.mentions import PERSON, FoundMention
from streams.entities.names import fold, person_name
from streams.entities.word_lists import words

WINDOW = 120
"""Characters read on each side of a name."""
LONGEST = 12
"""Words of a role at most."""

_POSSESSIVE = re.compile(r"(?:['’]s)+$")
_WORD = re.compile(r"\S+")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+")


def role_of(fields: Mapping[str, str], mentions: Sequence[FoundMention], indices: Sequence[int]) -> str | None:
    """The first role that the article gives the person named at `indices` of `mentions` (document order)."""
    for index in indices:
        found = _inside(mentions[index]) or _before(fields, mentions, index) or _after(fields, mentions, index)
        if found:
            return found
    return None


def _inside(mention: FoundMention) -> str | None:
    """A role that the tagger left in the span itself."""
    title = person_name(mention.text).title
    offices = [word for word in title.split() if _plain(word) in words("role_heads")]
    return title if offices else None


def _plain(word: str) -> str:
    return fold(word).strip(".,'\"")


def _is_abbreviation(word: str) -> bool:
    return word[-1] == "." and (word[:-1] in words("abbreviated_offices") or _INITIALS.fullmatch(word) is not None)


def _is_head(word: str) -> bool:
    plain = _plain(word)
    if plain in words("role_heads"):
        return True
    return plain.rsplit("-", 1)[-1] in words("role_heads") and "-" in plain


# --- before the name ---------------------------------------------------------------------------------------------


def _before(fields: Mapping[str, str], mentions: Sequence[FoundMention], index: int) -> str | None:
    mention = mentions[index]
    text = fields[mention.field]
    floor = max(mention.start - WINDOW, _person_end(mentions, index), 0)
    if mention.start - floor < 3 or not text[mention.start - 1].isspace():
        return None
    found = _clause_words(text, floor, mention.start)
    head = _head_before(found)
    if head is None:
        return None
    first = _first_modifier(found, head)
    start = _whole_names(mentions, index, found[first].start())
    return _tidy(text[start : mention.start])


def _person_end(mentions: Sequence[FoundMention], index: int) -> int:
    """Where the last person before this one in the same field ends: a role never reaches across."""
    for other in reversed(mentions[max(0, index - 4) : index]):
        if other.field != mentions[index].field:
            return 0
        if other.type == PERSON:
            return other.end
    return 0


def _clause_words(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The words between the last clause boundary and `end`."""
    found = list(_WORD.finditer(text, start, end))
    if start and found and not text[start - 1].isspace():
        found = found[1:]  # cut in two by the window, or what clings to another name ("'s")
    kept: list[re.Match[str]] = []
    for word in reversed(found):
        if _ends_clause(word[0]) or (kept and "\n" in text[word.end() : kept[-1].start()]):
            break
        kept.append(word)
    if kept and "\n" in text[kept[0].end() : end]:
        return []
    return kept[::-1]


def _ends_clause(word: str) -> bool:
    if word[-1] == "." and not _is_abbreviation(word):
        return True
    return word[-1] in ",;:!?)]”\"’'—–"


def _head_before(found: Sequence[re.Match[str]]) -> int | None:
    """Index of the office's noun: the last word, or the one before "of" or "for" and a capitalised name."""
    if not found:
        return None
    last = len(found) - 1
    while last > 0 and _plain(found[last][0]) in words("honorifics"):
        last -= 1
    if _is_head(found[last][0]):
        return last
    at = last
    while at > 0 and last - at < 6 and (found[at][0][0].isupper() or _plain(found[at][0]) in words("office_domains")):
        at -= 1
        if _plain(found[at][0]) in ("of", "for") and at > 0 and _is_head(found[at - 1][0]):
            return at - 1
        if _plain(found[at][0]) in ("the", "and", "&"):
            continue
    return None


def _first_modifier(found: Sequence[re.Match[str]], head: int) -> int:
    first = head
    while first > 0 and head - first < LONGEST:
        if _modifies(found[first - 1][0]):
            first -= 1
        elif first > 1 and _is_of(found[first - 2][0], found[first - 1][0]):
            first -= 2
        else:
            break
    return first


def _is_of(institution: str, preposition: str) -> bool:
    """Whether two words join the name before an office to more of it ("Bank of" England governor)."""
    return (
        preposition in ("of", "for") and institution[0].isupper() and _plain(institution) in words("institution_heads")
    )


def _modifies(word: str) -> bool:
    plain = _plain(word)
    if word.endswith(("'s", "’s")) or plain in words("clause_starters"):
        return False
    return word[0].isupper() or plain in words("role_modifiers") or _is_head(word)


def _whole_names(mentions: Sequence[FoundMention], index: int, start: int) -> int:
    """`start` moved left to the beginning of the name that it would cut ("[Bank of] England governor")."""
    for other in reversed(mentions[max(0, index - 4) : index]):
        if other.field == mentions[index].field and other.type != PERSON and other.start < start <= other.end:
            return other.start
    return start


# --- after the name ----------------------------------------------------------------------------------------------

_SET_OFF = re.compile(
    r"""
    ,\s+
    (?:\d{1,3},\s+)?                                  # an age
    (?:(?:who\s+)?(?:is|was|serves\s+as|served\s+as)\s+)?
    (?P<article>(?:an?|the|its|his|her|their|one\s+of\s+the)\s+)?
    """,
    re.VERBOSE,
)
# "of Apple", "at the University of Ghana", "for Europe and Central Asia"; or a plain phrase that a comma closes.
_DOMAIN = re.compile(
    r"""
    \s+(?:of|for|at|to)\s+(?:the\s+)?
    (?:
        (?:[\w&'’-]+(?:\.\w+)*[ ]){0,6}[\w&'’-]+(?:\.\w+)*(?=[,.]\s|[,.]?$)    # whatever it is, to the comma
      | [A-Z][\w&'’-]*(?:\s+(?:(?:of|and|the|for|&|de)\s+){0,2}[A-Z][\w&'’-]*){0,6}
    )
    """,
    re.VERBOSE,
)


def _after(fields: Mapping[str, str], mentions: Sequence[FoundMention], index: int) -> str | None:
    mention = mentions[index]
    text = fields[mention.field]
    opening = _SET_OFF.match(text, mention.end)
    if opening is None:
        return None
    next_person = _next_person(mentions, index)
    found = _phrase_words(text, opening.end(), min(len(text), opening.end() + WINDOW, next_person))
    for head in _heads([word[0] for word in found]):
        end = found[head].start() + len(_cut(found[head][0]))
        # "Smith, President Jones": the last office may be the next person's.
        if text[end:next_person].strip():
            named = opening["article"] or _opens_office([word[0] for word in found[: head + 1]])
            return _tidy(text[opening.end() : _end_of_domain(text, end, next_person)]) if named else None
    return None


def _heads(found: Sequence[str]) -> list[int]:
    """Where the office's noun may be: the last one, then the last of the first office ("the envoy representing …")."""
    heads = [i for i, word in enumerate(found) if _is_head(_cut(word))]
    first = next((i for i in heads if i + 1 not in heads), None)
    return [] if first is None else list(dict.fromkeys([heads[-1], first]))


def _opens_office(found: Sequence[str]) -> bool:
    """Whether words can be an office without an article: no verb comes first."""
    first = found[0]
    if first[0].isupper() or _is_head(_cut(first)) or _plain(first) in words("role_modifiers"):
        return True
    return len(found) == 2 and not first.endswith(("ed", "ing"))  # "project coordinator"


def _end_of_domain(text: str, end: int, ceiling: int) -> int:
    """Where the "of Apple" after an office ends, or `end` where there is none."""
    domain = _DOMAIN.match(text, end, min(len(text), end + WINDOW, ceiling))
    return domain.end() if domain else end


def _next_person(mentions: Sequence[FoundMention], index: int) -> int:
    for other in mentions[index + 1 : index + 4]:
        if other.field != mentions[index].field:
            break
        if other.type == PERSON:
            return other.start
    return 1 << 60


def _cut(word: str) -> str:
    return re.sub(r"(?:['’]s)?[,.;:!?)”\"]*$", "", word) if not _is_abbreviation(word) else word


def _phrase_words(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The words of the noun phrase that begins at `start`, up to the office's "of" or the clause's end."""
    kept: list[re.Match[str]] = []
    for word in _WORD.finditer(text, start, end):
        if len(kept) == LONGEST or _plain(word[0]) in words("role_stops"):
            break
        kept.append(word)
        if _ends_clause(word[0]):
            break
    return kept


def _tidy(text: str) -> str | None:
    """A role without forms of address and ranks after the office itself ("Minister of Education Dr")."""
    parts = _POSSESSIVE.sub("", " ".join(text.split()).strip(" ,")).split(" ")
    while len(parts) > 1 and _is_rank(parts[-1]) and any(_is_head(part) for part in parts[:-1] if not _is_rank(part)):
        parts.pop()
    return " ".join(parts) or None


def _is_rank(word: str) -> bool:
    return _plain(word) in words("ranks") or _plain(word) in words("honorifics")
