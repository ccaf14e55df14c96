"""The demo without a broker: what it is told, and what it takes for a failure."""

from collections import Counter

import pytest

from streams.demo import DemoError, check_enriched, demo_settings
from streams.render import Outcome
from streams.settings import Settings


def test_raw_topics_that_are_set_are_not_the_demos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_RAW_TOPICS", "news.raw.reuters=reuters")
    assert demo_settings("kafka:9092").raw_topics == Settings.model_fields["raw_topics"].default


def test_where_nothing_was_enriched_it_has_failed() -> None:
    with pytest.raises(DemoError, match="2 × rejected: not_allowed"):
        check_enriched(Counter({Outcome("rejected", "not_allowed"): 2}))


@pytest.mark.parametrize("verdict", ["first", "revision", "extension"])
def test_where_an_article_was_enriched_it_has_not(verdict: str) -> None:
    check_enriched(Counter({Outcome(verdict): 1, Outcome("rejected", "not_json"): 3}))
