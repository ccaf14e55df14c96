"""What feeds call a language: BCP 47, older codes, three letters, names; and what none of these is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Article
from streams.language_tags import language_tag

UNDERSTOOD = [
    ("en", "en"),
    ("EN", "en"),
    ("en-KE", "en-KE"),
    ("pt_BR", "pt-BR"),
    ("zh-Hant-TW", "zh-Hant-TW"),
    ("eng", "en"),
    ("deu", "de"),
    ("ger", "de"),
    ("eng-GB", "en-GB"),
    ("yue", "yue"),
    ("aaq", "aaq"),
    ("iw", "he"),
    ("no", "no"),
    ("english", "en"),
    (" English ", "en"),
    ("English (US)", "en"),
    ("en-US,en;q=0.9", "en-US"),
    ("American English", "en-US"),
    ("Norwegian Bokmål", "nb"),
    ("Farsi", "fa"),
]
NOT_UNDERSTOOD = ["", "xx", "und", "mul", "globish", "x-globish", "en-", "e", "12", "English" * 20_000, "\x1b[31m"]


@pytest.mark.parametrize(("told", "tag"), UNDERSTOOD)
def test_codes_and_english_names_are_understood(told: str, tag: str) -> None:
    assert language_tag(told) == tag


@pytest.mark.parametrize("told", NOT_UNDERSTOOD)
def test_what_names_no_language_is_not_understood(told: str) -> None:
    assert language_tag(told) is None


@given(st.text() | st.from_regex(r"[a-zA-Z]{1,4}([-_,;( ][a-zA-Z0-9]{0,9})*"))
def test_what_is_understood_is_a_tag_that_an_article_may_have(told: str) -> None:
    tag = language_tag(told)
    assert tag is None or Article(source="s", id="1", language=tag).language == tag == language_tag(tag)
