"""A tag of more attributes than any real one has is refused, before a parser compares each with all the others."""

from contextlib import suppress

import pytest

from schemas import Reason, RejectionError
from streams.formats.attributes import MOST, refuse_many
from streams.formats.markup import text_of_html
from streams.formats.xml import parse_xml

NAMES = " ".join(f"a{number}" for number in range(MOST + 1))
VALUES = " ".join(f'a{number}="1"' for number in range(MOST + 1))
BOMBS = {
    "names": f"<p {NAMES}>x</p>",
    "values": f"<p {VALUES}>x</p>",
    "slashes": f"<p/{NAMES.replace(' ', '/')}>x</p>",
    "no gaps": "<p " + "a='1'" * (MOST + 1) + ">",
    "behind a comment that looks like a tag": f'<!-- <a b=" --><p {NAMES}>"',
    "behind a script that looks like one": f"<script>if (a<b) c = \"'\"</script><p {NAMES}>'",
    "of a script": f"<script {NAMES}></script>",
    "in the value of another": f"<p title='a > b' {NAMES}>",
}


@pytest.mark.parametrize("html", BOMBS.values(), ids=BOMBS)
def test_html_with_such_a_tag_is_refused(html: str) -> None:
    for read in (refuse_many, text_of_html):
        with pytest.raises(RejectionError, match="attributes") as caught:
            read(html)
        assert caught.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{NAMES}</p>" * 3,
        f"<!-- <p {NAMES}> --><p>x",
        f"<script>var a = b<c; {NAMES}</script><p>x",
        f"<title>1 <a {NAMES}</title>",
        "<p a=1 b='2' c>x</p>" * 1000,
        f"<p {VALUES[: len(VALUES) // 2]}>x</p>" * 10,
        f"1 < 2 {NAMES}",
    ],
)
def test_what_only_looks_like_one_is_read(html: str) -> None:
    refuse_many(html)


def test_xml_with_such_a_tag_is_refused_whether_it_is_well_formed_or_not() -> None:
    for end in ("/>", "><b></a>"):
        with pytest.raises(RejectionError, match="attributes"):
            parse_xml(f"<a><a {VALUES}{end}</a>")


@pytest.mark.parametrize(
    "part",
    ["<a/b=", "<a b='", "<!--", "<script>", "<script a='", "<", "<title><b ", "<a =", "<a ", "<a/", "x='", '<a b=">'],
)
def test_the_search_goes_over_a_text_once(part: str) -> None:
    """A quadratic search would not come back from half a million characters."""
    with suppress(RejectionError):
        refuse_many(part * (500_000 // len(part)))
