"""The page for people: every topic, field and value of the document, links that lead somewhere, and no network."""

import re
from html.parser import HTMLParser

from streams.contracts.asyncapi import asyncapi, default_settings
from streams.contracts.page import page
from streams.contracts.page.words import paragraphs, type_words

DOCUMENT = asyncapi(default_settings())
PAGE = page(DOCUMENT)


class Reader(HTMLParser):
    """Ids, links and texts of a page, and whether every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.links += [told["href"] or ""] if "href" in told else []
        if tag not in ("meta", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert not reader.open
    return reader


def test_every_link_leads_somewhere_on_the_page() -> None:
    reader = read(PAGE)
    assert len(reader.ids) == len(set(reader.ids))
    assert {link.removeprefix("#") for link in reader.links} <= set(reader.ids)


def test_nothing_is_fetched() -> None:
    assert not re.search(r"<script|<link|src=|url\(|@import", PAGE)


def test_every_topic_type_field_and_value_is_there() -> None:
    words = read(PAGE).words
    schemas = DOCUMENT["components"]["schemas"].values()
    headers = [message["headers"] for message in DOCUMENT["components"]["messages"].values()]
    wanted = {channel["address"] for channel in DOCUMENT["channels"].values()}
    wanted |= {message["name"] for message in DOCUMENT["components"]["messages"].values()}
    wanted |= {name for schema in [*schemas, *headers] for name in schema.get("properties", {})}
    wanted |= {value for schema in schemas for value in schema.get("enum", ())}
    assert [name for name in wanted if name not in words] == []


def test_what_an_example_holds_is_text_and_never_markup() -> None:
    message = DOCUMENT["components"]["messages"]["RejectedRecord"]
    example = message["examples"][0] | {"payload": "<script>alert(1)</script>"}
    messages = DOCUMENT["components"]["messages"] | {"RejectedRecord": message | {"examples": [example]}}
    html = page(DOCUMENT | {"components": DOCUMENT["components"] | {"messages": messages}})
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_types_are_told_in_words() -> None:
    assert type_words({"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}]}) == "text (UUID) or null"
    assert type_words({"type": "number", "minimum": 0, "maximum": 1}) == "number (0 to 1)"
    assert type_words({"type": "array", "items": {"$ref": "#/components/schemas/Link"}}) == (
        'list of <a href="#Link">Link</a>'
    )


def test_lists_and_code_of_a_description_are_shown_as_such() -> None:
    assert paragraphs("Why.\n\n- `a`: one < two") == "<p>Why.</p><ul><li><code>a</code>: one &lt; two</li></ul>"
