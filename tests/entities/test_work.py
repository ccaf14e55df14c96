"""The work grows with the text and no faster, and a budget ends it. Work is counted, never timed."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, product
from string import ascii_lowercase

import pytest

from streams.entities import budget, find_entities, read_entities
from streams.entities.mentions import ORG, PERSON, FoundMention
from streams.entities.tagging.builtin import load_builtin
from streams.entities.tagging.tokens import tokenize
from streams.entities.tagging.word_table import LETTERS, WordTable
from tests.support.work import calls

FEW, MANY = 150, 600
SLACK = 1.5
"""Work for each name grows until the lists of those that are alike are full; a square would be four times as much."""


class Marked:
    """A tagger of names that are marked: {Jane Doe} is a person, [Example Corp] an organisation."""

    name = "marked"
    languages = frozenset({"en"})

    def tag(self, fields: Mapping[str, str]) -> list[FoundMention]:
        return [
            FoundMention(
                field, found.start() + 1, found.end() - 1, found[0][1:-1], PERSON if found[0][0] == "{" else ORG
            )
            for field, text in fields.items()
            for found in re.finditer(r"\{.*?\}|\[.*?\]", text)
        ]


def different() -> Iterator[str]:
    """Words without an end, no two alike."""
    return ("".join(letters) for letters in product(ascii_lowercase, repeat=7))


CROWDS: dict[str, Callable[[str], str]] = {
    "people": lambda word: f"{{X{word} Y{word}}} met Y{word}. ",
    "namesakes": lambda word: f"{{X{word} Smith}} met Smith. ",
    "forenames": lambda word: f"{{John X{word}}} met John. ",
    "initials": lambda word: f"{{J. X{word} Smith}} said. ",
    "surnames alone": lambda word: f"{{X{word}}} said. ",
    "organisations": lambda word: f"[X{word} Group] bought [X{word}]. ",
    "one bank": lambda word: f"[Bank of X{word}] is the [Bank]. ",
    "acronyms": lambda word: f"[X{word} Y{word} Agency] (XYA) and [XYA] met. ",
    "forms of one name": lambda word: f"[Example {word.upper()} Corp] met. ",
}


@pytest.mark.parametrize("crowd", CROWDS)
def test_names_are_joined_with_work_that_grows_as_they_do(crowd: str) -> None:
    few, many = ("".join(map(CROWDS[crowd], islice(different(), count))) for count in (FEW, MANY))
    for text in (few, many):
        find_entities({"body": text}, Marked())  # what is made ready on the first use is not the text's work
    least, most = (calls(lambda text=text: find_entities({"body": text}, Marked())) for text in (few, many))  # type: ignore[misc]
    assert most <= MANY / FEW * SLACK * least


@pytest.mark.parametrize(
    "text",
    [
        "a" + " " * 900_000 + "b",
        "a" + "\t" * 900_000 + "b",
        "Smith-" * 100_000,
        "1-" * 200_000,
        "_" * 400_000,
        "a@" * 200_000,
        "a.b@" * 100_000,
        "a@" + "b" * 500_000,
        "a@b." + "." * 500_000,
    ],
    ids=lambda text: f"{text[:6]!r}…",
)
def test_a_text_is_parted_in_tokens_whatever_it_repeats(text: str) -> None:
    """A quadratic search would not come back from half a million characters."""
    assert len(tokenize(text).words) <= len(text)


@pytest.mark.parametrize("text", ["John Smith, president of the " * 30_000, "Smith-" * 100_000])
def test_names_that_go_on_for_ever_are_read_as_far_as_the_budget_reaches(text: str) -> None:
    found = read_entities({"body": text}, load_builtin())
    assert not found.whole or not found.entities


def test_an_article_is_read_up_to_its_budget_of_words_and_signs() -> None:
    text = "()" * 10_000
    (read,), whole = [*budget.readable({"body": text})[0].values()], budget.readable({"body": text})[1]
    assert len(read) == budget.PIECES + len(text) // budget.CODE_POINTS_A_PIECE
    assert not whole


def test_an_article_is_read_up_to_its_budget_of_different_words() -> None:
    text = " ".join(islice(different(), 3_000))
    fields, whole = budget.readable({"title": "A title", "body": text, "more": "text"})
    most = budget.WORDS + (len(text) + len("A titletext")) // budget.CODE_POINTS_A_WORD
    assert len(f"{fields['title']} {fields['body']}".split()) == most
    assert not whole
    assert "more" not in fields


def test_different_words_are_not_counted_for_languages_with_many_forms() -> None:
    fields = {"body": " ".join(islice(different(), 3_000))}
    assert budget.readable(fields, count_words=False) == (fields, True)


def test_ordinary_text_of_any_length_is_read_whole() -> None:
    text = "The ministry in Nairobi said on Monday that it would spend more on two bridges. " * 2_000
    assert budget.readable({"body": text}) == ({"body": text}, True)


def test_an_article_has_so_many_names_and_no_more() -> None:
    fields = {"body": "{Jane Doe} " * 1_000}
    found = read_entities(fields, Marked())
    assert sum(len(entity.mentions) for entity in found.entities) == budget.most_names(fields)
    assert not found.whole
    assert read_entities({"body": "{Jane Doe} " * budget.MENTIONS}, Marked()).whole


def test_what_is_too_long_for_a_name_is_none() -> None:
    assert not find_entities({"body": "{X" + "x" * budget.LONGEST + "}"}, Marked())


def test_the_table_of_words_counts_their_letters() -> None:
    """A word may be as long as an article: a few hundred of them would fill the memory."""
    table = WordTable(load_builtin().table.lexicon)
    for sign in "abc":
        table.ids([sign * (LETTERS // 2)])
        table.make_room()
    assert table.ids(["d"])[0] == 1
