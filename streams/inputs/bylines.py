"""Who wrote: lines such as "By Jane Doe and John Roe", "Reuters Staff", "Von Anna Roth"."""

import re

MAX_WORDS = 12

_WORD = r"[^\W\d_][\w.'’-]*"
_JOINING = "and|und|y|e|et|en|och|og|i|with|in|for|at|from|of|the|de|del|da|dos|van|von|der|den|la|le|el|al|bin|ibn"

_BY = re.compile(
    r"""
    ^(?: (?:(?:written|posted|published|reporting|words|analysis|report|story|opinion)\s+)? by
       | von | por | par | di | door | av | af | przez | authors? (?=\s*:)
    ) \s*:?\s+ (?P<names>\S.*)$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DESK = re.compile(
    r"""
    \b(?: editorial\ (?:team|board|staff|desk) | staff(?:\ (?:writer|reporter|correspondent|and\ agencies))?s?
        | (?:news|web|business|sports|foreign|world|online|city)\ ?desk | newsroom
        | (?:senior\ |chief\ |special\ |foreign\ |business\ )?(?:correspondent|reporter|contributor|columnist)s?
        | (?:\w+\ )?editors? | (?:wire|news)\ (?:agenc(?:y|ies)|services?) | agencies
        | redaktion | redacción | rédaction | redazione | redactie | redakcja
    )$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = re.compile(r"\b\d{1,2}\b")  # "France 24 Staff"
_FINAL_STOP = re.compile(r"[.!?…。！？।۔][\"'”’»)]*$")


def is_byline(text: str) -> bool:
    """Whether `text` says who wrote, by a word such as "By" before the names or "Staff Writer" after them."""
    words = text.split()
    if not words or len(words) > MAX_WORDS:
        return False
    if by := _BY.match(text):
        return are_names(by["names"])
    return len(words) <= 8 and bool(_DESK.search(text)) and are_names(_DESK.sub("", _NUMBER.sub("", text)) or "Desk")


def byline_start(text: str) -> bool:
    """Whether `text` begins as a byline does; something else may stand behind the names."""
    return _BY.match(text) is not None


def are_names(text: str) -> bool:
    """Whether all words begin with a capital, joining words aside, and no sentence ends here."""
    words = re.findall(_WORD, text)
    capital = [word for word in words if not word[0].islower()]  # many scripts have no case
    joining = [word for word in words if re.fullmatch(_JOINING, word)]
    ends = is_sentence(text) and not re.search(r"\b(?:\w|Jr|Sr)\.$", text)
    return bool(capital) and len(capital) + len(joining) == len(words) and not ends and not re.search(r"\d", text)


def count_words(text: str) -> int:
    """Words by spaces; in a script that has none, two characters count as one."""
    unspaced = sum("\u2e80" <= character <= "\u9fff" or "\u0e00" <= character <= "\u0eff" for character in text)
    return len(text.split()) + unspaced // 2


def is_person(text: str) -> bool:
    """Whether `text` is two to four capitalised words and nothing else: a byline without "By", next to a date."""
    return 2 <= len(text.split()) <= 4 and are_names(text) and "," not in text


def is_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does."""
    return _FINAL_STOP.search(text) is not None
