"""What a feed may send as an article."""

from typing import Any

import pytest
from pydantic import ValidationError

from schemas import Article

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


def test_texts_are_those_that_are_there_in_reading_order() -> None:
    article = Article.model_validate({**LEAST, "body": "b", "summary": "", "title": "t"})
    assert list(article.texts().items()) == [("title", "t"), ("body", "b")]
