import json

import pytest

from schemas import Reason, RejectionError
from streams.formats import Document, Reading
from streams.formats.pages import read_page

RULES = Reading(max_bytes=1_000_000)
TEXT = (
    "The harbour board of Ostmark has ordered three ferries for 36 million crowns, its chair said on Monday.",
    "Work on them begins in May at a yard in Brackwater, which beat bids from two others abroad.",
    "Shares in the yard rose by four percent; they had fallen by a fifth since the strike of pilots.",
)
BODY = "\n".join(TEXT)


def page(head: str = "", lines: tuple[str, ...] = TEXT, before: str = "", lang: str = "en") -> bytes:
    article = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html lang={lang}><head>{head}</head><body>{before}<article>{article}</article></body></html>".encode()


def fields(value: bytes, **headers: str) -> dict[str, object]:
    given = tuple((name, told.encode()) for name, told in headers.items())
    (draft,) = read_page(Document(value, given), RULES)
    return dict(draft.fields)


ADDRESSES = {
    "canonical": '<link rel="canonical" href="https://t.example/1?utm_source=x"><meta property="og:url" content="https://t.example/2">',
    "relative": '<link rel="canonical" href="/1">',
    "of the front page": '<link rel="canonical" href="https://t.example/"><meta property="og:url" content="https://t.example/1">',
    "only og:url": '<meta property="og:url" content="https://t.example/1">',
    "only JSON-LD": '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "T", "url": "https://t.example/1"}</script>',
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_is_known_by_its_own_address(name: str) -> None:
    assert fields(page(ADDRESSES[name]), url="https://t.example/feed?from=mail")["url"] == "https://t.example/1"


BYLINES = {
    "in the head": ('<meta name="author" content="Ada Obi">', ""),
    "an address and a name": (
        '<meta property="article:author" content="https://f.example/p"><meta name="byl" content="Ada Obi">',
        "",
    ),
    "nobody in the head": (
        '<meta name="author" content="admin">',
        '<p class="byline">By <a rel="author">Ada Obi</a></p>',
    ),
    "the paper itself in JSON-LD": (
        '<script type="application/ld+json">{"@type": "Report", "name": "T", "author": "T", "publisher": "T"}</script>',
        '<p class="byline">By <a rel="author">Ada Obi</a></p>',
    ),
    "an agency beside the headline": ("", "<header><h1>T</h1><p class=credit>Ada Obi</p></header>"),
    "a class of its own": ("", '<div data-testid="top-byline"><img><span><a href="/p/ada">Ada Obi</a></span></div>'),
}


@pytest.mark.parametrize("name", BYLINES)
def test_the_byline_is_somebody(name: str) -> None:
    head, before = BYLINES[name]
    assert fields(page(head, before=before))["byline"] == "Ada Obi"


def test_of_several_articles_in_json_ld_the_page_s_own_is_read() -> None:
    others = [{"@type": "NewsArticle", "headline": f"Other {n}", "url": f"https://t.example/9{n}"} for n in range(3)]
    own = {
        "@type": "NewsArticle",
        "headline": "Own",
        "url": "http://m.t.example/1",
        "datePublished": "2026-03-02T07:30:00Z",
    }
    script = f'<script type="application/ld+json">{json.dumps([*others, own])}</script>'
    found = fields(page(f'<link rel="canonical" href="https://t.example/1">{script}'))
    assert (found["title"], found["published_at"]) == ("Own", "2026-03-02T07:30:00Z")


def test_lines_that_point_to_other_articles_are_no_part_of_it() -> None:
    lines = (TEXT[0], "Read more: Pilots’ strike ends after six weeks", "À lire aussi » La grève est finie", *TEXT[1:])
    assert fields(page(lines=lines))["body"] == BODY


INSTEAD = {
    "a banner": "We and our 612 partners use cookies to store and access personal data on your device.",
    "an error": "We are sorry, but the page you’re looking for has been moved, or it was never here at all.",
    "a check": "Tidewire needs to review the security of your connection before it proceeds, which takes a moment.",
    "a law": "We recognize you are attempting to access this website from a country where we do not publish at all.",
    "a call for a script": "You need to enable JavaScript in the settings of your browser to read what we write.",
    "German": "Leider konnte die von Ihnen gesuchte Seite nicht gefunden werden, sie ist umgezogen oder gelöscht.",
}


@pytest.mark.parametrize("name", INSTEAD)
def test_what_stands_on_a_page_instead_of_an_article_is_none(name: str) -> None:
    with pytest.raises(RejectionError) as caught:
        fields(page(lines=(INSTEAD[name],)))
    assert caught.value.reason is Reason.NO_ARTICLE
    assert TEXT[0] in str(fields(page(lines=(TEXT[0], INSTEAD[name])))["body"])


def test_a_flash_of_one_line_is_an_article() -> None:
    assert fields(page(lines=(TEXT[0],)))["body"] == TEXT[0]


def test_english_is_not_believed_of_a_text_in_another_language() -> None:
    french = "La compagnie a commandé trois ferries pour 36 millions d’euros, a-t-elle annoncé lundi au port. "
    assert fields(page(lines=(french, f"{french} Ils viennent d’un chantier de Brackwater.")))["language"] == "fr"
    assert fields(page(lang="en-GB"))["language"] == "en-GB"


def test_json_ld_tells_the_text_where_the_page_has_only_its_beginning() -> None:
    told = json.dumps({"@type": "NewsArticle", "headline": "T", "articleBody": BODY})
    cut = json.dumps({"@type": "NewsArticle", "headline": "T", "articleBody": f"{BODY[:250]}..."})
    script = '<script type="application/ld+json">{}</script>'
    assert fields(page(script.format(told), TEXT[:1]))["body"] == BODY
    assert fields(page(script.format(cut), TEXT[:1]))["body"] == TEXT[0]


def test_what_is_said_of_an_article_is_not_said_twice() -> None:
    description = '<meta name="description" content="{}">'
    assert "summary" not in fields(page(description.format(f"{TEXT[0][:60]}...")))
    assert fields(page(description.format("Three ships for Ostmark.")))["summary"] == "Three ships for Ostmark."


def test_no_page_changes_how_the_next_one_reads() -> None:
    pages = [page(lines=(*TEXT[:2], f"Number {number}. {TEXT[2]}")) for number in range(12)]
    assert [fields(one) for one in pages] == [fields(one) for one in reversed(pages)][::-1]


@pytest.mark.parametrize(
    "value", [b"", b"<html></html>", b"<html><body><h1>Object moved</h1>to <a href=x>here</a>.</body></html>"]
)
def test_a_page_without_a_text_is_no_article(value: bytes) -> None:
    with pytest.raises(RejectionError) as caught:
        fields(value)
    assert caught.value.reason is Reason.NO_ARTICLE
