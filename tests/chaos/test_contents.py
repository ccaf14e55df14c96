"""What is told from an event is what the worker's own steps write into flat records, and no field may differ."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from schemas import Origin
from streams.rules import enrich_rules
from streams.settings import Settings
from streams.steps import Incoming
from streams.steps.enrich import alone, enrich
from streams.steps.screen import ScreenRules, read
from tests.chaos.contents import content, due_entities, due_money
from tests.chaos.reading import record_id
from tests.chaos.seen import Points

ARTICLE = {
    "source": "wire",
    "id": "1",
    "title": "Acme Corp. pays $500 million for Widget Inc.",
    "body": "Jane Doe of Acme Corp. said in Paris that €90 billion (about $105.41 billion) was too much.",
    "language": "en",
}


@pytest.fixture(scope="module")
def published() -> dict[str, list[dict[str, Any]]]:
    """The values that come of the article, by topic."""
    rules = enrich_rules(Settings())
    record = Incoming(
        None, json.dumps(ARTICLE).encode(), (), Origin(topic="raw", partition=0, offset=7, timestamp=1234)
    )
    screened = read(record, ScreenRules(10**6, 10**7, 1, rules))
    values: dict[str, list[dict[str, Any]]] = {}
    for outgoing in enrich(record, alone(screened, record.origin), rules):
        values.setdefault(outgoing.to, []).append(json.loads(outgoing.value or b""))
    return values


@pytest.mark.parametrize(("topic", "due"), [("entities", due_entities), ("money", due_money)])
def test_flat_records_say_what_their_event_calls_for(published: Any, topic: str, due: Any) -> None:
    [event] = published["enriched"]
    assert published[topic]
    assert tuple(map(content, published[topic])) == due(event)


def test_a_raw_record_is_called_by_its_place(published: Any) -> None:
    assert {said["record_id"] for values in published.values() for said in values} == {record_id("raw", 0, 7)}


OURS = ("event_id", "article_event_id", *Points._fields)
"""Ids of events: the ledger holds them to other records."""


def changed(flat: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in flat.keys() - set(OURS) - {"action"}:
        yield flat | {name: "something else"}


@pytest.mark.parametrize("topic", ["entities", "money"])
def test_no_field_of_a_flat_record_may_be_another(published: Any, topic: str) -> None:
    for flat in published[topic]:
        assert all(content(other) != content(flat) for other in changed(flat))
