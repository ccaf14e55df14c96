"""How the text leads from one term to the next."""

from streams.money.language import Language
from streams.money.scan import Token
from streams.money.terms import Term

DASHES = "-–—−‐‑"


class Between:
    """What stands between the terms of one stretch of tokens, and before them."""

    def __init__(self, tokens: list[Token], language: Language) -> None:
        self.tokens, self.language = tokens, language

    def join(self, one: Term, two: Term) -> str:
        """How the text leads on: dash, to, between, and, or, comma, next (nothing between), or '' (not at all)."""
        between = self.tokens[one.last : two.first]
        if not between:
            return "next"
        low = [token.low for token in between]
        words = self.language.words
        if len(low) == 1 and low[0] in DASHES:
            return "dash" if between[0].gap or not self.tokens[two.first].gap else ""
        if len(low) == 1 and low[0] in words["range"]:
            return "to"
        if len(low) == 1 and low[0] in words["and"]:
            return "between" if self.word_before(one) in words["between"] else "and"
        if low[-1] in words["or"] and len(low) <= 1 + (low[0] == ","):
            return "or"
        if low[-1] in words["and"] and len(low) == 2 and low[0] == ",":
            return "and"
        return "comma" if low == [","] else ""

    def word_before(self, term: Term) -> str:
        return self.tokens[term.first - 1].low if term.first else ""
