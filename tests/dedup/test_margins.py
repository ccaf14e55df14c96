"""Lines of the page behind a story are told from its own last lines."""

import pytest

from streams.dedup.margins import label_end, text_end

STORY = "The ferry sank on Monday.\nAll aboard were saved."
PAGE = [
    "All rights reserved.",
    "© 2024 The Harbour Post. All rights reserved.",
    "Sign up for our newsletter",
    """Subscribe to our newsletter for the latest news from the north. This content is for subscribers only, and may \
not be published, broadcast or rewritten without our permission in writing. Read our terms of use.""",
]
PROSE = [
    "Students have to log in to the portal by May 5 to claim 300 dollars.",
    "She said nothing more.",
    """The publisher said that 3.2 million readers subscribe to its papers, 4 percent more than a year before, and \
that its profit for the quarter rose to $41 million.""",
]


@pytest.mark.parametrize("line", PAGE)
def test_what_a_page_says_of_itself_is_behind_the_story(line: str) -> None:
    assert text_end(f"{STORY}\n{line}\n", 0) == len(STORY)
    assert text_end(f"{STORY}\n\n{line}\n{PAGE[0]}\n", 0) <= len(STORY) + 1


@pytest.mark.parametrize("line", PROSE)
def test_a_last_line_of_the_story_is_kept(line: str) -> None:
    text = f"{STORY}\n{line}\n"
    assert text_end(text, 0) == len(text)


def test_a_story_keeps_its_first_line() -> None:
    assert text_end("Click here", 0) == len("Click here")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("UPDATE 2-Bank cuts", "UPDATE 2-"),
        ("Live exports fell", ""),
        ("Live-streaming site bans", ""),
        ("Exclusive - a deal", "Exclusive - "),
        ("", ""),
    ],
)
def test_labels_before_a_flash(text: str, label: str) -> None:
    assert text[: label_end(text)] == label
