"""Every value that a setting accepts works: workers at the corners of what can be set."""

from pathlib import Path
from typing import Any

import pytest

from streams.broker import Broker
from streams.settings import Settings
from tests.support.feed import mixed_articles
from tests.support.worker import OUTPUTS, Installation

SMALL = {"max_event_bytes": 64 * 1024, "window_hours": 0.01, "commit_interval": 1e-6, "session_timeout": 6}
LARGE = {
    "max_event_bytes": 64 * 1024 * 1024,
    "max_article_bytes": 16 * 1024 * 1024,
    "session_timeout": 60,
    "window_hours": 8760,
    "shards": 24,
    "shard_by": "language",
}


@pytest.mark.broker
@pytest.mark.timeout(400)
@pytest.mark.parametrize(("corner", "before"), [(SMALL, ""), (LARGE, "-._A")])
def test_a_backlog_comes_out_whole_at_the_corners_of_the_settings(
    corner: dict[str, Any], before: str, broker: Broker, prefix: str, tmp_path: Path
) -> None:
    """A backlog, since only that makes batches as large as they may be."""
    settings = Settings(brokers=broker.bootstrap, topic_prefix=before + prefix, web_port=0, **corner)
    newsmill, feed = Installation(settings, tmp_path), mixed_articles(600, seed=5)
    newsmill.create_topics()
    newsmill.publish([mixed.record for mixed in feed])
    with newsmill.worker() as worker:
        found = newsmill.events(OUTPUTS, len(feed), seconds=200)  # fifteen on an idle machine
        assert worker.poll() is None, newsmill.log()
    assert sum(map(len, found.values())) == len(feed), newsmill.log()
