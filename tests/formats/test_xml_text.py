import pytest

from streams.formats.xml_text import declares_entities, first_element, well_chosen

MENDED = {
    "nothing": ("<a>b &amp; &#233; &#xE9;</a>", "<a>b &amp; &#233; &#xE9;</a>"),
    "a declaration, and what is before it": ('\ufeff \n<?xml version="1.0" encoding="bogus"?>\n<a/>', "<a/>"),
    "names of HTML": ("<a>&eacute;&nbsp;&lt;</a>", "<a>é\u00a0&lt;</a>"),
    "ampersands that are text": (
        "<a x='?b=1&c=2'>R&D & so; &nowhere;</a>",
        "<a x='?b=1&amp;c=2'>R&amp;D &amp; so; &amp;nowhere;</a>",
    ),
    "references to what XML may not hold": ("<a>&#0;&#x1f;&#xD800;&#9999999;b</a>", "<a>b</a>"),
    "literal text as it is": ("<a>&<![CDATA[&nbsp;&]]>&</a>", "<a>&amp;<![CDATA[&nbsp;&]]>&amp;</a>"),
    "a literal text without an end": ("<a><![CDATA[&", "<a><![CDATA[&amp;"),
}


@pytest.mark.parametrize("name", MENDED)
def test_what_feeds_do_to_xml_is_mended(name: str) -> None:
    text, mended = MENDED[name]
    assert well_chosen(text) == mended


def test_an_article_may_speak_of_entities() -> None:
    assert not declares_entities("<a><![CDATA[<!ENTITY c 'd'>]]></a>")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<rss>", "rss"),
        ("\n<!-- <html> --><!DOCTYPE html>\n<HTML lang=en>", "html"),
        ('<?xml version="1.0"?><?a b?><rdf:RDF xmlns:rdf="x">', "rdf"),
        ("<!--", ""),
        ("< a>", ""),
        ("", ""),
    ],
)
def test_a_document_is_known_by_its_first_element(text: str, name: str) -> None:
    assert first_element(text) == name
