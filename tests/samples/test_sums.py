"""The queries of docs/consuming.md on events of the worker's own steps: no sum counts twice."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas import Judged, Origin
from schemas.codec import decode, encode
from schemas.headers import record_id
from streams.outputs import Output
from streams.rules import enrich_rules
from streams.steps import Incoming, Outgoing
from streams.steps.enrich import alone, enrich
from streams.steps.screen import clean
from tests.pipeline.golden import DEFAULTS, Pipeline
from tests.support.flat import accept

DOCS = Path(__file__).parents[2] / "docs"
SQL = dict(
    re.findall(r"^```sql (\w+)\n(.*?)^```", (DOCS / "consuming.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
)
MADE = ("schema", "names", "sums", "same_sum", "story_sums", "news_sums")
START_MS, MINUTE_MS, DAY_MS = 1_777_880_000_000, 60_000, 86_400_000

DELTA = (
    "Delta Freight Inc. agreed on Monday to buy Orrin Lines Ltd. for $600 million in cash and shares, the companies "
    "said in a joint statement after months of talks in Porto Novo.\n\n"
    "The $600 million deal would join two carriers that together own 94 ships. About $200 million of that will be paid "
    "in shares, said Marta Elling, who runs Delta Freight Inc. from its seat at the old customs house.\n\n"
    "Orrin Lines Ltd. was founded by two captains, and its crews will keep their contracts until the summer after next."
)
LONGER = (
    f"{DELTA}\n\nThe harbour board of Porto Novo has to agree to the purchase before June, and a union of dockers said "
    "it would ask for a hearing, at which its lawyers want to know whether the night shifts of the northern pier stay."
)
KESTO = (
    "Kesto Energy Corp. has sold its wind farms off Almera to a pension fund for $1 billion (about €860 million), it "
    "said. Chief executive Okello Dahl called the $1 billion price fair. Shares of Kesto Energy Corp. rose 3 percent."
)
KESTO_ELSEWHERE = (
    "A fund for teachers' pensions becomes owner of thirty turbines in the shallow sea near Almera. Kesto Energy Corp. "
    "gets just over $1 billion for them, according to people who have seen the contract."
)
FIVE: tuple[dict[str, Any], ...] = (
    {"source": "tidewire", "id": "1", "title": "Delta Freight to buy Orrin Lines for $600 million", "body": DELTA},
    {"source": "ledger", "id": "7", "title": "Delta Freight buys Orrin Lines", "body": DELTA},
    {"source": "ledger", "id": "8", "title": "Delta Freight buys Orrin Lines for $600 million", "body": LONGER},
    {"source": "tidewire", "id": "2", "title": "Kesto sells wind farms for $1 billion", "body": KESTO},
    {"source": "gazette", "id": "3", "title": "Teachers to own wind farms worth $1 billion", "body": KESTO_ELSEWHERE},
)


class Sums:
    """What a consumer keeps in DuckDB, by the documented statements alone."""

    def __init__(self) -> None:
        self.db = duckdb.connect()
        for name in MADE:
            self.db.execute(SQL[name])

    def take(self, sent: Outgoing) -> None:
        """A record of `news.entities` or `news.money`."""
        value = decode(sent.value or b"")
        if sent.to == Output.ENTITIES and value["action"] == "add":
            self.db.execute(
                "INSERT INTO names VALUES (?, ?, ?)",
                [value[name] for name in ("article_event_id", "entity_id", "type")],
            )
        elif sent.to == Output.MONEY:
            for statement in SQL[value["action"]].strip().split(";\n"):
                names = set(re.findall(r":(\w+)", statement))
                self.db.execute(re.sub(r":(\w+)", r"$\1", statement), {name: value[name] for name in names})

    def totals(self, query: str) -> list[Decimal]:
        """The totals in US dollars."""
        rows = self.db.execute(SQL[query]).fetchall()
        return [row[-1] for row in rows if row[-2] == "USD"]


@pytest.fixture(scope="module")
def pipeline_rules() -> Any:
    return enrich_rules(DEFAULTS)


def published(rules: Any, articles: tuple[dict[str, Any], ...], step_ms: int = MINUTE_MS) -> Iterator[Outgoing]:
    """What the worker publishes about articles that come one after the other."""
    pipeline = Pipeline(1, rules)
    for offset, article in enumerate(articles):
        origin = Origin(topic="raw", partition=0, offset=offset, timestamp=START_MS + offset * step_ms)
        yield from pipeline.published(Incoming(None, encode({"language": "en"} | article), (), origin))


def kept(sent: Iterator[Outgoing]) -> Sums:
    sums = Sums()
    for one in sent:
        sums.take(one)
    return sums


def test_five_articles_on_two_deals_make_the_sums_of_two_deals(pipeline_rules: Any) -> None:
    """All their amounts together make nine billion."""
    sums = kept(published(pipeline_rules, FIVE))
    [everything] = sums.db.execute("SELECT sum(amount) FROM money WHERE currency = 'USD'").fetchall()[0]
    assert everything == 9_000_000_000
    assert sums.totals("by_article") == [10**9, 10**9, 6 * 10**8, 6 * 10**8]
    assert sums.totals("by_story") == [10**9, 10**9, 6 * 10**8]
    assert sums.totals("by_day") == [1_600_000_000]


def test_what_companies_are_mentioned_beside_is_no_sum_of_theirs(pipeline_rules: Any) -> None:
    """The buyer and the bought are both named beside the price."""
    rows = kept(published(pipeline_rules, FIVE)).db.execute(SQL["by_company"]).fetchall()
    beside = {company: total for company, currency, total in rows if currency == "USD"}
    assert {total for company, total in beside.items() if "delta" in company or "orrin" in company} == {6 * 10**8}


def test_a_day_counts_what_is_first_told_on_it(pipeline_rules: Any) -> None:
    sums = kept(published(pipeline_rules, FIVE, step_ms=DAY_MS // 2))
    assert sums.totals("by_day") == [6 * 10**8, 10**9]


def test_a_revision_counts_instead_of_the_version_before(pipeline_rules: Any) -> None:
    mended = {
        **FIVE[0],
        "version": 2,
        "title": "Delta to buy Orrin for $650 million",
        "body": DELTA.replace("600", "650"),
    }
    sums = kept(published(pipeline_rules, (FIVE[0], mended)))
    assert [sums.totals(query) for query in ("by_article", "by_story", "by_day")] == [[650_000_000]] * 3


def test_what_is_taken_back_does_not_count(pipeline_rules: Any) -> None:
    gone = {"source": "tidewire", "id": "1", "status": "canceled"}
    assert kept(published(pipeline_rules, (FIVE[0], gone))).totals("by_day") == []


def test_an_article_that_develops_another_adds_what_is_new_in_it(pipeline_rules: Any) -> None:
    """Rounded, restated and equal sums of its story were told before; only the fine is new."""
    later = "Delta Freight Inc. pays €550 million ($600.4 million) for Orrin Lines Ltd. It was fined $9 million in May."
    sums = kept(one for at, body in enumerate((DELTA, later)) for one in developing(pipeline_rules, at, body))
    assert sums.totals("by_story") == [609_000_000]


def developing(rules: Any, offset: int, body: str) -> list[Outgoing]:
    """What enrich sends about an article of the one story, the later ones of which develop the first."""
    origins = [Origin(topic="raw", partition=0, offset=at, timestamp=START_MS + at) for at in (0, offset)]
    first = record_id(origins[0])
    screened = clean(*accept({"source": "tidewire", "id": str(offset), "language": "en", "body": body}))
    news: dict[str, Any] = {"kind": "development", "develops": first, "cluster_id": first} if offset else {}
    judged: Judged = alone(screened, origins[1]).model_copy(update=news)
    return enrich(Incoming(None, b"", (), origins[1]), judged, rules)
