import pytest

from schemas import Reason, RejectionError
from streams.formats.xml import found, parse_xml

BOMB = '<?xml version="1.0"?>{}<!DOCTYPE a [<!ENTITY b "{}"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'

ATTACKS = {
    "an entity that grows": BOMB.format("", "lol" * 1000),
    "one behind a comment": BOMB.format("<!-- > [ -->" * 1000, "x"),
    "a file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "an address": '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]><a/>',
    "one behind a sign in quotes": '<!DOCTYPE a SYSTEM "x>y" [<!ENTITY x "y">]><a>&x;</a>',
    "one in what looks literal": '<!DOCTYPE a [<!-- <![CDATA[ --><!ENTITY x "y"><!-- ]]> -->]><a>&x;</a>',
    "one behind an instruction": '<?a > <b> ?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    "in lower case": '<!doctype a [<!entity x "y">]><a>&x;</a>',
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_document_that_declares_entities_is_rejected(name: str) -> None:
    with pytest.raises(RejectionError, match="entities") as caught:
        parse_xml(ATTACKS[name])
    assert caught.value.reason is Reason.NOT_XML


def test_a_doctype_that_only_names_a_file_is_not_followed() -> None:
    text = (
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd"><rss>caf&eacute;</rss>'
    )
    assert parse_xml(text).text == "café"


MENDED = {
    "an ampersand": "<a><b>AT&T</b></a>",
    "a line before the declaration": '\n<?xml version="1.0" encoding="utf-16"?>\n<a><b>AT&amp;T</b></a>',
    "an unclosed element": "<a><b>AT&amp;T</a>",
    "a control character": "<a><b>AT&amp;\x0bT</b></a>",
    "an attribute whose prefix nobody declared": '<a y:x="1 &amp; 2" z="3 &amp; 4"><b>AT&amp;T</a>',
    "an entity that nobody declared": "<a><b>AT&amp;T</b>&nowhere;</a>",
}


@pytest.mark.parametrize("name", MENDED)
def test_slips_of_a_feed_are_mended(name: str) -> None:
    assert "".join(found(parse_xml(MENDED[name]), "b")[0].itertext()).startswith("AT")


def test_references_behind_a_slip_are_not_lost() -> None:
    root = parse_xml('<a><b>x</y><c d="1 &lt; 2">AT&amp;T &lt;p&gt;<![CDATA[&amp;]]></c></a>')
    (element,) = found(root, "c")
    assert (element.text, element.get("d")) == ("AT&T <p>&amp;", "1 < 2")


@pytest.mark.parametrize(
    ("text", "reason"), [("<a>" * 100_000, Reason.TOO_DEEP), ("no markup", Reason.NOT_XML), ("", Reason.NOT_XML)]
)
def test_what_cannot_be_read_is_rejected_with_a_reason(text: str, reason: Reason) -> None:
    with pytest.raises(RejectionError) as caught:
        parse_xml(text)
    assert caught.value.reason is reason
