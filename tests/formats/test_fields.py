"""What a document tells becomes the fields of an article; what cannot be read is told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Article, Format
from schemas.codec import encode
from streams.formats.fields import Told, draft, id_of, identity, keywords_of, source_of
from streams.formats.model import Draft, Reading

RULES = Reading(max_bytes=1000)


def drafted(**told: Any) -> Draft:
    return draft(Told(**told), Format.NINJS, RULES)


def test_what_cannot_be_read_is_left_out_and_told() -> None:
    read = drafted(
        title=["a"], version="x", published_at=["soon"], url="mailto:a@b.example", keywords={"a": 1}, body="Text."
    )
    assert read.fields == {"body": "Text."}
    lost = [(repair.field, repair.reason.value) for repair in read.repairs]
    assert lost == [(name, "left_out") for name in ("url", "title", "published_at", "version", "keywords")]


def test_what_is_not_there_is_not_told_of() -> None:
    read = drafted(title="", summary=None, byline="  ", keywords=[], published_at=[None, ""], body="Text.")
    assert (read.fields, read.repairs) == ({"body": "Text."}, ())


def test_of_several_moments_the_first_that_can_be_read_counts() -> None:
    read = drafted(published_at=["soon", "2026-03-02T07:00:00Z", "2026-03-01T07:00:00Z"])
    assert (read.fields, read.repairs) == ({"published_at": "2026-03-02T07:00:00Z"}, ())


def test_a_number_with_a_fraction_may_be_a_time_and_one_without_a_version() -> None:
    fields = draft(Told(published_at=[1572000000.5], version=2.0), Format.NINJS, RULES).fields
    assert (fields["published_at"], fields["version"]) == ("2019-10-25T10:40:00.500000Z", 2)


def test_identity_goes_by_the_document_then_its_address_then_its_text() -> None:
    url, title, body = "https://t.example/1?utm_source=x", "Title", "Body"
    assert identity(id="p-1", url=url, title=title, body=body) == "p-1"
    assert identity(id=None, url=url, title=title, body=body) == "https://t.example/1"
    hashed = identity(id=None, url=None, title=title, body=body)
    assert (
        hashed == identity(id=" ", url="", title=title, body=body) != identity(id=None, url=None, title=title, body="B")
    )


@pytest.mark.parametrize(
    ("told", "id_"), [(17, "17"), (True, None), (1e22, None), ({"a": 1}, None), (" a\n b ", "a b")]
)
def test_an_id_is_text_or_a_whole_number(told: object, id_: str | None) -> None:
    assert id_of(told) == id_


def test_an_id_that_is_too_long_is_its_hash() -> None:
    assert (id_of("x" * 600) or "").startswith("sha256:")


def test_a_source_is_who_is_named_else_the_host_of_an_address() -> None:
    assert source_of([None, " ", "Wire"], "https://t.example/1") == "Wire"
    assert source_of([None], None, "https://www.t.example/1") == "t.example"
    assert source_of([], "p-1", None) is None


def test_keywords_are_kept_once_and_within_their_bounds() -> None:
    assert keywords_of(["a", {"name": "b"}, "a", "", 7, "x" * 600]) == ["a", "b"]
    assert len(keywords_of([str(number) for number in range(2000)]) or []) == 1000


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("id", "url", "title", "byline", "body", "version", "keywords"), JSON)
    )
)
def test_whatever_is_told_the_fields_are_those_of_an_article(told: dict[str, Any]) -> None:
    read = drafted(**told)
    article = Article.model_validate({"source": "a", "id": "b", **read.fields})
    assert encode(article)
