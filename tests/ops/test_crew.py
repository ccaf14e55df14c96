"""Several workers under one address."""

import asyncio
from pathlib import Path

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from streams.metrics import Metric
from streams.ops.crew import Crew, merged
from streams.ops.metrics import Metrics
from streams.ops.web import pages, serve, serve_at, web_app
from tests.ops.test_web import State


def values(page: str, name: str) -> dict[str, float]:
    """The samples of a name, by worker."""
    families = text_string_to_metric_families(page)
    samples = [sample for family in families for sample in family.samples if sample.name == name]
    return {sample.labels["worker"]: sample.value for sample in samples}


def counted(number: int) -> Metrics:
    metrics = Metrics()
    metrics.add(Metric.ARTICLES_IN, number, "screen")
    return metrics


async def asked(crew: Crew, path: str) -> tuple[int, str]:
    served = await serve(pages(crew.page, crew.not_alive, crew.not_ready), "127.0.0.1", 0)
    try:
        async with ClientSession() as session, session.get(f"http://127.0.0.1:{served.port}/{path}") as answer:
            return answer.status, await answer.text()
    finally:
        await served.cleanup()


async def test_one_page_shows_what_each_worker_counted_and_who_is_down(tmp_path: Path) -> None:
    sockets = [tmp_path / str(number) for number in range(3)]
    served = [await serve_at(web_app(counted(number + 1), State()), sockets[number]) for number in range(2)]
    own = Metrics()
    own.add(Metric.WORKERS_ENDED, 1, "2", "killed")
    status, page = await asked(Crew(sockets, own), "metrics")
    for one in served:
        await one.cleanup()
    assert status == 200
    lines = [line for line in page.splitlines() if line.startswith("newsmill_articles_in_total")]
    assert 'newsmill_articles_in_total{stage="screen",worker="0"} 1.0' in lines
    assert 'newsmill_articles_in_total{stage="screen",worker="1"} 2.0' in lines
    assert values(page, "newsmill_worker_up") == {"0": 1, "1": 1, "2": 0}
    assert 'newsmill_workers_ended_total{how="killed",worker="2"} 1.0' in page
    assert 'newsmill_workers_ended_total{how="failed",worker="0"} 0.0' in page, "begins at 0, else no rise is seen"
    assert page.count("# TYPE newsmill_articles_in_total ") == 1, "a name twice is an error to Prometheus"
    assert not [line for line in page.splitlines() if not line.startswith("#") and "worker=" not in line]


@pytest.mark.parametrize(
    ("states", "status", "told"),
    [
        ([State(), State()], 200, "ok\n"),
        ([State(), State(busy="reading back")], 503, "worker 1: reading back\n"),
        ([State()], 503, "worker 1: does not answer\n"),
    ],
    ids=["all", "one is not", "one is away"],
)
async def test_they_are_ready_when_each_is(tmp_path: Path, states: list[State], status: int, told: str) -> None:
    sockets = [tmp_path / str(number) for number in range(2)]
    served = [await serve_at(web_app(Metrics(), state), at) for state, at in zip(states, sockets, strict=False)]
    assert await asked(Crew(sockets, Metrics()), "readyz") == (status, told)
    assert await asked(Crew(sockets, Metrics()), "livez") == (200, "ok\n")
    for one in served:
        await one.cleanup()


async def test_a_socket_that_a_dead_worker_left_is_taken_by_the_next(tmp_path: Path) -> None:
    for _ in range(2):
        await serve_at(web_app(Metrics(), State()), tmp_path / "0")
    assert await Crew([tmp_path / "0"], Metrics()).not_ready() is None


async def test_a_worker_that_hangs_holds_up_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.ops.crew.ANSWER_SECONDS", 0.1)

    async def hang(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.5)

    hanging = await asyncio.start_unix_server(hang, tmp_path / "0")
    served = await serve_at(web_app(counted(7), State()), tmp_path / "1")
    page = (await Crew([tmp_path / "0", tmp_path / "1"], Metrics()).page()).decode()
    assert values(page, "newsmill_worker_up") == {"0": 0, "1": 1}
    await served.cleanup()
    hanging.close()


def test_histograms_stay_histograms() -> None:
    metrics = Metrics()
    metrics.observe(Metric.STAGE_SECONDS, 0.002, "screen")
    page = merged({"0": metrics.page().decode(), "1": metrics.page().decode()}, Metrics().page().decode()).decode()
    assert 'newsmill_stage_seconds_bucket{le="0.0025",stage="screen",worker="1"} 1.0' in page
    assert "# TYPE newsmill_stage_seconds histogram" in page
