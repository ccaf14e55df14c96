"""What the words beside a sum say of it: bounds, hedges, and what it is counted by."""

from dataclasses import dataclass

from streams.money.language import EITHER, Cue, Language
from streams.money.model import Bound
from streams.money.phrases import phrase_at, reads
from streams.money.scan import Token
from streams.money.signs import APOSTROPHES, HYPHENS
from streams.money.word_reader import joins

CHANGED = 6  # tokens before a sum among which a word tells that it is what a change led to
BRACKET = 12  # tokens in a bracket that may stand between a sum and what it is counted by


@dataclass(frozen=True, slots=True)
class Reading:
    """Bound, hedge and unit of count of one sum."""

    bound: Bound | None = None
    approximate: bool = False
    per: str | None = None


def reading(tokens: list[Token], first: int, last: int, within: tuple[Cue, ...], language: Language) -> Reading:
    """Cues within tokens[first:last] and on both sides; the nearest bound wins, any hedge counts."""
    before = [*within, *_before(tokens, first, language)]
    after, last = _after(tokens, last, language)
    per = per_unit(tokens, last, language) or per_unit(tokens, _past_bracket(tokens, last), language)
    if (
        before
        and before[0].bound == "at_most"
        and (_is(tokens, last, language.words["from"]) or _reaches(tokens, first, language))
    ):
        before = before[1:]  # "profits up to $5m from $3m", "subirá hasta los 1.184 euros"
    cues = (*before, *after)
    bound = next((cue.bound for cue in cues if cue.bound), None)
    return Reading(bound, any(cue.approximate for cue in cues), per)


def _is(tokens: list[Token], at: int, words: frozenset[str]) -> bool:
    return at < len(tokens) and tokens[at].low in words


def _reaches(tokens: list[Token], first: int, language: Language) -> bool:
    """Whether the word for "up to" tells what a change led to, in a language in which it does that too."""
    before = {token.low for token in tokens[max(0, first - CHANGED) : first]}
    return EITHER in language.words["style"] and not language.words["change"].isdisjoint(before)


def _past_bracket(tokens: list[Token], at: int) -> int:
    """Where the text goes on behind a bracket that begins, or ends, at tokens[at]: "5 euros ($6) a month"."""
    if at < len(tokens) and tokens[at].low in ("(", ")"):
        for end in range(at, min(at + BRACKET, len(tokens))):
            if tokens[end].low == ")":
                return end + 1
    return len(tokens)


def _before(tokens: list[Token], first: int, language: Language) -> list[Cue]:
    """Cues that end right at the sum, nearest first: "at least about $5"."""
    found: list[Cue] = []
    end = first
    if end and tokens[end - 1].low in language.words["between"]:
        end -= 1
    while end and (hit := _phrase_before(tokens, end, language)):
        cue, end = hit
        found.append(cue)
    return found


def _phrase_before(tokens: list[Token], end: int, language: Language) -> tuple[Cue, int] | None:
    """The longest cue that ends at tokens[end], an article aside ("over a $5 million"), and where it begins."""
    if tokens[end - 1].low not in language.before:
        end -= tokens[end - 1].low in language.words["article"]
    for phrase, cue in language.before.get(tokens[end - 1].low, ()) if end else ():
        start = end - len(phrase)
        if start < 0 or not reads(tokens, start, phrase):
            continue
        if start and _hands(tokens[start - 1].low, phrase, language):
            return None  # "hand over $5m", "a row over $5m", "ein Auftrag über 5 Millionen"
        if phrase[0].isalpha() or end == len(tokens) or not tokens[end].gap:
            return cue, start
    return None


def _hands(before: str, phrase: tuple[str, ...], language: Language) -> bool:
    """Whether the word before takes a cue for a word of its own."""
    handed = language.words["handed"]
    glued = "glued" in language.words["style"] and before.endswith(tuple(handed))  # "Großauftrag"
    return len(phrase) == 1 and phrase[0] in language.words["handing"] and (before in handed or glued)


def _after(tokens: list[Token], last: int, language: Language) -> tuple[list[Cue], int]:
    """Cues that begin right after the sum ("or more", "-plus", "+"), and where the last of them ends."""
    found: list[Cue] = []
    while hit := _phrase_after(tokens, last, language):
        cue, last = hit
        found.append(cue)
    return found, last


def _phrase_after(tokens: list[Token], last: int, language: Language) -> tuple[Cue, int] | None:
    start = last + joins(tokens, last)
    hit = phrase_at(tokens, start, language.after)
    return None if hit is None or _adds(tokens, start, hit[1], language) else hit


def _adds(tokens: list[Token], start: int, end: int, language: Language) -> bool:
    """Whether tokens[start:end] leads on to another sum: "£50m plus £10m", "$25 plus a $5 fee", but not "$50-plus"."""
    if end < len(tokens) and tokens[end].low in language.before:
        return True  # "$3m and more than $5m"
    end += _is(tokens, end, language.words["article"])
    return tokens[start].gap and end < len(tokens) and tokens[end].kind in ("number", "unit")


def _counted(words: list[Token], language: Language) -> str | None:
    """The noun at words[1]: of two words ("megawatt hour"), alone, or behind an adjective ("a diluted share")."""
    low = [token.low for token in words] + ["", ""]
    past = low[2] in language.words["ago"] or (low[2] in language.words["before"] and not low[3].isalpha())
    nouns = (f"{low[1]}-{low[2]}", low[1], low[2])
    return None if past else next((language.per[noun] for noun in nouns if noun in language.per), None)


def per_unit(tokens: list[Token], at: int, language: Language) -> str | None:
    """The noun of "a barrel", "per share", "-a-month", "/kg", "each year", "annually" at tokens[at]."""
    words = [
        token
        for token in tokens[at : at + 5]
        if (token.low not in HYPHENS and token.low not in APOSTROPHES) or token.gap
    ]
    if not words:
        return None
    aside = words[0].low in language.words["net"] or (words[0].low == "/" and _is(words, 1, language.words["per"]))
    if aside and len(words) > 1:
        words = words[1:]  # "€12.82 gross per hour", "Rs 5,000/- per month"
    first, second = words[0].low, words[1].low if len(words) > 1 else ""
    if first == "/":
        return language.per.get(f"/{second}") or language.per.get(second)
    if first in language.words["per"] and len(words) > 1 and words[1].kind in ("word", "unit") and second.isalpha():
        known = second in language.numbers or second in language.words["function"] or EITHER in language.words["style"]
        unknown = not known and (not words[1].capital or words[0].capital)  # not "per Western Australian"
        return _counted(words, language) or (second if unknown else None)
    if first in language.words["article"] or first in language.words["each"]:
        return _counted(words, language)
    return language.per.get(f"~{first}")
