"""The whole way of an article on a real broker, as a user runs it: `newsmill run` as processes."""

from collections import Counter
from pathlib import Path

import pytest

from schemas.codec import decode
from schemas.headers import last
from streams.broker import Broker
from streams.inputs import read_file
from streams.local import enrich_alone
from streams.settings import Settings
from tests.support.feed import mixed_articles
from tests.support.worker import OUTPUTS, Installation, raw_record

SEED_PAGES = sorted((Path(__file__).parents[3] / "shared/data/seed").glob("*.txt"))


@pytest.fixture
def newsmill(broker: Broker, prefix: str, tmp_path: Path) -> Installation:
    settings = Settings(brokers=broker.bootstrap, topic_prefix=prefix, web_port=0)
    made = Installation(settings, tmp_path)
    made.create_topics()
    return made


def test_hundreds_of_mixed_articles_all_come_out_exactly_once(newsmill: Installation) -> None:
    """Published at once, for two workers: each raw record leads to one event, as the feed's key has it."""
    feed = mixed_articles(500, seed=20260302)
    newsmill.publish([mixed.record for mixed in feed])
    with newsmill.worker("--workers", "2"):
        found = newsmill.events(OUTPUTS, len(feed), seconds=150)
    events = [event for kind in OUTPUTS for event in found[kind]]
    assert len(events) == len(feed), newsmill.log()
    assert set(Counter(map(raw_record, events)).values()) == {1}
    stories = {mixed.story for mixed in feed if mixed.reason is None}
    malformed = Counter((mixed.record.value, mixed.reason.value) for mixed in feed if mixed.reason is not None)
    assert len(found["enriched"]) == len(stories)
    assert len(found["duplicates"]) == len(feed) - len(stories) - malformed.total()
    assert (
        Counter((e.value, (last(e.headers, "newsmill_reason") or b"").decode()) for e in found["rejected"]) == malformed
    )


@pytest.mark.skipif(not SEED_PAGES, reason="the shared data is not beside the project")
def test_a_page_through_kafka_gives_the_event_that_the_command_gives(newsmill: Installation) -> None:
    records = list(read_file(SEED_PAGES[0]))
    newsmill.publish(records)
    with newsmill.worker():
        (event,) = newsmill.events(["enriched"], 1)["enriched"]
    (alone,) = enrich_alone(records, newsmill.settings)
    through_kafka, by_command = decode(event.value or b""), decode((alone.line or "").encode())
    for differs in ("record_id", "event_id", "cluster_id", "origin"):  # the raw record is another one
        through_kafka.pop(differs), by_command.pop(differs)
    assert through_kafka == by_command
