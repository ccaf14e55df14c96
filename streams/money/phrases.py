"""Phrases of the tables among tokens."""

from streams.money.language import Cue, Phrases
from streams.money.scan import Token


def reads(tokens: list[Token], start: int, phrase: tuple[str, ...]) -> bool:
    """Whether the words of a phrase stand at tokens[start:]; the caller sees to it that there are so many."""
    return all(tokens[start + index].low == word for index, word in enumerate(phrase))


def phrase_at(tokens: list[Token], start: int, phrases: dict[str, Phrases]) -> tuple[Cue, int] | None:
    """The longest phrase that begins at tokens[start], by its first word, and where it ends."""
    for phrase, cue in phrases.get(tokens[start].low, ()) if start < len(tokens) else ():
        end = start + len(phrase)
        if end <= len(tokens) and reads(tokens, start, phrase):
            return cue, end
    return None
