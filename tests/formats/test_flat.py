"""Our own fields: what is mended in them, and what is never touched."""

from hypothesis import given
from hypothesis import strategies as st

from schemas import Format
from streams.formats.flat import is_article, without_markup
from streams.formats.model import Draft


def text_of(body: str) -> str:
    return str(without_markup(Draft({"source": "a", "id": "b", "body": body}, Format.FLAT)).fields["body"])


def test_html_becomes_text_and_text_stays_as_it_is() -> None:
    assert text_of("<p>It cost $5.75&nbsp;billion.</p><script>$100</script>") == "It cost $5.75 billion."
    assert text_of("$5.75&nbsp;billion") == "$5.75\u00a0billion"
    for plain in ("3 < 4 and 5 > 4", "R&D at AT&T", "if a<b and c>d", "<3", "a\n\nb  c\t", "list<int> x"):
        assert text_of(plain) == plain


@given(st.text(alphabet=st.characters(exclude_characters="<&")))
def test_a_text_without_tags_and_references_is_not_touched(body: str) -> None:
    assert text_of(body) == body


def test_an_article_is_known_by_both_halves_of_its_identity() -> None:
    assert is_article({"source": "a", "id": "b", "body": "c", "uri": "d", "headline": "e", "@type": "NewsArticle"})
    assert is_article({"source": "a", "id": "b", "status": "canceled"})
    assert not is_article({"source": "a", "id": "b", "specversion": "1.0", "type": "t", "body": "c"})
    assert not is_article({"id": "b", "body": "c"})
