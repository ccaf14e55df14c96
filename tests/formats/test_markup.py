from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Reason, RejectionError
from streams.formats.markup import text_of_html, title_of_html

READ = {
    "paragraphs": ("<p>One.</p>\n<p>Two<br>three.</p>", "One.\nTwo\nthree."),
    "no markup at all": ("Oil rose.\n\nGas  fell. ", "Oil rose.\nGas fell."),
    "a sum with a fixed space": ("<p>worth <b>$5.75&nbsp;billion</b></p>", "worth $5.75 billion"),
    "inline elements part no words": ("<p><b>M</b>inister <i>Ole</i>&#8217;s plan</p>", "Minister Ole’s plan"),
    "a soft hyphen and a mark of width nought": ("<p>Infla&shy;tion\u200b rose</p>", "Inflation rose"),
    "a list": ("<ul><li>Oil <li>Gas</ul>", "Oil\nGas"),
    "a table": (
        "<table><tr><th>Unit</th><th>Sales</th></tr><tr><td>Ships</td><td> $4m </td></tr></table>",
        "Unit\tSales\nShips\t$4m",
    ),
    "a quotation": ("He said:<blockquote>We sell.</blockquote>Then he left.", "He said:\nWe sell.\nThen he left."),
    "code is no text": ("<p>Up<script>var a = '$100'</script><style>p {}</style>.</p>", "Up."),
    "pictures and captions": ("<figure><img alt='A ship'><figcaption>Photo: X</figcaption></figure><p>A</p>", "A"),
    "a table that stands in a figure": (
        "<figure class='wp-block-table'><table><tr><td>1</td></tr></table><figcaption>c</figcaption></figure>",
        "1",
    ),
    "controls": ("<p>A</p><form><input value='x'><button>Subscribe</button><select><option>1</select></form>", "A"),
    "what is hidden": ("<p>A</p><p hidden>B</p><p style='color: red; display:none'>C</p>D", "A\nD"),
    "what feeds put around": ('<p>A</p><div class="feedflare"><a href="x">Share</a></div>', "A"),
    "a pixel": ('A<img src="https://t.example/p.gif" width="1" height="1"/>', "A"),
    "comments": ("A<!-- B --> C", "A C"),
    "a head": ("<html><head><title>T</title></head><body>B</body></html>", "B"),
    "references escaped twice": ("<p>Il &amp;#39;re&amp;#39; &amp;amp; AT&amp;T</p>", "Il 're' & AT&T"),
    "all of it escaped twice": ("&lt;p&gt;Oil &amp;amp; gas&lt;/p&gt;&lt;p&gt;Up&lt;/p&gt;", "Oil & gas\nUp"),
    "signs that are no markup": ("if 3 < 5 & 7 > 6", "if 3 < 5 & 7 > 6"),
    "an address with a parameter like a reference": ("see x.example/?a=1&copy=2", "see x.example/?a=1&copy=2"),
    "lines of verse": ("<pre>Rose,\n  red</pre>", "Rose,\nred"),
    "tags in capitals, unclosed": ("<P>A<P>B <B>c", "A\nB c"),
    "characters that no XML may have": ("<p>a\x00b\x0bc</p>", "abc"),
    "nothing": (" ", ""),
}


@pytest.mark.parametrize("name", READ)
def test_html_becomes_the_text_that_a_reader_sees(name: str) -> None:
    html, text = READ[name]
    assert text_of_html(html) == text


def test_a_title_is_one_line() -> None:
    assert title_of_html("<b>Oil</b> &amp; gas:<br> up\n2%") == "Oil & gas: up 2%"


@given(st.text(alphabet=st.sampled_from("ab &;#39<>/p\"'!-=\n\t\u00a0"), max_size=60))
def test_any_string_is_read_and_no_line_is_empty(html: str) -> None:
    text = text_of_html(html)
    assert all(line == line.strip() and line for line in text.split("\n")) or not text


@given(st.lists(st.text(alphabet="abc é", min_size=1, max_size=8).map(str.strip).filter(bool), max_size=5))
def test_paragraphs_come_out_as_they_went_in(lines: list[str]) -> None:
    expected = "\n".join(" ".join(line.split()) for line in lines)
    assert text_of_html("".join(f"<p>{line}</p>" for line in lines)) == expected


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul"])
def test_markup_that_nests_without_end_is_rejected(tag: str) -> None:
    with pytest.raises(RejectionError) as caught:
        text_of_html(f"<{tag}>" * 40_000 + "x")
    assert caught.value.reason is Reason.TOO_DEEP


HOSTILE: dict[str, Any] = {
    "signs": "<" * 300_000,
    "ampersands": "&" * 300_000,
    "escaped": "&lt;a " * 45_000,
    "attributes": "<a " + "x=1 " * 100_000,
    "comments": "<!--" * 45_000,
    "references": "&amp;amp;" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.timeout(10)
def test_hostile_markup_takes_time_linear_in_its_size(name: str) -> None:
    with suppress(RejectionError):
        text_of_html(HOSTILE[name])
