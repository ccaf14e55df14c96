"""What all tests share: one real Kafka broker for the session, and room on it for each test."""

import os
import uuid
from collections.abc import Iterator
from contextlib import ExitStack

import hypothesis
import pytest

from streams import meter
from streams.broker import Broker, BrokerError, start_broker
from streams.ops.metrics import Metrics

# How long an example takes depends on the machine and on what else runs there: no property has a deadline.
hypothesis.settings.register_profile("newsmill", deadline=None)
hypothesis.settings.load_profile("newsmill")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever takes the broker needs one: `-m "not broker"` runs without any."""
    for item in items:
        if "broker" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.broker)


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """A real broker, started once. Where none can be had, the test is skipped on a laptop and fails on CI."""
    with ExitStack() as stack:
        try:
            started = stack.enter_context(start_broker())
        except BrokerError as missing:
            if os.environ.get("CI"):
                pytest.fail(str(missing))
            pytest.skip(str(missing))
        yield started


@pytest.fixture
def prefix() -> str:
    """A value for NEWSMILL_TOPIC_PREFIX of this test's own: its topics and consumer groups meet no other test's."""
    return f"t{uuid.uuid4().hex[:8]}."


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Metrics:
    """Where this test counts."""
    metrics = Metrics()
    monkeypatch.setattr(meter, "_meters", [metrics])
    return metrics
