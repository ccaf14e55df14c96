"""Ids, references and keys that are wrong are found in a story of a few records."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from schemas import headers
from streams.dedup.judge import Judge
from tests.fuzz.harness import problem
from tests.fuzz.records import joined, written

BODY = "Jane Doe of Acme Corp. said in Paris that €90 billion (about $105.41 billion) was too much to pay for it. "
MORE = "The board of the company in Paris meets again on Thursday to hear what its owners have to say of the price. "


def article(source: str, id_: str, body: str = BODY, **fields: object) -> bytes:
    told = {"source": source, "id": id_, "title": "Acme hears its owners", "body": body, "language": "en"}
    return written(json.dumps(told | fields).encode())


STORY = joined(
    [
        article("a/b", "c"),
        article("a", "b/c"),
        article("a%2Fb", "c"),
        article("a/b", "c", BODY + MORE, version=2),
        article("a", "b/c", BODY + MORE, version=2),
        article("a/b", "c", version=3, status="canceled"),
        article("a%2Fb", "c", version=2, status="canceled"),
    ]
)
OTHER = UUID(int=7)
verdict = Judge.verdict


def judged(field: str) -> Callable[..., Any]:
    """Every verdict refers to another record, where it refers to any in this field."""

    def wrong(self: Any, *arguments: Any) -> Any:
        said, original = verdict(self, *arguments)
        told: Any = {field: OTHER} if getattr(said, field) else {}
        return replace(said, **told), original

    return wrong


WRONG: dict[str, tuple[tuple[str, ...], Any]] = {
    "a key of another article": (
        ("schemas.article.article_key", "schemas.between.article_key"),
        lambda *name: "/".join(name).encode(),
    ),
    "not the id of its raw record": (
        ("streams.steps.records.record_id", "streams.steps.enrich.record_id"),
        lambda origin: headers.record_id(origin.model_copy(update={"topic": "another"})),
    ),
    "two events of one id": (("streams.steps.records.event_id",), lambda type_, record, *_: record),
    "refers to what was not judged before": (("streams.dedup.judge.Judge.verdict",), judged("duplicate_of")),
    "takes back what was never published": (("streams.dedup.row.Row.enriched",), property(lambda _: True)),
    "names copies that were not dropped": (
        ("streams.dedup.judge.Judge._copies",),
        lambda self, originals, now: iter(originals),
    ),
    "of another story than what it refers to": (("streams.dedup.judge.Judge.verdict",), judged("cluster_id")),
    "withdraws something else": (("streams.steps.enrich.withdrawals",), lambda *_: []),
}


def test_the_story_as_it_is_has_nothing_wrong_in_it() -> None:
    assert problem(STORY) is None


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_found(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names, wrong = WRONG[what]
    for name in names:
        monkeypatch.setattr(name, wrong)
    assert what in (problem(STORY) or "")
