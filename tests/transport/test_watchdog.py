"""What has work to do has to move; what has none, or waits for a broker that is away, may stand."""

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from streams.transport.errors import StalledError
from streams.transport.watchdog import Watchdog


def watchdog(*looks: dict[str, Any], every: float = 5.0, limit: float = 12.0) -> None:
    """Compare these one after the other, `every` seconds apart."""
    watching = Watchdog(app=None, stall_seconds=limit)
    for number, standing in enumerate(looks):
        watching.compare(standing, number * every)


@pytest.mark.parametrize(
    "looks",
    [
        [{"in/0": 1}] * 3,
        [{"in/0": 1}, {"in/0": 1}, {"in/0": 2}, {"in/0": 2}, {"in/0": 2}],
        [{"in/0": 1}, {"in/0": 1}, {}, {"in/0": 1}, {"in/0": 1}, {"in/0": 1}],
    ],
    ids=["not for long", "moved in between", "idle in between"],
)
def test_what_moves_now_and_then_is_left_alone(looks: list[dict[str, Any]]) -> None:
    watchdog(*looks)


def test_one_partition_that_stands_is_named_though_others_move() -> None:
    with pytest.raises(StalledError, match=r"in/1 stands still for 15 s although the broker answers: 7"):
        watchdog(*({"in/0": number, "in/1": 7} for number in range(4)))


@pytest.mark.parametrize("answer", [None, "Kafka at kafka:9093 shows a certificate that has expired", OSError("odd")])
async def test_once_a_minute_it_is_said_why_the_worker_is_not_let_in(
    answer: str | OSError | None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked = []

    async def refusal(connection: object) -> str | None:
        asked.append(connection)
        if isinstance(answer, OSError):
            raise answer
        return answer

    monkeypatch.setattr("streams.transport.watchdog.refusal", refusal)
    watching = Watchdog(SimpleNamespace(connection="kafka:9093"), stall_seconds=12)
    for now in (100.0, 105.0, 159.0, 160.0):
        await watching._say_why(now)
    assert len(asked) == 2
    assert [record.getMessage() for record in caplog.records] == {
        None: [],
        "odd": ["not known why the broker does not answer: odd"] * 2,
    }.get(str(answer) if isinstance(answer, OSError) else answer, [f"waiting to be let in: {answer}"] * 2)


def test_a_worker_whose_log_holds_the_loop_ends_though_nobody_reads_where() -> None:
    script = """
import asyncio, sys, types
from streams.transport import watchdog
watchdog.INTERVAL = watchdog.ANSWER_SECONDS = 0.1
async def main():
    watching = asyncio.create_task(watchdog.Watchdog(types.SimpleNamespace(should_stop=False), 0.3).run())
    await asyncio.sleep(0)
    while True:
        sys.stderr.write("x" * 10_000)  # until the pipe is full
asyncio.run(main())
"""
    with subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE) as worker:
        try:
            assert worker.wait(15) == 1
        finally:
            worker.kill()
