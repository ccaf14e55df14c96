"""JSON-LD as pages and feeds write it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.formats.fields import Told
from streams.formats.jsonld import articles_of_page, read
from streams.formats.model import Reading

RULES = Reading(max_bytes=100_000)
ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Sea farm opens",
    "articleBody": "It grows kelp.",
}


def fields(**changed: Any) -> dict[str, Any]:
    (draft,) = read(ARTICLE | changed, RULES)
    return dict(draft.fields)


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ({"@type": "Person", "name": "Ada Obi"}, "Ada Obi"),
        ({"type": "person", "name": ["Ada Obi"]}, "Ada Obi"),
        ([{"name": "Ada Obi"}, {"name": "Lin Wei"}, {"name": "Ada Obi"}], "Ada Obi, Lin Wei"),
        (["Ada Obi", "Lin Wei"], "Ada Obi, Lin Wei"),
        ("Ada Obi &amp; Lin Wei", "Ada Obi & Lin Wei"),
        ({"@type": "Organization", "name": "The Kelp"}, "The Kelp"),
        ({"@type": "Person", "name": "https://kelp.example/people/ada"}, None),
        ({}, None),
        ([{}, "", None, {"@id": "#nobody"}], None),
    ],
)
def test_an_author_is_told_in_many_ways(author: object, byline: str | None) -> None:
    assert fields(author=author).get("byline") == byline


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("Sea farm opens | The Kelp", "Sea farm opens"),
        ("Sea farm opens - TheKelp", "Sea farm opens"),
        ("Sea farm opens | Business", "Sea farm opens | Business"),
        ("Sea &quot;farm&quot; opens &amp;#8211; at last", 'Sea "farm" opens – at last'),
        ({"@value": "Sea farm opens", "@language": "en"}, "Sea farm opens"),
        (["Sea farm opens"], "Sea farm opens"),
    ],
)
def test_a_headline_has_no_references_and_not_the_name_of_its_paper(headline: object, title: str) -> None:
    assert fields(headline=headline, publisher={"name": "The Kelp"})["title"] == title


@pytest.mark.parametrize(
    ("places", "url"),
    [
        ({"url": "https://kelp.example/1"}, "https://kelp.example/1"),
        ({"url": "https://kelp.example/", "mainEntityOfPage": "https://kelp.example/1"}, "https://kelp.example/1"),
        ({"mainEntityOfPage": {"@id": "https://kelp.example/1"}}, "https://kelp.example/1"),
        ({"mainEntityOfPage": True, "@id": "https://kelp.example/1#article"}, "https://kelp.example/1#article"),
        ({"mainEntityOfPage": True, "@id": "#article"}, None),
    ],
)
def test_an_address_is_that_of_a_page_and_no_home_page(places: dict[str, object], url: str | None) -> None:
    assert fields(**places).get("url") == url


@pytest.mark.parametrize(
    ("names", "id_"),
    [
        ({"@id": "https://kelp.example/1#article"}, "https://kelp.example/1#article"),
        ({"@id": "https://kelp.example/#article"}, None),
        ({"@id": "_:b0"}, None),
        ({"@id": "#article", "identifier": {"@type": "PropertyValue", "value": 17}}, "17"),
        ({"identifier": ["k-1", "k-2"]}, "k-1"),
    ],
)
def test_what_all_articles_of_a_site_are_called_is_no_id(names: dict[str, object], id_: str | None) -> None:
    assert fields(**names).get("id") == id_


def test_types_may_be_several_and_whole_addresses_and_keys_too() -> None:
    expanded = [{"@type": ["http://schema.org/NewsArticle"], "http://schema.org/headline": [{"@value": "H"}]}]
    (draft,) = read(expanded, RULES)
    assert draft.fields["title"] == "H"


def test_a_live_blog_is_one_text() -> None:
    updates = [{"@type": "BlogPosting", "headline": "Noon", "articleBody": "Second."}, {"articleBody": "First."}]
    assert (
        fields(**{"@type": "LiveBlogPosting", "articleBody": "", "liveBlogUpdate": updates})["body"]
        == "Noon\nSecond.\n\nFirst."
    )


def test_an_article_inside_a_page_has_the_address_of_the_page() -> None:
    (draft,) = read({"@type": "WebPage", "url": "https://kelp.example/1", "mainEntity": ARTICLE}, RULES)
    assert draft.fields["url"] == "https://kelp.example/1"


def script(text: str) -> Told | None:
    told = articles_of_page(f'<html><head><script data-x type="application/ld+json">{text}</script></head></html>')
    return next(iter(told), None)


@pytest.mark.parametrize(
    "written",
    [
        json.dumps(ARTICLE),
        f"\n<!-- {json.dumps(ARTICLE)} -->\n",
        f"//<![CDATA[\n{json.dumps(ARTICLE, indent=1)}\n//]]>",
        json.dumps(ARTICLE).replace("opens", "\topens") + ";",
        json.dumps(ARTICLE).replace('"', "&quot;"),
        json.dumps([{"@type": "Organization", "name": "The Kelp"}, ARTICLE]),
    ],
)
def test_a_script_of_a_page_is_read_however_it_is_wrapped(written: str) -> None:
    told = script(written)
    assert told is not None
    assert " ".join(str(told.title).split()) == "Sea farm opens"


@pytest.mark.parametrize(
    "written", ["", "{", "null", "[]", '{"@type": "Organization"}', ";" * 300_000, "<!--" * 100_000]
)
def test_a_script_without_an_article_tells_nothing(written: str) -> None:
    assert script(written) is None


def test_scripts_that_are_broken_or_never_end_are_passed_over() -> None:
    good = f'<script type="application/ld+json">{json.dumps(ARTICLE)}</script>'
    assert articles_of_page(f'<script type="application/ld+json">{{</script>{good}<script>')
    assert articles_of_page("<script " * 100_000) == articles_of_page("<script>" * 100_000) == []


@given(st.text(max_size=200))
def test_any_page_tells_something_or_nothing(html: str) -> None:
    assert script(html) is None
    assert articles_of_page(html) == []
