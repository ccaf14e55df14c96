"""The examples in the documents are events and articles that the models take."""

import re
import sqlite3
from pathlib import Path

import pytest
from pydantic import BaseModel

import schemas
from schemas import Article, EnrichedArticle, Mention, Money, Reason
from schemas.codec import decode
from tests.support.flat import accept

DOCS = Path(__file__).parents[2] / "docs"
CONSUMING = (DOCS / "consuming.md").read_text("utf-8")
PUBLISHING = (DOCS / "publishing.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```json (\w+)\n(.*?)^```", CONSUMING, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("model", "example"), EXAMPLES, ids=lambda text: text if len(text) < 40 else "")
def test_an_example_is_what_its_model_writes(model: str, example: str) -> None:
    of: type[BaseModel] = getattr(schemas, model)
    value = decode(example.encode())
    assert of.model_validate(value).model_dump(mode="json") == value


def test_every_published_model_has_an_example() -> None:
    assert {model for model, _ in EXAMPLES} >= {
        "EnrichedArticle",
        "RetractedArticle",
        "DuplicateArticle",
        "MoneyRecord",
    }


def test_spans_in_the_example_are_where_they_say() -> None:
    [example] = [example for model, example in EXAMPLES if model == "EnrichedArticle"]
    event = EnrichedArticle.model_validate(decode(example.encode()))
    mentions = [mention for entity in event.entities for mention in entity.mentions]
    spans: list[Mention | Money] = [*event.money, *mentions]
    for span in spans:
        assert getattr(event.article, span.field)[span.start : span.end] == span.text


def test_the_example_article_is_taken_whole() -> None:
    [example] = re.findall(r"^```json article\n(.*?)^```", PUBLISHING, re.MULTILINE | re.DOTALL)
    value = decode(example.encode())
    assert accept(value)[0].model_dump(exclude_defaults=True) | {"version": 1} == value
    assert set(Article.model_fields) - {"status"} <= set(value)


def test_every_reason_of_rejection_is_told() -> None:
    told = set(re.findall(r"^\| `(\w+)` \| ", PUBLISHING, re.MULTILINE))
    assert {reason.value for reason in Reason} <= told


SQL = dict(re.findall(r"^```sql (\w+)\n(.*?)^```", CONSUMING, re.MULTILINE | re.DOTALL))
ADD: dict[str, object] = {
    **dict.fromkeys(("per", "equivalent_of", "repeats", "part_of")),
    "event_id": "m1",
    "record_id": "r1",
    "article_event_id": "e1",
    "cluster_id": "r1",
    "time": "2026-03-02T10:00:00.000Z",
    "currency": "EUR",
    "amount": 100,
}
BETTER = {**ADD, "event_id": "m2", "article_event_id": "e2", "amount": 90}
REVISED = {"record_id": "r1", "article_event_id": None}
REPLACED = {"record_id": "r1", "article_event_id": "e1"}


@pytest.mark.parametrize(
    ("told", "total"),
    [
        ([ADD], 100),
        ([ADD, ADD], 100),
        ([ADD, REVISED], None),
        ([ADD, REVISED, ADD], None),
        ([REVISED, ADD], None),
        ([ADD, REVISED, BETTER], None),
        ([ADD, BETTER], 90),
        ([ADD, REPLACED, BETTER], 90),
        ([ADD, BETTER, REPLACED], 90),
        ([BETTER, REPLACED, ADD, BETTER], 90),
        ([ADD, {**ADD, "event_id": "m3", "amount": 1}, {**ADD, "event_id": "m4", "record_id": "r2"}], 201),
    ],
)
def test_the_documented_statements_keep_sums_right(told: list[dict[str, object]], total: int | None) -> None:
    db = sqlite3.connect(":memory:")
    db.executescript(SQL["schema"])
    for record in told:
        for statement in SQL["add" if "event_id" in record else "withdraw"].split(";\n"):
            db.execute(statement, record)
    assert db.execute("SELECT sum(amount) FROM money").fetchone() == (total,)
