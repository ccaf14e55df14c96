"""Other people's JSON: which of its fields are which of an article's."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.inputs.mapping import TARGETS, read_map

THEIRS = {
    "nr": 4103,
    "provider": {"name": "Tidewire", "phone": "+351 555 0100"},
    "headline": "Mombasa buys cranes",
    "content": {"rendered": "<p>The port pays $9&nbsp;million.</p>", "protected": False},
    "modified": "2 March 2026 09:15 +0100",
    "desk": "ports",
}
WHOLE = "nr=id,provider.name=source,headline=title,content.rendered=body,modified=published_at"


def test_fields_are_found_by_their_paths_and_others_go_on_under_their_own_names() -> None:
    assert read_map(WHOLE).article(THEIRS, "folder") == {
        "source": "Tidewire",
        "id": "4103",
        "title": "Mombasa buys cranes",
        "body": "<p>The port pays $9&nbsp;million.</p>",
        "published_at": "2 March 2026 09:15 +0100",
        "desk": "ports",
    }


def test_a_field_that_has_an_articles_name_is_that_field_unless_another_is() -> None:
    article = {"source": "wire", "id": "1", "title": "Short", "long": "A longer title", "body": "Text."}
    wanted = {"source": "wire", "id": "1", "title": "A longer title", "body": "Text."}
    assert read_map("long=title").article(article, "folder") == wanted


def test_what_names_nobody_is_its_folders_and_is_called_by_its_address_or_its_texts() -> None:
    fields = read_map("text=body,link=url")
    assert fields.article({"text": "Text.", "link": "https://wire.example/1"}, "folder") == {
        "source": "folder",
        "id": "https://wire.example/1",
        "body": "Text.",
        "url": "https://wire.example/1",
    }
    first, again, other = (fields.article({"text": text}, None)["id"] for text in ("Text.", "Text.", "Another."))
    assert first == again != other


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("headline", "not understood"),
        ("=title", "not understood"),
        ("a..b=title", "not understood"),
        ("headline=titel", "did you mean 'title'"),
        ("headline=zzz", "there are source, id"),
        ("a=title,b=title", "'title' is named twice"),
        (" , ", "is wanted"),
    ],
)
def test_a_slip_is_told_in_one_line(told: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        read_map(told)
    assert "\n" not in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from("abc"), JSON), st.sampled_from(TARGETS))
def test_whatever_stands_at_a_path_there_is_an_object_with_an_id(theirs: dict[str, Any], target: str) -> None:
    article = read_map(f"a.b={target}").article(theirs, "folder")
    assert set(article) <= {"source", "id", target, "b", "c"}
    assert article["source"] is not None
    assert article["id"] is not None
