"""The shipped tagger on what feeds send: wire copy, headlines, lists, other scripts, and very long articles."""

import socket
import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.entities.tagging import Tagger, load_tagger
from streams.entities.tagging.builtin import DATA, load_builtin

# Text, and names with types that must be found in it.
FOUND = [
    ("NAIROBI, Kenya (AP) _ Police said Tuesday the road was closed.", "NAIROBI/LOC, Kenya/LOC, AP/ORG"),
    ("President Donald Trump's son-in-law Jared Kushner left.", "Donald Trump/PERSON, Jared Kushner/PERSON"),
    ("The London-based company hired Maria Gonzalez.", "London/LOC, Maria Gonzalez/PERSON"),
    ("IRAQ SAYS OIL OUTPUT WILL RISE, OPEC SOURCES SAY", "IRAQ/LOC, OPEC/ORG"),
    ("the european union and the United States", "United States/LOC"),
    ("Officials of the European Union (EU) met in Brussels.", "European Union/ORG, EU/ORG, Brussels/LOC"),
    ("By JOHN SMITH and MARY O'BRIEN", "JOHN SMITH/PERSON, MARY O'BRIEN/PERSON"),
    ("“We will pay,” said Jürgen Müller of São Paulo 😀 on Friday.", "Jürgen Müller/PERSON, São Paulo/LOC"),
    ("In Paris, she met Joa\u0303o Almeida, the mayor.", "Paris/LOC, Joa\u0303o Almeida/PERSON"),
    ("Acme Holdings Ltd said it bought Northern Widget Corp.", "Acme Holdings Ltd/ORG, Northern Widget Corp./ORG"),
]
SILENT = ["", " \n\t ", "It rained all day and nobody came.", "The talks will go on next week, he said.", "12:30 — 45%"]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_names_are_found_as_they_stand(tagger: Tagger, text: str, names: str) -> None:
    found = {f"{mention.text}/{mention.type}" for mention in tagger.tag({"body": text})}
    assert set(names.split(", ")) <= found


@pytest.mark.parametrize("text", SILENT)
def test_where_no_name_is_none_is_found(tagger: Tagger, text: str) -> None:
    assert tagger.tag({"body": text}) == []


@given(st.dictionaries(st.sampled_from(["title", "summary", "body"]), st.text(max_size=400), max_size=3))
def test_any_text_gives_mentions_in_order_that_quote_it(fields: dict[str, str]) -> None:
    mentions = load_tagger().tag(fields)
    order = [(list(fields).index(m.field), m.start, m.end) for m in mentions]
    assert all(fields[m.field][m.start : m.end] == m.text and m.text.strip() for m in mentions)
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(order))


def test_spans_hold_neither_article_nor_possessive(tagger: Tagger) -> None:
    text = (
        "The White House's budget and the World Bank’s loans to the Netherlands worry the Senate's Jane Miller's staff."
    )
    for mention in tagger.tag({"body": text}):
        assert not mention.text.lower().startswith("the ")
        assert not mention.text.endswith(("'s", "’s"))


@pytest.mark.parametrize("title", ["President", "Mr.", "Ms", "Gen", "Dr.", "Chancellor"])
def test_titles_stay_outside(tagger: Tagger, title: str) -> None:
    mentions = tagger.tag({"body": f"In Berlin, {title} Angela Merkel said no."})
    assert [(m.text, m.type) for m in mentions] == [("Berlin", "LOC"), ("Angela Merkel", "PERSON")]


def test_what_is_said_elsewhere_in_the_article_counts(tagger: Tagger) -> None:
    """A surname alone in a headline is a person once the body names the person in full."""
    body = "Tulsi Verhoeven spoke in Delft. Tulsi Verhoeven, who leads the office, said so. Mr. Verhoeven agreed."
    alone = tagger.tag({"title": "Verhoeven warns"})
    together = [m for m in tagger.tag({"title": "Verhoeven warns", "body": body}) if m.field == "title"]
    assert [(m.text, m.type) for m in together] == [("Verhoeven", "PERSON")]
    assert len(alone) <= len(together)


def test_an_article_of_a_megabyte_is_tagged_to_its_end_in_bounded_memory(tagger: Tagger) -> None:
    sentence = "Steve Carlson of Boston met officials of the European Union on Monday to speak of the harvest. "
    text = sentence * (1_000_000 // len(sentence)) + "It ended when Angela Merkel left Berlin."
    tracemalloc.start()
    mentions = tagger.tag({"body": text})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [m.text for m in mentions[-2:]] == ["Angela Merkel", "Berlin"]
    assert peak < 300_000_000


def test_nothing_is_asked_of_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    fresh = load_builtin.__wrapped__()
    assert fresh.tag({"body": "Angela Merkel left Berlin."})


def test_the_model_is_small() -> None:
    assert sum(path.stat().st_size for path in DATA.glob("*.npz")) <= 20_000_000


def test_name_and_languages(tagger: Tagger) -> None:
    assert tagger.name.startswith("newsmill-en-")
    assert tagger.languages == {"en"}
