"""ninjs: which of its texts is the body, and what never is. Whole documents are in `golden/ninjs`."""

from typing import Any

import pytest

from streams.formats.model import Reading
from streams.formats.ninjs import is_item, read

RULES = Reading(max_bytes=100_000)


def fields(**told: Any) -> dict[str, Any]:
    return dict(read({"uri": "urn:x:1", **told}, RULES).fields)


@pytest.mark.parametrize(
    ("bodies", "body"),
    [
        ({"body_html": "<p>As HTML.</p>", "body_text": "As text.", "body_nitf": "<p>As NITF.</p>"}, "As text."),
        ({"body_nitf": "<p>As NITF.</p>", "body_xhtml": "<p>As HTML.</p>"}, "As HTML."),
        (
            {"body_nitf": "<body.head><hl1>Head</hl1></body.head><body.content><p>As NITF.</p></body.content>"},
            "As NITF.",
        ),
        ({"body_text": " \n", "body_html5": "<p>As HTML.</p>"}, "As HTML."),
        ({"body_main": "<p>As&nbsp;HTML.</p>"}, "As HTML."),
        ({"body_footer": "<p>Lifeline 13 11 14</p>"}, None),
        ({"body_text": "<p>HTML that is called text.</p>"}, "HTML that is called text."),
        ({"body_text": "3 < 4 &amp; 5 > 4\n\nSecond."}, "3 < 4 & 5 > 4\n\nSecond."),
        ({"body_text": {"no": "text"}, "body_other": ["x"]}, None),
        ({"bodies": [{"role": "caption", "value": "No body."}, {"value": "<p>Of no role.</p>"}]}, "Of no role."),
        (
            {"bodies": [{"contenttype": "application/xhtml+xml", "value": "<p>a</p>"}, {"role": "text", "value": "b"}]},
            "b",
        ),
        ({"bodies": "no list"}, None),
        ({"type": "picture", "descriptions": [{"role": "text", "value": "What it shows."}]}, None),
        ({"ednote": "Call +358 40 555 0134", "notepad": {"nonpublic_html": "<p>Kai</p>"}}, None),
        ({"associations": {"main": {"body_text": "A ferry."}}}, None),
    ],
)
def test_one_body_is_chosen(bodies: dict[str, Any], body: str | None) -> None:
    assert fields(**bodies).get("body") == body


@pytest.mark.parametrize(
    ("headlines", "title"),
    [
        ({"headline": "Main", "headline_short": "Short", "title": "SLUG"}, "Main"),
        ({"headline_main": "Main", "title": "SLUG"}, "Main"),
        ({"headLine": "Main"}, "Main"),
        ({"headlines": [{"role": "seo", "value": "SEO"}, {"role": "main", "value": "Main"}]}, "Main"),
        ({"headlines": [{"value": "A &amp; <b>B</b>"}]}, "A & B"),
        ({"title": "SLUG"}, "SLUG"),
    ],
)
def test_the_headline_that_is_meant_for_readers_is_the_title(headlines: dict[str, Any], title: str) -> None:
    assert fields(**headlines)["title"] == title


@pytest.mark.parametrize("status", ["canceled", "cancelled", "withheld", "Killed", "stat:canceled"])
def test_what_is_not_usable_is_taken_back(status: str) -> None:
    assert fields(pubStatus=status)["status"] == "canceled"


@pytest.mark.parametrize("status", ["usable", "", None, 7])
def test_anything_else_is_usable(status: object) -> None:
    assert "status" not in fields(pubstatus=status)


def test_an_item_is_called_something_and_has_what_items_alone_have() -> None:
    assert is_item({"uri": "a", "pubstatus": "canceled"})
    assert is_item({"guid": "a", "body_html": "b"})
    assert not is_item({"uri": "a"})
    assert not is_item({"id": "a", "body": "b", "source": "c"})
    assert not is_item({"headline": "a", "body_text": "b"})
    assert not is_item(["uri", "headline"])
