"""A worker on the wrong topics would wait for ever; it says what is wrong instead."""

from collections.abc import Mapping

import pytest

from streams.transport import topology
from streams.transport.errors import TopicsError
from streams.transport.topology import check_topics, complaints


@pytest.mark.parametrize(
    ("partitions", "expected"),
    [
        ({"in": 4, "mid": 1, "log": 1}, []),
        ({"in": 0, "mid": 1, "log": 1}, ["topic in is missing"]),
        ({"in": 4, "mid": 1, "log": 0}, ["topic log is missing"]),
        ({"in": 4, "mid": 2, "log": 1}, ["changelog log has 1 partitions, its source mid has 2"]),
    ],
)
def test_what_is_missing_or_split_otherwise(partitions: Mapping[str, int], expected: list[str]) -> None:
    assert complaints(partitions, {"log": "mid"}) == expected


class FakeClient:
    """Tells each time another number of partitions, the last one for ever."""

    def __init__(self, *counts: int) -> None:
        self._counts = list(counts)

    async def fetch_all_metadata(self) -> "FakeClient":
        return self

    def partitions_for_topic(self, _topic: str) -> set[int]:
        return set(range(self._counts.pop(0) if len(self._counts) > 1 else self._counts[0]))


async def test_a_topic_may_take_a_moment_to_appear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topology, "PAUSE_SECONDS", 0)
    await check_topics(FakeClient(0, 0, 3), ["in"], {})
    with pytest.raises(TopicsError, match="topic in is missing"):
        await check_topics(FakeClient(0), ["in"], {})
