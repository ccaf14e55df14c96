"""Tokens: borders wherever a name can end, offsets in code points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.entities.tagging.tokens import tokenize

EXAMPLES = {
    "the U.S.-led talks": ["the", "U.S.", "-", "led", "talks"],
    "President Trump's son-in-law": ["President", "Trump", "'s", "son", "-", "in", "-", "law"],
    "TRUMP’S PLAN": ["TRUMP", "’S", "PLAN"],
    "O'Brien of Acme Inc. didn't pay": ["O'Brien", "of", "Acme", "Inc.", "didn't", "pay"],
    "J. Smith, A.B. Jones": ["J.", "Smith", ",", "A.B.", "Jones"],
    "AT&T fell 3.5% to $1,000.50": ["AT", "&", "T", "fell", "3.5", "%", "to", "$", "1,000.50"],
    "NAIROBI, Kenya (AP) _ Police": ["NAIROBI", ",", "Kenya", "(", "AP", ")", "_", "Police"],
    "see https://example.org/a?b=1 or mail@example.org now": [
        "see", "https://example.org/a?b=1", "or", "mail@example.org", "now",
    ],
    "Beyonce\u0301 😀 met Zoe\u0308 Kravitz": ["Beyonce\u0301", "😀", "met", "Zoe\u0308", "Kravitz"],
}  # fmt: skip


@pytest.mark.parametrize("text", EXAMPLES)
def test_tokens_end_where_names_can(text: str) -> None:
    assert tokenize(text).words == EXAMPLES[text]


@given(st.text(max_size=300))
def test_tokens_cover_everything_but_space_in_order(text: str) -> None:
    tokens = tokenize(text)
    done = 0
    for word, start, end in zip(tokens.words, tokens.starts.tolist(), tokens.ends.tolist(), strict=True):
        assert text[done:start].strip() == ""
        assert word == text[start:end] != ""
        done = end
    assert text[done:].strip() == ""


def test_a_new_line_begins_a_sentence() -> None:
    tokens = tokenize("Headline here\nBody of it")
    assert [word for word, begins in zip(tokens.words, tokens.line_break, strict=True) if begins] == ["Body"]


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    line = "Officials of the central bank said on Tuesday that the Bank of\n"
    text = line * 5 + "England would not move.\n\nA new paragraph begins here, and it goes on until its end"
    tokens = tokenize(text)
    assert [word for word, begins in zip(tokens.words, tokens.line_break, strict=True) if begins] == ["A"]
