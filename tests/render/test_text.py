"""What articles say cannot act on a terminal, and spans stay where they are."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.render.text import Span, marked, safe, safe_json, short, window

ANY_TEXT = st.text(st.characters() | st.sampled_from("\x1b\x07\x08\r\n\u202e\u2066\x9b\x9d\u2028"))


@given(ANY_TEXT)
def test_safe_text_is_as_long_and_has_no_controls(text: str) -> None:
    shown = safe(text)
    assert len(shown) == len(text)
    assert all(
        character.isprintable() or character not in "\x1b\x07\x08\x9b\x9d\x7f\u202e\u2066" for character in shown
    )
    assert not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in shown)


@given(ANY_TEXT)
def test_rich_keeps_every_character_of_safe_text(text: str) -> None:
    """Rich drops some controls from what it is given; after `safe` there is none left that would shift spans."""
    assert marked(text, []).plain.replace(" ¶ ", "  ") == safe(text) or "  " in safe(text)


@given(ANY_TEXT)
def test_safe_json_means_the_same_and_has_no_controls(text: str) -> None:
    shown = safe_json(json.dumps({text: [text]}, ensure_ascii=False))
    assert json.loads(shown) == {text: [text]}
    assert safe(shown) == shown


def test_an_escape_is_shown_as_its_picture() -> None:
    assert safe("a\x1b[31mb\u202ec\td") == "a␛[31mb�c d"


def test_spans_are_marked_in_a_piece_of_the_text() -> None:
    piece = marked("The port of Miami reopened", [Span(12, 17, "loc"), Span(0, 3, "org")], 9)
    assert (piece.plain, [(span.start, span.end, span.style) for span in piece.spans if span]) == (
        "of Miami reopened",
        [(3, 8, "loc")],
    )


@pytest.mark.parametrize(("text", "width", "wanted"), [("a  b\nc", 10, "a b c"), ("harbour", 5, "harb…"), ("", 3, "")])
def test_short(text: str, width: int, wanted: str) -> None:
    assert short(text, width) == wanted


@given(st.text("ab .", min_size=1, max_size=200), st.integers(10, 60), st.data())
def test_a_window_holds_what_it_is_around(text: str, width: int, data: st.DataObject) -> None:
    around = data.draw(st.integers(0, len(text) - 1))
    start, end = window(text, width, around)
    assert 0 <= start <= around
    assert start < end <= len(text)
    assert end - start <= width
