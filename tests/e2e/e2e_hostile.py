"""Records of strangers with ordinary articles behind them: all come out soon, from a worker that stays well."""

import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from schemas.headers import REASON, last
from streams.broker import Broker
from streams.inputs import InputRecord
from streams.settings import Settings
from tests.support.feed import mixed_articles
from tests.support.probes import Probes, address, most_megabytes, page
from tests.support.strangers import GROUPS, TAKEN
from tests.support.worker import OUTPUTS, Event, Installation, raw_record

pytestmark = [pytest.mark.broker, pytest.mark.timeout(400)]

BEHIND = 20
DEADLINE_SECONDS = 60.0
"""Twice what is promised, since machines that test are busy; what it really took is printed."""


@dataclass(slots=True)
class Mill:
    """A worker that is asked how it is all the time, and what was published so far."""

    newsmill: Installation
    worker: "subprocess.Popen[bytes]"
    probes: Probes
    base: str
    published: int = 0
    ordinary: list[InputRecord] = field(default_factory=list)

    def publish(self, records: Sequence[InputRecord]) -> range:
        """The offsets that the records have: raw has one partition."""
        self.newsmill.publish(records)
        self.published += len(records)
        return range(self.published - len(records), self.published)

    def behind(self) -> list[InputRecord]:
        """Ordinary articles, others each time."""
        taken, self.ordinary = self.ordinary[:BEHIND], self.ordinary[BEHIND:]
        return taken


@pytest.fixture(scope="module")
def mill(broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mill]:
    settings = Settings(
        brokers=broker.bootstrap,
        topic_prefix=f"h{time.time_ns():x}.",
        web_port=0,
        raw_partitions=1,
        unique_partitions=2,
    )
    newsmill = Installation(settings, tmp_path_factory.mktemp("logs"))
    newsmill.create_topics()
    ordinary = [mixed.record for mixed in mixed_articles(200, seed=7) if mixed.reason is None]
    with newsmill.worker() as worker:
        newsmill.publish(ordinary[:1])
        assert newsmill.events(OUTPUTS, 1, seconds=60, more=0), newsmill.log()
        base = address(newsmill.log())
        with Probes(base) as probes:
            yield Mill(newsmill, worker, probes, base, published=1, ordinary=ordinary[1:])


@pytest.mark.parametrize("group", GROUPS)
def test_all_comes_out_and_the_worker_stays_well(group: str, mill: Mill) -> None:
    strangers, behind = GROUPS[group](), mill.behind()
    begun = time.time()
    offsets = mill.publish([*(record for record, _ in strangers), *behind])
    events = _about(mill, offsets, begun + DEADLINE_SECONDS)
    _tell(group, events, begun, mill)
    assert mill.worker.poll() is None, mill.newsmill.log()[-3000:]
    assert Counter(offset for offset, _, _ in events) == Counter(offsets), mill.newsmill.log()[-3000:]
    ends = {offset: _end(kind, event) for offset, kind, event in events}
    assert [ends[offset] for offset in offsets] == [*(end for _, end in strangers), *[TAKEN] * BEHIND]
    assert most_megabytes(mill.worker.pid) < 800
    assert max(mill.probes.slowest.values()) < 5, mill.probes.slowest
    assert mill.probes.answers["livez"] == mill.probes.answers["readyz"] == {200}, mill.newsmill.log()[-3000:]
    assert len(page(f"{mill.base}/metrics")[1]) < 200_000


def _about(mill: Mill, offsets: range, deadline: float) -> list[tuple[int, str, Event]]:
    """The events about the raw records at these offsets, once there are as many or time is up."""
    while True:
        left = max(0.0, deadline - time.time())
        found = mill.newsmill.events(OUTPUTS, mill.published, seconds=left, more=0.5)
        told = [(raw_record(event)[1], kind, event) for kind, events in found.items() for event in events]
        events = [one for one in told if one[0] in offsets]
        if len(events) >= len(offsets) or time.time() > deadline:
            return events


def _end(kind: str, event: Event) -> str:
    return (last(event.headers, REASON) or b"").decode() if kind == "rejected" else TAKEN


def _tell(group: str, events: Sequence[tuple[int, str, Event]], begun: float, mill: Mill) -> None:
    """What it really took: events have the time at which the broker appended them."""
    seconds = max((event.timestamp / 1000 for *_, event in events), default=0.0) - begun
    slowest = ", ".join(f"{name} {took:.2f} s" for name, took in mill.probes.slowest.items())
    megabytes = most_megabytes(mill.worker.pid)
    print(f"{group}: {len(events)} events within {seconds:.1f} s of publishing, {megabytes} MB at most, {slowest}")
