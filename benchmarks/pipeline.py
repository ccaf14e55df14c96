"""The whole way: articles a second through one worker and a broker on this machine, with each guarantee.

    python -m benchmarks.pipeline [articles]

A backlog of mixed articles (tests/support/feed.py) is published; the clock runs from the first event that comes out to
the last. A local broker is started unless NEWSMILL_BROKERS names one. The ratio is to at_least_once in the same run.
"""

import sys
import tempfile
import time
from pathlib import Path

from streams.broker import start_broker
from streams.settings import Guarantee, Settings
from tests.support.feed import mixed_articles
from tests.support.worker import OUTPUTS, Installation


def rate(brokers: str, guarantee: Guarantee, count: int, logs: Path) -> float:
    """Articles a second."""
    settings = Settings(brokers=brokers, guarantee=guarantee, topic_prefix=f"{guarantee.value}.", web_port=0)
    newsmill = Installation(settings, logs)
    newsmill.create_topics()
    newsmill.publish([mixed.record for mixed in mixed_articles(count, seed=1)])
    with newsmill.worker():
        first = len_of(newsmill, 1)
        start = time.monotonic()
        last = len_of(newsmill, count)
        return (last - first) / (time.monotonic() - start)


def len_of(newsmill: Installation, count: int) -> int:
    """How many events are out, once at least `count` are."""
    return sum(map(len, newsmill.events(OUTPUTS, count, seconds=600, more=0).values()))


def main() -> None:
    """Print both rates and their ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with start_broker() as broker, tempfile.TemporaryDirectory() as logs:
        rates = {each: rate(broker.bootstrap, each, count, Path(logs)) for each in reversed(Guarantee)}
    for guarantee, found in rates.items():
        ratio = found / rates[Guarantee.AT_LEAST_ONCE]
        print(f"{guarantee.value}: {found:,.0f} articles a second, {ratio:.2f} of at_least_once")


if __name__ == "__main__":
    main()
