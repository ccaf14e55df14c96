"""Labelled pairs of Reuters-21578, where the shared data is at hand: duplicates share a cluster."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.dedup.feed import Feed

PAIRS = Path(__file__).parents[3] / "shared/data/dedup/reuters_pairs_odd.jsonl"


@pytest.mark.skipif(not PAIRS.exists(), reason="the labelled pairs are not part of the project")
def test_reuters_pairs_are_told_apart() -> None:
    pairs = [json.loads(line) for line in PAIRS.read_text().splitlines()]
    articles = {side["id"]: side for pair in pairs for side in (pair["a"], pair["b"])}
    feed, clusters = Feed(), {}
    for article in sorted(articles.values(), key=lambda article: article["published"]):
        at = int(datetime.fromisoformat(article["published"]).timestamp() * 1000)
        verdict = feed.text(article["text"], title=article["title"], name=article["id"], at=at)
        clusters[article["id"]] = verdict.cluster_id
    assert f1([(pair["label"], clusters[pair["a"]["id"]] == clusters[pair["b"]["id"]]) for pair in pairs]) >= 0.95


def f1(answers: list[tuple[str, bool]]) -> float:
    right = sum(said for label, said in answers if label == "near_duplicate")
    wrong = sum(said != (label == "near_duplicate") for label, said in answers if label != "unclear")
    return 2 * right / (2 * right + wrong)
