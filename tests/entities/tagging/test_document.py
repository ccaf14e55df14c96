"""The second pass: places of one word vote on each other."""

import numpy as np

from streams.entities.tagging.document import ENOUGH, TRUST, votes
from streams.entities.tagging.labels import LABELS


def added(words: list[int], labels: list[str], capital: list[bool] | None = None) -> list[dict[str, float]]:
    """What each token gets, by type, of what is not nothing."""
    numbers = np.array([LABELS.index(label) for label in labels], dtype=np.int8)
    marks = np.array(capital or [True] * len(words))
    given = votes(np.array(words, dtype=np.uint64), marks, numbers)
    return [
        {label: round(float(x), 3) for label, x in zip(LABELS, row, strict=True) if x and label[0] in "OS"}
        for row in given
    ]


def test_a_word_seen_once_gets_nothing() -> None:
    assert added([1, 2], ["S-PERSON", "O"]) == [{}, {}]


def test_a_place_votes_for_others_not_for_itself() -> None:
    assert added([1, 1], ["E-PERSON", "O"])[1] == {"S-PERSON": TRUST}
    assert "S-PERSON" not in added([1, 1], ["E-PERSON", "O"])[0]


def test_more_places_count_more_up_to_a_bound() -> None:
    gains = [added([1] * n, ["O"] + ["S-LOC"] * (n - 1))[0]["S-LOC"] for n in (2, 3, 4, 9)]
    assert gains[0] < gains[1] < gains[2] == gains[3] == TRUST * ENOUGH


def test_places_that_disagree_share() -> None:
    given = added([1, 1, 1], ["O", "S-LOC", "S-ORG"])[0]
    assert given["S-LOC"] == given["S-ORG"] == TRUST / 2


def test_words_without_a_capital_have_no_say() -> None:
    assert added([1, 1], ["S-LOC", "O"], [True, False]) == [{}, {}]
