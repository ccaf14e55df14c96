"""The samples hold the traps of real feeds, and what comes of each is what an editor would say."""

from collections import Counter

import pytest

from schemas import EnrichedArticle, Reason
from schemas.codec import decode
from streams import samples
from streams.local import dedupe_in_order, enrich_alone
from streams.render.amounts import read_amounts
from streams.samples import Expected
from streams.settings import Settings

EXPECTED = samples.expected()
ENRICHED = [entry for entry in EXPECTED if entry.money is not None and entry.verdict != "revision"]


@pytest.fixture(scope="module")
def verdicts() -> dict[str, str]:
    """`file:line` of each sample to its outcome, by the steps of the worker."""
    records = [record for file in samples.load() for record in file]
    found = {}
    for record, answer in zip(records, dedupe_in_order(records, Settings()), strict=True):
        where = record.where.rpartition("/")[2]
        if answer.line is None:
            assert answer.problem is not None
            found[where] = "rejected:" + answer.problem.split("rejected as ")[1].split(":")[0]
        else:
            verdict = decode(answer.line.encode())
            found[where] = f"{verdict['verdict']}:{verdict['kind'] or ''}"
    return found


@pytest.fixture(scope="module")
def events() -> dict[tuple[str, str], EnrichedArticle]:
    """The enriched event of every sample that is enriched, corrections aside."""
    wanted = {(entry.file, entry.line) for entry in ENRICHED}
    records = [
        record
        for path, file in zip(samples.paths(), samples.load(), strict=True)
        for record in file
        if (path.name, int(record.where.rpartition(":")[2])) in wanted
    ]
    lines = [answer.line for answer in enrich_alone(records, Settings()) if answer.line]
    found = [EnrichedArticle.model_validate(decode(line.encode())) for line in lines]
    return {(event.article.source, event.article.id): event for event in found}


def test_every_record_has_an_expectation() -> None:
    lines = [record.where.rpartition("/")[2] for file in samples.load() for record in file]
    assert lines == [f"{entry.file}:{entry.line}" for entry in EXPECTED]


def test_the_samples_show_every_outcome() -> None:
    assert {entry.verdict for entry in EXPECTED} == {
        "first", "extension", "revision", "retracted", "duplicate", "rejected",
    }  # fmt: skip
    details = Counter(entry.detail for entry in EXPECTED)
    assert {"resent", "stale", "exact", "near", "contained"} <= set(details)
    others = {Reason.TOO_LARGE, Reason.NOT_ALLOWED, Reason.MANY_ARTICLES, Reason.DEFECT, Reason.POISON}
    of_formats = {Reason.NOT_XML, Reason.UNREADABLE, Reason.UNSUPPORTED_FORMAT, Reason.NO_ARTICLE}
    assert set(Reason) - others - of_formats <= set(details)


@pytest.mark.parametrize("entry", EXPECTED, ids=lambda entry: f"{entry.file}:{entry.line}")
def test_the_verdict_is_the_editors(entry: Expected, verdicts: dict[str, str]) -> None:
    verdict = {"retracted": "retraction"}.get(entry.verdict, entry.verdict)
    assert verdicts[f"{entry.file}:{entry.line}"] == f"{verdict}:{entry.detail}"


@pytest.mark.parametrize("entry", ENRICHED, ids=lambda entry: f"{entry.source}/{entry.id}")
def test_every_amount_is_found_and_no_other(entry: Expected, events: dict[tuple[str, str], EnrichedArticle]) -> None:
    event = events[str(entry.source), str(entry.id)]
    assert read_amounts([amount.model_dump() for amount in event.money]) == entry.money


def test_a_page_that_stands_twice_comes_out_once(events: dict[tuple[str, str], EnrichedArticle]) -> None:
    [entry] = [entry for entry in EXPECTED if entry.removed]
    event = events[str(entry.source), str(entry.id)]
    body = event.article.body or ""
    paragraphs = [paragraph for paragraph in body.split("\n\n") if paragraph]
    assert event.removed
    assert len(paragraphs) == len(set(paragraphs))
    assert (event.article.title or "") not in body
    assert event.article.published_at == "2026-03-02T04:00:00Z"


def test_most_names_are_found(events: dict[tuple[str, str], EnrichedArticle]) -> None:
    """Invented names are the hardest; the measured accuracy on real news is in docs/entities.md."""
    wanted = found = 0
    for entry in ENRICHED:
        event = events[str(entry.source), str(entry.id)]
        texts = {(entity.type, mention.text) for entity in event.entities for mention in entity.mentions}
        for type_, names in (("PERSON", entry.people), ("ORG", entry.organisations), ("LOC", entry.places)):
            wanted += len(names or ())
            found += sum((type_, name) in texts for name in names or ())
    assert found / wanted > 0.75
