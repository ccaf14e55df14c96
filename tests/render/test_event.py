"""A person sees at once what was found."""

import io
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.outputs import PUBLIC, Output
from streams.render import Seen, console, render_event, render_line
from tests.render.examples import ENRICHED_HEADERS, REJECTED_HEADERS, data, duplicate, enriched, entity


def printed(topic: str, value: bytes | None, headers: Any = (), width: int = 100, **options: Any) -> str:
    out = io.StringIO()
    paper = console(out)
    paper.width = width
    paper.print(render_event(Output(topic), headers, value, **options))
    return out.getvalue()


def test_an_enriched_article() -> None:
    assert printed("enriched", data(enriched()), ENRICHED_HEADERS) == (
        "FIRST          Pier at Porto Novo reopens\n"
        "               harbour/7 · 2026-03-02 10:00 UTC · en · By Jane Doe\n"
        "people         Ines Duarte ×2 (who runs the harbour)\n"
        "places         Porto Novo (geonames 2392087)\n"
        "money          EUR 90 mn ≈ USD 105.4 mn (rate 1.1711) (USD assumed)\n"
        "text           The pier at Porto Novo reopened on Monday, said Ines Duarte, who runs the harbour. ¶\n"
        "               Repairs cost €90 million (about $105.4 million), Duarte said.\n"
        "removed        1,200 characters of body: a block that stands twice\n"
        "\n"
    )


def test_an_enriched_article_tells_what_is_not_there() -> None:
    shown = printed("enriched", data(enriched(omitted=[{"part": "money", "reason": "limit"}])))
    assert "omitted        money: the first ones only, more than one article may send\n" in shown


def test_the_link_that_tells_most_is_shown() -> None:
    links = [{"scheme": "cik", "id": "320193"}, {"scheme": "ticker", "id": "NASDAQ:AAPL"}]
    assert "Apple (NASDAQ:AAPL)\n" in printed(
        "enriched", data(enriched(entities=[entity("ORG", "Apple", links=links)]))
    )


def test_a_duplicate_names_what_it_repeats_once_that_went_by() -> None:
    seen = Seen()
    assert "of             record 11111111-1111" in printed("duplicates", data(duplicate()), seen=seen)
    printed("enriched", data(enriched()), seen=seen)
    assert printed("duplicates", data(duplicate()), seen=seen) == (
        "DUPLICATE      Porto Novo pier open again\n"
        "               wire/9 · no date\n"
        "of             harbour/7 “Pier at Porto Novo reopens”\n"
        "kind           near · nearly the same text · similarity 0.83, containment 0.95\n"
        "\n"
    )


def test_a_revision_and_an_extension_say_of_what() -> None:
    assert "REVISION" in printed("enriched", data(enriched(revision_of="x")))
    assert "revises        record x" in printed("enriched", data(enriched(revision_of="x")))
    assert "extends        record y" in printed("enriched", data(enriched(extends="y")))
    assert "develops       record z" in printed("enriched", data(enriched(develops="z")))


def test_what_had_to_be_mended_is_said() -> None:
    repairs = [{"field": "language", "reason": "left_out"}, {"field": "published_at", "reason": "mended"}]
    shown = " ".join(printed("enriched", data(enriched(repairs=repairs))).split())
    assert (
        "repairs language: left out, it could not be read published_at: mended, it was written in another way" in shown
    )


def test_a_retraction_says_what_is_taken_back() -> None:
    event = {"source": "harbour", "article_id": "7", "version": None, "retracted": ["a", "b"]}
    assert printed("enriched", data(event)) == (
        "RETRACTED      harbour/7\n"
        "               tombstone\n"
        "takes back     record a\n"
        "takes back     record b\n"
        "\n"
    )  # fmt: skip
    assert "copies         2 of it were dropped as repeats\n" in printed(
        "enriched", data({**event, "copies": ["c", "d"]})
    )
    assert "nothing: it was never seen" in printed("enriched", data({**event, "retracted": []}))


def test_a_rejection_shows_reason_place_and_bytes() -> None:
    value = b'{"source": "\xff\x1b[31m"}'
    assert printed("rejected", value, REJECTED_HEADERS, key=b"wire/7") == (
        "REJECTED       not_utf8\n"
        "               news.articles.raw/3/812 at screen\n"
        "because        byte 12 is not UTF-8: invalid start byte\n"
        "key            wire/7\n"
        'bytes          20: {"source": "\\xff␛[31m"}\n'
        "\n"
    )
    assert "none, a null value" in printed("rejected", None, REJECTED_HEADERS)
    assert "not_utf8" in printed("rejected", value, [*REJECTED_HEADERS, ("feed", None)])


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    shown = printed("enriched", data(enriched()), width=width)
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize("topic", PUBLIC)
@pytest.mark.parametrize("value", [None, b"", b"[]", b"{", b'{"article": 3, "entities": "x", "money": [{}]}'])
def test_what_is_no_event_is_survived(topic: str, value: bytes | None) -> None:
    assert printed(topic, value)


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=3), children, max_size=3),
    max_leaves=4,
) | st.sampled_from(["1e400000", "9" * 60, -1, 10**30, [{}], {"source": 1}])
SOUND: dict[str, list[dict[str, Any]]] = {
    "enriched": [enriched(revision_of="x", extends="y"), {"source": "h", "article_id": "7", "retracted": ["a"]}],
    "duplicates": [duplicate()],
    "entities": [{"action": "add", "name": "I. Duarte", "type": "PERSON", "mentions": 2, "role": "x"}],
    "money": [{"action": "add", "amount": "9", "amount_max": "10", "currency": "EUR", "per": "year", "text": "x"}],
}


@st.composite
def malformed(draw: st.DrawFn, value: Any) -> Any:
    """The value with anything in place of some of its parts."""
    if draw(st.integers(0, 7)) == 0:
        return draw(ODD)
    if isinstance(value, dict):
        return {name: draw(malformed(part)) for name, part in value.items() if draw(st.integers(0, 15))}
    return [draw(malformed(part)) for part in value] if isinstance(value, list) else value


@given(st.data(), st.sampled_from(sorted(SOUND)))
@settings(max_examples=300)
def test_whatever_stands_in_an_event_it_is_shown(choice: st.DataObject, topic: str) -> None:
    event = choice.draw(malformed(choice.draw(st.sampled_from(SOUND[topic]))))
    assert printed(topic, data(event))
    assert line(topic, data(event)).count("\n") == 1


TEXT = st.text(st.characters() | st.sampled_from("\x1b\x07\x08\r\n\u202e\x9b\x9d[]:"), max_size=40).map(
    lambda text: text.encode("utf-8", "ignore").decode()
)


@given(TEXT, TEXT)
def test_text_of_articles_sends_nothing_to_the_terminal(title: str, body: str) -> None:
    event = enriched(entities=[], money=[])
    event["article"] = {"source": title, "id": body, "title": title, "body": body, "byline": body, "language": title}
    shown = printed("enriched", data(event)) + printed("duplicates", data(duplicate(title=title, kind=body)))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@given(TEXT, TEXT)
def test_a_line_sends_nothing_to_the_terminal(told: str, more: str) -> None:
    event = enriched(entities=[], money=[])
    event["article"] = {"source": told, "id": more, "title": told, "body": more}
    headers = [("newsmill_reason", told.encode()), ("ce_time", b"2026-03-02T" + more.encode())]
    shown = line("enriched", data(event), headers) + line("rejected", more.encode(), headers)
    shown += line("duplicates", data(duplicate(title=told, kind=more, source=more)), headers)
    shown += line("money", data({"amount": told, "currency": more, "per": told, "text": more}))
    assert not CONTROLS.search(shown)


def test_what_a_renderer_forgets_the_console_makes_safe() -> None:
    out = io.StringIO()
    console(out).print("a\x1b[2J\u202eb", "c\x9bd")
    assert out.getvalue() == "a␛[2J�b c�d\n"


def line(topic: str, value: bytes | None, headers: Any = ()) -> str:
    out = io.StringIO()
    console(out, lines=True).print(render_line(Output(topic), headers, value))
    return out.getvalue()


def test_one_line_each() -> None:
    assert line("enriched", data(enriched()), ENRICHED_HEADERS) == (
        "10:17:33 FIRST     harbour/7 · Pier at Porto Novo reopens · 1 person, 1 place · "
        "EUR 90 mn ≈ USD 105.4 mn (rate 1.1711)\n"
    )
    assert line("duplicates", data(duplicate())) == (
        "--:--:-- DUPLICATE wire/9 · Porto Novo pier open again · near · similarity 0.83, containment 0.95\n"
    )
    assert line("rejected", b'{"a\xff', REJECTED_HEADERS) == '--:--:-- REJECTED  not_utf8 · {"a\\xff\n'


def test_flat_records() -> None:
    record = {"source": "harbour", "article_id": "7", "action": "add"}
    name = {**record, "name": "Ines Duarte", "type": "PERSON", "mentions": 2, "role": "harbour master"}
    assert printed("entities", data(name)) == "ENTITY    Ines Duarte ×2 · PERSON · harbour master · harbour/7\n"
    amount = {**record, "amount": "90000000", "currency": "EUR", "text": "€90 million"}
    assert printed("money", data(amount)) == "MONEY     EUR 90 mn “€90 million” · harbour/7\n"
    withdrawn = {**record, "action": "withdraw", "record_id": "r", "article_event_id": "e"}
    assert printed("money", data(withdrawn)) == "WITHDRAWN all of event e · harbour/7\n"
    assert printed("money", data({**withdrawn, "article_event_id": None})) == "WITHDRAWN all of record r · harbour/7\n"
