"""The worker's pages, asked as Prometheus and Kubernetes ask them."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import ClientSession

from streams.ops.metrics import Metrics
from streams.ops.web import serve, web_app


@dataclass
class State:
    """Vitals that a test sets."""

    dead: str | None = None
    busy: str | None = None
    behind: dict[tuple[str, int], int] = field(default_factory=dict)

    def not_alive(self) -> str | None:
        return self.dead

    def not_ready(self) -> str | None:
        return self.busy

    def lags(self) -> dict[tuple[str, int], int]:
        return self.behind


def ask(state: State, path: str, metrics: Metrics | None = None) -> tuple[int, str]:
    async def get() -> tuple[int, str]:
        runner, port = await serve(web_app(metrics or Metrics(), state), "127.0.0.1", 0)
        try:
            async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
                return answer.status, await answer.text()
        finally:
            await runner.cleanup()

    return asyncio.run(get())


def test_a_sound_worker_answers_ok() -> None:
    assert ask(State(), "/livez") == (200, "ok\n")
    assert ask(State(), "/readyz") == (200, "ok\n")


def test_a_worker_that_is_not_ready_says_why_and_stays_alive() -> None:
    state = State(busy="reading back what is remembered")
    assert ask(state, "/readyz") == (503, "reading back what is remembered\n")
    assert ask(state, "/livez")[0] == 200


def test_a_worker_that_cannot_go_on_is_not_alive() -> None:
    assert ask(State(dead="fenced"), "/livez") == (503, "fenced\n")


def test_metrics_tell_articles_seconds_and_lag() -> None:
    metrics = Metrics()
    metrics.articles_in.labels("screen").inc(3)
    metrics.articles_out.labels("screen", "not_json").inc()
    metrics.stage_seconds.labels("screen").observe(0.002)
    status, page = ask(State(behind={("news.articles.raw", 1): 5}), "/metrics", metrics)
    assert status == 200
    for line in (
        'newsmill_articles_in_total{stage="screen"} 3.0',
        'newsmill_articles_out_total{outcome="not_json",stage="screen"} 1.0',
        'newsmill_stage_seconds_bucket{le="0.0025",stage="screen"} 1.0',
        'newsmill_lag_records{partition="1",topic="news.articles.raw"} 5.0',
    ):
        assert line in page


def test_a_partition_that_moved_away_is_no_longer_shown() -> None:
    metrics = Metrics()
    metrics.set_lags({("raw", 0): 1, ("raw", 1): 1})
    metrics.set_lags({("raw", 1): 2})
    assert 'partition="0"' not in metrics.page().decode()


def test_a_second_worker_takes_the_next_free_port() -> None:
    async def two() -> tuple[int, int]:
        first, port = await serve(web_app(Metrics(), State()), "127.0.0.1", 0)
        second, next_port = await serve(web_app(Metrics(), State()), "127.0.0.1", port)
        await first.cleanup()
        await second.cleanup()
        return port, next_port

    port, next_port = asyncio.run(two())
    assert next_port > port
