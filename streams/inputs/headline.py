"""Which line is the headline, and whether the one above it names the site."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from streams.inputs.bylines import are_names, count_words, is_sentence
from streams.inputs.top import MAX_HEADLINE, Line, is_prose
from streams.tables import Tables

_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_NUMBER = re.compile(r"\b\d+\b")
_TRAIL = re.compile(r"\s[>»›/]\s")


def find_title(texts: Sequence[Line]) -> Line | None:
    """The first line that is long enough for a headline, else the first (a section may stand above the headline)."""
    fit = [line for line in texts if len(line.text) <= MAX_HEADLINE and not _TRAIL.search(line.text)]
    headlines = [line for line in fit if not is_prose(line.text)]
    if len(headlines) > 1 and headlines[0].block == headlines[1].block and headlines[1].text[0].islower():
        return None  # a text with fixed line length: its first line is no headline
    long = (line for line in headlines if count_words(line.text) >= 4)
    return next(long, next(iter(headlines or fit), None))


def find_site(texts: Sequence[Line], marked: Sequence[Line], source: str, page: str) -> Line | None:
    """The line with the site's name, above the headline."""
    names = [line for line in texts if not _TRAIL.search(line.text)]
    if len(names) < 2:
        return None
    if beside := _beside(names[0].text, names[1].text):
        return replace(names[0], text=beside)
    if not _may_be_site(names[0].text):
        return None
    first, headline = names[0], find_title(names[1:])
    if headline is None:
        return None
    name = _folded(first.text)
    named = any(name in _folded(line.marks.byline or "") for line in marked) or name == _folded(source)
    headline_again = _stands_again(headline.text, page) and not _stands_again(first.text, page)
    above_headline = _reads_as_site(first.text) and count_words(headline.text) >= 4 and not is_prose(headline.text)
    return first if _DOMAIN.fullmatch(first.text) or named or headline_again or above_headline else None


def _beside(window_title: str, headline: str) -> str | None:
    """The site in "Grain terminal reopens | Harbour Daily", where the headline follows alone."""
    if len(window_title) > 2 * MAX_HEADLINE:
        return None
    same = re.escape(headline)
    found = re.fullmatch(rf"{same}\s*[|–—-]\s*(?P<behind>\S.*)|(?P<before>\S.*?)\s*[|–—:-]\s*{same}", window_title)
    return (found["behind"] or found["before"]) if found else None


def _may_be_site(text: str) -> bool:
    return count_words(text) <= 5 and len(text) <= 40 and (not is_sentence(text) or bool(_DOMAIN.fullmatch(text)))


def _reads_as_site(text: str) -> bool:
    """Up to three capitalised words, or up to five with one that names of newspapers are made of."""
    masthead = any(word in _mastheads() for word in text.casefold().split())
    return count_words(text) <= (5 if masthead else 3) and are_names(_NUMBER.sub("", text))


@cache
def _mastheads() -> frozenset[str]:
    return frozenset(Tables("streams.inputs").words("mastheads.txt"))


def _stands_again(line: str, page: str) -> bool:
    return len(re.findall(rf"^[^\S\n]*{re.escape(line)}[^\S\n]*$", page, re.MULTILINE)) > 1


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
