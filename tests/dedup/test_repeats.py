"""What stands twice in one article."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.dedup.repeats import Cut, cut, find_repeats
from tests.dedup.stories import CHINESE, HARBOUR, HARBOUR_SHORT, RUSSIAN

MARKED = sorted((Path(__file__).parent / "cleaning").glob("*.txt"))
SEED = Path(__file__).parents[3] / "shared/data/seed"
PARAGRAPHS = HARBOUR.split("\n\n")
VERSE = """Row the boat, the water's wide,
row against the turning tide,
row until the lights appear,
row, the harbour town is near."""
QUOTE = '"We will wait a tide," said Ida Brekke.'
AD = "Story continues below advertisement"


@dataclass(frozen=True)
class Case:
    """`published` is what is left of `text`; None: all of it."""

    name: str
    text: str
    published: str | None = None
    others: tuple[str, ...] = ()


CASES = (
    Case("no repeats", HARBOUR),
    Case("nothing", ""),
    Case("the whole article twice", f"{HARBOUR}\n\n{HARBOUR}", HARBOUR),
    Case("three times", f"{HARBOUR}\n\n{HARBOUR}\n\n{HARBOUR}", HARBOUR),
    Case("twice, spaced otherwise", f"{HARBOUR}\r\n\r\n{HARBOUR.replace('. ', '.  ')}\n", HARBOUR),
    Case("twice in one line", f"{HARBOUR} {HARBOUR}".replace("\n\n", " "), HARBOUR.replace("\n\n", " ")),
    Case("a paragraph again at the end", f"{HARBOUR}\n\n{PARAGRAPHS[1]}", HARBOUR),
    Case(
        "a block again in the middle",
        "\n\n".join([*PARAGRAPHS[:3], *PARAGRAPHS[:2], *PARAGRAPHS[3:]]),
        HARBOUR,
    ),
    Case("Chinese twice", f"{CHINESE}\n{CHINESE}", CHINESE),
    Case("Chinese twice in one line", CHINESE + CHINESE, CHINESE),
    Case("Russian twice", f"{RUSSIAN}\n\n{RUSSIAN}", RUSSIAN),
    Case(
        "the fields lead the second copy in",
        f"{HARBOUR}\n\nPort to shut\n\nBy Ada Lund\n1 day ago\nThe wall is hollow.\n\n{HARBOUR}",
        HARBOUR,
        ("Port to shut", "By Ada Lund", "The wall is hollow."),
    ),
    Case("the summary is the first paragraph", HARBOUR, None, (PARAGRAPHS[0],)),
    Case("the headline stands in the text", f"Port to shut\n\n{HARBOUR}", None, ("Port to shut",)),
    Case("a short quote again", "\n\n".join([QUOTE, *PARAGRAPHS[:2], QUOTE, PARAGRAPHS[2], QUOTE])),
    Case("a refrain", f"{VERSE}\n\n{PARAGRAPHS[0]}\n\n{VERSE}\n\n{PARAGRAPHS[2]}\n\n{VERSE}"),
    Case(
        "questions and answers", "\n".join(["Q:", PARAGRAPHS[0], "A:", PARAGRAPHS[1], "Q:", PARAGRAPHS[2], "A:", QUOTE])
    ),
    Case("one sentence over and over", "All work and no play makes Jack a dull boy. " * 40),
    Case("stars between parts", f"* * *\n{PARAGRAPHS[0]}\n* * *\n{PARAGRAPHS[1]}\n* * *\n{PARAGRAPHS[2]}"),
    Case("page furniture between paragraphs", f"\n\n{AD}\n\n".join(PARAGRAPHS), HARBOUR),
    Case("nothing but page furniture", f"{AD}\n{AD}"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_stands_twice_goes(case: Case) -> None:
    published = cut(case.text, find_repeats(case.text, case.others))
    assert published.rstrip() == (case.text if case.published is None else case.published).rstrip()


@pytest.mark.parametrize("path", MARKED, ids=lambda path: path.stem)
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "paragraphs"])
def test_of_a_marked_article_goes_what_is_marked(path: Path, gap: str) -> None:
    """Each line begins with what becomes of it: "|" stays, "-" goes."""
    marked = [(line[0], line[2:]) for line in path.read_text("utf-8").splitlines()]
    text = gap.join(line for _, line in marked)
    left = [line for line in cut(text, find_repeats(text)).splitlines() if line]
    assert left == [line for mark, line in marked if mark == "|" and line]


@pytest.mark.skipif(not SEED.exists(), reason="the scraped page is not part of the project")
def test_of_the_scraped_page_each_paragraph_is_left_once() -> None:
    page = next(SEED.glob("*.txt")).read_text()
    site, title, byline, _, summary, *rest = [line for line in page.splitlines() if line.strip()]
    body = page[page.index(rest[0]) :]
    left = [line for line in cut(body, find_repeats(body, (site, title, byline, summary))).splitlines() if line.strip()]
    assert left == rest[: rest.index(title)]
    assert len(set(left)) == len(left)


lines = st.sampled_from([*PARAGRAPHS, *HARBOUR_SHORT.split("\n\n"), QUOTE, AD, "", " ", "* * *", "a", VERSE, CHINESE])
texts = st.one_of(st.lists(lines, max_size=14).map("\n".join), st.text("ab .\n\r\u2028\u00a0", max_size=300))


@given(texts, st.lists(lines, max_size=3))
def test_cuts_are_sorted_disjoint_and_inside(text: str, others: list[str]) -> None:
    at = 0
    for span in find_repeats(text, others):
        assert at <= span.start < span.end <= len(text)
        assert span.reason in ("block", "boilerplate")
        at = span.end


@given(texts)
def test_what_is_left_has_no_repeats(text: str) -> None:
    left = cut(text, find_repeats(text))
    assert cut(left, find_repeats(left)) == left


@given(texts)
def test_every_word_of_a_block_that_goes_stands_elsewhere(text: str) -> None:
    """But for the page's own lines in it, which go wherever they stand."""
    cuts = find_repeats(text)
    left = {*cut(text, cuts).split(), *AD.split()}
    assert left >= {word for span in cuts if span.reason == "block" for word in text[span.start : span.end].split()}


@given(
    st.lists(st.text("abcdefgh ", min_size=1, max_size=30), unique_by=lambda line: " ".join(line.split()), max_size=30)
)
def test_text_without_repeats_is_untouched(found: list[str]) -> None:
    text = "\n".join(found)
    assert find_repeats(text) == []


def test_cut_takes_the_spans_and_nothing_else() -> None:
    assert cut("0123456789", [Cut(0, 2, "block"), Cut(4, 5, "block"), Cut(8, 10, "block")]) == "23567"


@pytest.mark.parametrize("unit", ["a\n", "one two three four\n", "a b. ", "x", "\n", "。", "Advertisement\n\n"])
def test_work_on_hostile_input_grows_with_its_length(unit: str) -> None:
    """A quadratic search would not come back from half a million characters."""
    text = unit * (500_000 // len(unit))
    assert len(cut(text, find_repeats(text))) <= len(text)
