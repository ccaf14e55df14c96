"""Outcomes counted."""

import io
from collections import Counter

from streams.outputs import Output
from streams.render import Outcome, console, outcome, render_summary
from tests.render.examples import ENRICHED_HEADERS, REJECTED_HEADERS, data, duplicate, enriched


def test_the_outcome_of_each_event() -> None:
    assert outcome(Output.ENRICHED, ENRICHED_HEADERS, data(enriched())) == Outcome("first")
    assert outcome(Output.ENRICHED, ENRICHED_HEADERS, data(enriched(extends="x"))) == Outcome("extension")
    assert outcome(Output.ENRICHED, ENRICHED_HEADERS, data(enriched(develops="x"))) == Outcome("development")
    assert outcome(Output.ENRICHED, ENRICHED_HEADERS, data(enriched(revision_of="x"))) == Outcome("revision")
    retraction = [("ce_type", b"org.newsmill.article.retracted.v1")]
    assert outcome(Output.ENRICHED, retraction, b'{"retracted": []}') == Outcome("retracted")
    assert outcome(Output.DUPLICATES, [], data(duplicate())) == Outcome("duplicate", "near")
    assert outcome(Output.REJECTED, REJECTED_HEADERS, None) == Outcome("rejected", "not_utf8")
    assert outcome(Output.ENTITIES, [], b'{"action": "add"}') == Outcome("entity")
    assert outcome(Output.MONEY, [], b'{"action": "withdraw"}') == Outcome("withdrawn")


def test_the_summary_counts_by_verdict_with_details() -> None:
    counts = Counter(
        {
            Outcome("rejected", "not_json"): 1,
            Outcome("first"): 1200,
            Outcome("duplicate", "near"): 2,
            Outcome("duplicate", "exact"): 1,
        }
    )
    out = io.StringIO()
    console(out).print(render_summary(counts, "What came out"))
    assert out.getvalue() == (
        "What came out\n"
        "\n"
        "  outcome     events   meaning\n"
        " ─────────────────────────────────────────────────────────────────────\n"
        "  first        1,200   new articles, enriched\n"
        "  duplicate        3   repeats of what was seen: exact 1, near 2\n"
        "  rejected         1   no articles, kept with their bytes: not_json 1\n"
        "\n"
        "  all          1,204\n"
        "\n"
    )
