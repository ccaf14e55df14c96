"""Verdicts on pairs of made-up articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.dedup.verdict import Kind
from tests.dedup.feed import Feed
from tests.dedup.stories import HARBOUR, PAIRS, Pair


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_an_editor_would_say_so(pair: Pair) -> None:
    feed = Feed()
    first = feed.text(pair.earlier, title=pair.titles[0], source="wire")
    second = feed.text(pair.later, title=pair.titles[1], source="paper")
    assert second.kind == (pair.expected or Kind.FIRST)
    assert (second.cluster_id == first.cluster_id) == (pair.expected is not None)


@given(st.permutations(range(len(PAIRS))))
def test_order_of_unrelated_articles_does_not_change_verdicts(order: list[int]) -> None:
    unrelated = [
        pair.earlier
        for pair in PAIRS
        if pair.name in ("same", "another match", "tomorrow's weather", "Chinese, edited")
    ]
    feed = Feed()
    for number in order:
        if number < len(unrelated):
            assert feed.text(unrelated[number]).kind is Kind.FIRST


words = st.text("abcdefghijklmnopqrstuvwxyzäöüñéабвгдеж", min_size=1, max_size=9)


@given(st.lists(words, min_size=1, max_size=80), st.data())
def test_a_text_is_a_duplicate_of_itself_in_other_case_spacing_and_punctuation(
    found: list[str], data: st.DataObject
) -> None:
    gaps = st.sampled_from([" ", "  ", "\n", ", ", ". ", " - ", "; ", ' "', "” ", "’ ", "… ", "! ", "\u00a0", "\t"])
    cases = st.sampled_from([str.lower, str.upper, str.title, str.capitalize])
    other = "".join(data.draw(cases)(word) + data.draw(gaps) for word in found)
    feed = Feed()
    assert feed.text(" ".join(found), source="wire").kind is Kind.FIRST
    assert feed.text(other, source="paper").kind is Kind.EXACT


def test_the_likeliest_of_several_is_named() -> None:
    feed = Feed()
    feed.text(HARBOUR.replace("Lindehaven", "Aldmouth").replace("Brekke", "Sund").replace("140", "90"))
    feed.text(HARBOUR[: len(HARBOUR) // 3])
    copy = feed.text(HARBOUR)
    again = feed.text(HARBOUR + " Reporting by the wire.")
    assert again.cluster_id == copy.cluster_id


def test_scores_say_how_alike() -> None:
    feed = Feed()
    feed.text(HARBOUR)
    verdict = feed.text(HARBOUR[: len(HARBOUR) // 2])
    assert verdict.similarity is not None
    assert verdict.containment is not None
    assert 0.3 < verdict.similarity < 0.7
    assert verdict.containment > 0.9


@pytest.mark.parametrize("title", [None, "A headline"])
def test_texts_without_words_are_never_copies(title: str | None) -> None:
    feed = Feed()
    for body in ("", "...", "\n\n", "—"):
        assert feed.text(body, title=title and f"{title} {feed.offset}").kind is Kind.FIRST
