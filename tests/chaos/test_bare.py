"""The ledger finds nothing wrong with what the worker's own steps make of a feed, and finds steps that are wrong."""

from dataclasses import replace
from typing import Any

import pytest

from schemas import headers
from streams.dedup.judge import Judge
from streams.settings import Settings, ShardBy
from tests.chaos.bare import bare
from tests.chaos.ledger import audit
from tests.chaos.terms import HOUR_MS, Terms

RECORDS = 400


@pytest.mark.parametrize("seed", range(3))
def test_the_steps_are_found_without_fault(seed: int) -> None:
    seens = bare(seed, RECORDS, Settings())
    assert audit(seens, Terms()) == []
    outcomes = {event.outcome for event in seens.events}
    assert {"first", "revision", "extension", "development", "retraction"} <= outcomes
    assert {"exact", "near", "resent", "rejected"} <= outcomes
    assert any(event.copies for event in seens.events)
    assert seens.flats


def test_so_are_those_of_several_shards() -> None:
    settings = Settings(shards=3, shard_by=ShardBy.LANGUAGE)
    assert audit(bare(7, RECORDS, settings, ("en", "de", "fr", "es")), Terms(shards=3)) == []


def test_so_are_those_that_forget() -> None:
    seens = bare(8, 5 * RECORDS, Settings(window_hours=1, max_remembered=1000))
    assert any(row.value is None for row in seens.rows)
    assert audit(seens, Terms(window_ms=HOUR_MS, remembered=1000)) == []


verdict = Judge.verdict


def story_of_its_own(self: Any, arrival: Any, *known: Any) -> Any:
    said, original = verdict(self, arrival, *known)
    return replace(said, cluster_id=arrival.record_id), original


def copies_of_all(self: Any, originals: Any, now: int) -> Any:
    """Also of those that were revised or taken back since."""
    for original in originals:
        yield from (self._memory.row(ordinal).record_id for ordinal in self._memory.copies(original))


WRONG: dict[str, tuple[tuple[str, ...], object]] = {
    "headers": (("schemas.article.article_key", "schemas.between.article_key"), lambda *name: "/".join(name).encode()),
    "record_id": (
        ("streams.steps.records.record_id", "streams.steps.enrich.record_id"),
        lambda origin: headers.record_id(origin.model_copy(update={"topic": "raw"})),
    ),
    "event_id": (
        ("streams.steps.records.event_id",),
        lambda type_, record, pipeline, part="": headers.event_id(type_, record, pipeline),
    ),
    "flat": (("streams.steps.enrich.withdrawals",), lambda *_: []),
    "verdict": (("streams.dedup.judge.Judge.usable",), lambda self, _, ordinal: self._memory.at(ordinal)),
    "verdict, by likeness alone": (("streams.dedup.novelty.Unseen.is_news",), False),
    "cluster": (("streams.dedup.judge.Judge.verdict",), story_of_its_own),
    "copies": (("streams.dedup.judge.Judge._copies",), lambda *_: iter(())),
    "copies, too many": (("streams.dedup.judge.Judge._copies",), copies_of_all),
}
"""By the rule that finds it: what is replaced, and by what."""


@pytest.mark.parametrize("rule", WRONG)
def test_steps_that_are_wrong_about_the_wire_are_found(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names, wrong = WRONG[rule]
    for name in names:
        monkeypatch.setattr(name, wrong)
    assert rule.partition(",")[0] in {finding.rule for finding in audit(bare(1, RECORDS, Settings()), Terms())}
