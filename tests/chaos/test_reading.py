"""What the harness takes an enriched article for, by its references."""

import json
from dataclasses import replace

import pytest

from tests.chaos.key import wrong_verdicts
from tests.chaos.reading import read
from tests.chaos.seen import Event, Place, Record
from tests.chaos.small import Came, told

SAID = {
    "record_id": "2",
    "event_id": "event 2",
    "article": {"source": "s", "id": "i", "language": "en", "title": None, "published_at": None},
    "origin": {"topic": "raw", "partition": 0, "offset": 2, "timestamp": 0},
    "cluster_id": "0",
    "revision_of": None,
    "extends": None,
    "develops": None,
}


def event(**references: str) -> Event:
    value = json.dumps(SAID | references).encode()
    headers = (("ce_type", b"org.newsmill.article.enriched.v1"),)
    seen = read(Record("news.articles.enriched", Place("news.articles.enriched", 0, 0), 0, b"", value, headers))
    assert isinstance(seen, Event)
    return seen


@pytest.mark.parametrize(
    ("references", "outcome"),
    [
        ({}, "first"),
        ({"revision_of": "1"}, "revision"),
        ({"extends": "1"}, "extension"),
        ({"develops": "1"}, "development"),
    ],
)
def test_an_article_is_what_its_reference_says(references: dict[str, str], outcome: str) -> None:
    seen = event(**references)
    assert (seen.outcome, seen.about) == (outcome, tuple(references.values()))
    assert seen.due_cloud.type == "org.newsmill.article.enriched.v1"


def test_one_reference_more_than_there_must_be_is_found() -> None:
    story = told("chain", [Came(0, "first"), Came(0.1, "revision", "0", 2), Came(0.2, "revision", "1", 3)])
    last = story.raws[-1].origin
    assert not list(wrong_verdicts(story.raws, story.events, story.reach))
    story.events[last] = replace(event(revision_of="1", extends="0"), origin=last)
    assert [wrong.origin for wrong in wrong_verdicts(story.raws, story.events, story.reach)] == [last]
