"""What a feed may send as an article."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas import Article, article_key
from schemas.article import LONGEST_KEYWORD, MOST_KEYWORDS

LEAST = {"source": "wire", "id": "1"}

WRONG = [
    {"source": "wire"},
    {"id": "1"},
    {**LEAST, "source": ""},
    {**LEAST, "id": "   "},
    {**LEAST, "id": "x" * 513},
    {**LEAST, "title": 7},
    {**LEAST, "version": "2"},
    {**LEAST, "version": -1},
    {**LEAST, "version": True},
    {**LEAST, "version": 2**63},
    {**LEAST, "status": "withheld"},
    {**LEAST, "language": "English (US)"},
    {**LEAST, "published_at": "yesterday"},
    {**LEAST, "published_at": "2026-11-24"},
    {**LEAST, "published_at": "2026-11-24T08:30:00"},
    {**LEAST, "published_at": "2026-03-02\x1b07:30:00Z"},
    {**LEAST, "published_at": "2026-W10-1T07:30:00Z"},
    {**LEAST, "published_at": "2026-061T07:30:00Z"},
    {**LEAST, "published_at": "20260302T073000Z"},
    {**LEAST, "published_at": "2026-03-02T07:30Z"},
    {**LEAST, "published_at": "2026-03-02T07:30:00,5Z"},
    {**LEAST, "published_at": "2026-03-02T07:30:00+0530"},
    {**LEAST, "published_at": "2026-03-02T07:30:00+01:75"},
    {**LEAST, "published_at": f"2026-03-02T07:30:00.{'1' * 10}Z"},
    {**LEAST, "published_at": "2026-03-02T07:30:00Z\n"},
    {**LEAST, "published_at": "٢٠٢٦-03-02T07:30:00Z"},
    {**LEAST, "published_at": "2026-02-30T07:30:00Z"},
    {**LEAST, "published_at": "2026-03-02T24:00:00Z"},
    {**LEAST, "published_at": "2026-03-02T07:30:00+24:00"},
    {**LEAST, "published_at": "0000-03-02T07:30:00Z"},
    {**LEAST, "keywords": ["k"] * (MOST_KEYWORDS + 1)},
    {**LEAST, "keywords": ["k" * (LONGEST_KEYWORD + 1)]},
    {**LEAST, "keywords": [1]},
]


@pytest.mark.parametrize("fields", WRONG)
def test_a_wrong_field_is_an_error(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Article.model_validate(fields)


def test_unknown_fields_are_kept() -> None:
    article = Article.model_validate({**LEAST, "desk": {"name": "business"}})
    assert article.model_dump()["desk"] == {"name": "business"}


def test_a_time_is_kept_as_the_feed_wrote_it() -> None:
    article = Article.model_validate({**LEAST, "published_at": "2026-11-24T08:30:00.5+05:30"})
    assert article.published_at == "2026-11-24T08:30:00.5+05:30"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("2026-03-02t07:30:00z", "2026-03-02T07:30:00Z"),
        ("2026-03-02 07:30:00.123456789-00:00", "2026-03-02T07:30:00.123456789-00:00"),
        ("1605-07-01T00:00:00+05:30", "1605-07-01T00:00:00+05:30"),
    ],
)
def test_what_rfc_3339_leaves_open_is_written_in_one_way(told: str, kept: str) -> None:
    assert Article.model_validate({**LEAST, "published_at": told}).published_at == kept


def test_half_a_million_wrong_keywords_cost_no_more_than_one() -> None:
    """An error for each of them took 450 MB."""
    with pytest.raises(ValidationError) as caught:
        Article.model_validate({**LEAST, "keywords": [1] * 500_000})
    assert caught.value.error_count() == 1


def test_texts_are_those_that_are_there_in_reading_order() -> None:
    article = Article.model_validate({**LEAST, "body": "b", "summary": "", "title": "t"})
    assert list(article.texts().items()) == [("title", "t"), ("body", "b")]


PIECE = st.text(st.sampled_from("a/%25F"), min_size=1, max_size=6)


@given(PIECE, PIECE, PIECE, PIECE)
def test_no_two_articles_share_a_key(source: str, id_: str, other_source: str, other_id: str) -> None:
    same = (source, id_) == (other_source, other_id)
    assert (article_key(source, id_) == article_key(other_source, other_id)) == same


def test_a_key_can_be_read() -> None:
    assert article_key("the post/web 100%", "2026/7") == b"the post%2Fweb 100%25/2026/7"
