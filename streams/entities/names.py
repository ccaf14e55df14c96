"""The forms that one name takes: case, accents, articles, possessives, titles and legal suffixes taken off."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from streams.entities.word_lists import words

CACHED = 1 << 15
"""Names kept ready; the same few thousand fill the news of a day."""

# Letters that Unicode does not decompose, as newsrooms without them print them.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ŋ": "n", "’": "'", "‘": "'"}
    | {"`": "'", "ʻ": "'", "ʼ": "'", "´": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"}
)
_SPLIT = re.compile(r"[^\w'&.-]+|(?<=\w\w)\.(?=\w\w)")
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')$")


@lru_cache(CACHED)
def fold(text: str) -> str:
    """`text` in lower case, without accents, with plain quotes, hyphens and single spaces.

    >>> fold("Recep  Tayyip Erdoğan’s")
    "recep tayyip erdogan's"
    """
    spread = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in spread if not unicodedata.combining(c)).translate(_PLAIN).split())


@lru_cache(CACHED)
def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a name, without a leading "the", a possessive, or full stops.

    >>> tokens("the U.S. Treasury's")
    ('us', 'treasury')
    """
    plain = _POSSESSIVE.sub("", fold(text).strip(" \"'“”.,"))
    found = [part.replace(".", "").strip("'-") for part in _SPLIT.split(plain)]
    found = [part for part in found if part]
    return tuple(found[1:] if len(found) > 1 and found[0] == "the" else found)


def slug(text: str) -> str:
    """A name as an identifier part: folded words with hyphens between them.

    >>> slug("Recep Tayyip Erdoğan")
    'recep-tayyip-erdogan'
    """
    return "-".join(re.sub(r"[^\w-]+", "", token) for token in tokens(text)) or "unnamed"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name without what stands before and after it: the `title` as printed, `text` the rest."""

    title: str
    text: str
    tokens: tuple[str, ...]


_TRIM = " \t\n\"'“”‘’.,"


@lru_cache(CACHED)
def person_name(text: str) -> PersonName:
    """Split honorifics, offices and generation suffixes from a person's name.

    >>> person_name("President Donald Trump's")
    PersonName(title='President', text='Donald Trump', tokens=('donald', 'trump'))
    """
    parts = re.sub(r"(?:['’]s|(?<=s)['’])$", "", text.strip(_TRIM)).split()
    first = _title_length(parts)
    last = len(parts)
    while last - first > 1 and fold(parts[last - 1]).strip(".,") in words("generations"):
        last -= 1
    name = " ".join(parts[first:last]).strip(_TRIM)
    return PersonName(" ".join(parts[:first]), name, tokens(name))


def _title_length(parts: list[str]) -> int:
    """How many leading words are honorific or office; at least one word is always left as the name."""
    plain = [fold(part).strip(".,") for part in parts]
    office = [i for i in range(len(parts) - 1) if plain[i] in _offices()]
    if not office:
        return 0
    leading = all(_may_lead(parts[i], plain[i]) for i in range(office[-1] + 1))
    return office[-1] + 1 if leading else 0


@cache
def _offices() -> frozenset[str]:
    return (words("honorifics") | words("role_heads")) - words("title_forenames")


def _may_lead(part: str, plain: str) -> bool:
    lists = ("honorifics", "role_heads", "role_modifiers", "role_joiners")
    return any(plain in words(name) for name in lists) or (part.isupper() and "." in part)


@lru_cache(CACHED)
def org_core(text: str) -> tuple[str, ...]:
    """An organisation's words without legal suffixes: what newsrooms keep of a company's name.

    >>> org_core("Toyota Motor Corp.")
    ('toyota', 'motor')
    """
    found = tokens(text)
    end = len(found)
    while end > 1 and found[end - 1] in words("legal_suffixes"):
        end -= 1
    return found[:end]
