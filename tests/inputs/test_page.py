"""Saved pages become articles. A page in pages/ with its fields beside it, as JSON, is a test."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.inputs.page import parse_page, slug

NOW = datetime(2025, 12, 23, 10, 17, 33, tzinfo=UTC)
PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_gives_these_fields(page: Path) -> None:
    wanted = json.loads(page.with_suffix(".json").read_text("utf-8"))
    got = parse_page(page.read_text("utf-8"), source="folder", article_id=page.stem, reference_time=NOW)
    assert got == wanted


def test_the_headline_of_a_page_without_any_other_line_is_its_text() -> None:
    assert parse_page("One line only\n", source="s", article_id="i") == {
        "source": "s",
        "id": "i",
        "body": "One line only",
    }


def test_an_empty_page_has_an_empty_body() -> None:
    assert parse_page(" \n\n", source="s", article_id="i") == {"source": "s", "id": "i", "body": ""}


def test_a_relative_date_without_a_reference_time_is_kept_as_printed_only() -> None:
    page = "Grain terminal reopens after storm\n3 hours ago\n\nThe terminal reopened on Monday, its operator said.\n"
    fields = parse_page(page, source="s", article_id="i")
    assert "published_at" not in fields
    assert fields["published_text"] == "3 hours ago"


def test_a_date_without_a_zone_is_read_in_the_zone_that_is_set() -> None:
    page = "Grain terminal reopens after storm\nBy Jane Doe | 21 Dec 2025, 14:05\n\nIt reopened, its operator said.\n"
    as_printed = parse_page(page, source="s", article_id="i")
    assert "published_at" not in as_printed
    assert as_printed["published_text"] == "21 Dec 2025, 14:05"
    in_tokyo = parse_page(page, source="s", article_id="i", timezone="Asia/Tokyo")
    assert in_tokyo["published_at"] == "2025-12-21T05:05:00Z"
    assert "published_text" not in in_tokyo


def test_a_day_is_one_of_the_zone_of_the_reference_time() -> None:
    page = "Grain terminal reopens after storm\n1 day ago\n\nThe terminal reopened on Monday, its operator said.\n"
    nairobi = datetime(2025, 12, 23, 1, 30, tzinfo=timezone(timedelta(hours=3)))
    fields = parse_page(page, source="s", article_id="i", reference_time=nairobi)
    assert fields["published_at"] == "2025-12-21T21:00:00Z"  # midnight of the 22nd there


@pytest.mark.parametrize(("name", "wanted"), [("Harbour Daily", "harbour-daily"), ("www.Example.org", "example.org"),
                                               ("El País", "el-pais"), ("新华网", "新华网"), ("!!", "!!")])  # fmt: skip
def test_slug(name: str, wanted: str) -> None:
    assert slug(name) == wanted


LINE = st.sampled_from(
    [
        "Harbour Daily", "Markets", "Grain terminal reopens after storm", "By Jane Doe", "Jane Doe", "1 day ago",
        "Published 21 Dec 2025", "Tidewater Staff | 21 Dec 2025 | 4 min read", "https://example.org/a", "Home > Ports",
        "The terminal reopened on Monday, its operator said.", "said on Monday that", "Can it last?", "Stand",
        "Ships load again at the largest pier, but the backlog will take weeks, and nobody knows how many weeks.",
    ]
)  # fmt: skip


@given(st.lists(st.tuples(LINE, st.sampled_from(["\n", "\n\n", "\n \n\n"])), max_size=14))
def test_nothing_on_a_page_is_lost(parts: list[tuple[str, str]]) -> None:
    """Every line of the page stands in a field, and the body has none that the page does not have."""
    page = "".join(line + gap for line, gap in parts)
    fields = parse_page(page, source="folder", article_id="i", reference_time=NOW)
    kept = "\n".join([*fields.values(), fields["source"].replace("-", " ")]).casefold()
    for line, _ in parts:
        assert line.casefold() in kept or _is_only_marks(line)
    assert [line for line in fields["body"].splitlines() if line.strip() and line.strip() not in page] == []


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\n 0123456789:/.-|,"), max_size=200))
def test_any_text_is_a_page(text: str) -> None:
    fields = parse_page(text, source="folder", article_id="i", reference_time=NOW)
    assert all(isinstance(value, str) for value in fields.values())
    assert all(line.strip() in text for line in fields["body"].split("\n"))


def _is_only_marks(line: str) -> bool:
    """A date in full, which is in `published_at` as a moment; "Published" is its label."""
    return bool(re.fullmatch(r"(Published )?21 Dec 2025", line))
