"""Links between the documents lead somewhere, and decisions are numbered in the order in which they were made."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]
FENCED = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)")


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """What the page links to within the repository: the file and the heading in it, empty for the whole."""
    for target, heading in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        yield (page.parent / target if target else page), heading


def anchors(page: Path) -> set[str]:
    """The headings, as GitHub names them in addresses."""
    titles = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = [f"{to}#{heading}" for to, heading in links(page) if not to.exists()]
    dead += [f"{to}#{heading}" for to, heading in links(page) if heading and heading not in anchors(to)]
    assert dead == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(page.name[:5] for page in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == [f"{number:04}-" for number in range(1, len(numbers) + 1)]
