"""The worker's pages, asked as Prometheus and Kubernetes ask them."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import pytest
from aiohttp import ClientSession

from streams.ops.door import Door
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


async def ask(state: State, path: str, metrics: Metrics | None = None) -> tuple[int, str]:
    served = await serve(web_app(metrics or Metrics(), state), "127.0.0.1", 0)
    try:
        async with ClientSession() as session, session.get(f"http://127.0.0.1:{served.port}{path}") as answer:
            return answer.status, await answer.text()
    finally:
        await served.cleanup()


async def test_a_sound_worker_answers_ok() -> None:
    assert await ask(State(), "/livez") == (200, "ok\n")
    assert await ask(State(), "/readyz") == (200, "ok\n")


async def test_a_worker_that_is_not_ready_says_why_and_stays_alive() -> None:
    state = State(busy="reading back what is remembered")
    assert await ask(state, "/readyz") == (503, "reading back what is remembered\n")
    assert (await ask(state, "/livez"))[0] == 200


async def test_a_worker_that_cannot_go_on_is_not_alive() -> None:
    assert await ask(State(dead="fenced"), "/livez") == (503, "fenced\n")


async def test_metrics_tell_articles_seconds_and_lag() -> None:
    metrics = Metrics()
    metrics.articles_in.labels("screen").inc(3)
    metrics.articles_out.labels("screen", "not_json").inc()
    metrics.stage_seconds.labels("screen").observe(0.002)
    status, page = await ask(State(behind={("news.articles.raw", 1): 5}), "/metrics", metrics)
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


async def test_a_second_worker_takes_the_next_free_port() -> None:
    first = await serve(web_app(Metrics(), State()), "127.0.0.1", 0)
    second = await serve(web_app(Metrics(), State()), "127.0.0.1", first.port)
    await first.cleanup()
    await second.cleanup()
    assert second.port > first.port


async def test_a_connection_is_closed_behind_its_answer() -> None:
    """Else it would be ended later, maybe in the middle of a scrape."""

    async def raw(path: bytes) -> bytes:
        served = await serve(web_app(Metrics(), State()), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(b"GET " + path + b" HTTP/1.1\r\nHost: newsmill\r\n\r\n")
        answer = await reader.read()
        writer.close()
        await served.cleanup()
        return answer

    for path in (b"/livez", b"/metrics", b"/nowhere"):
        assert b"Connection: close" in await raw(path)


async def test_an_address_that_is_nobodys_is_told_by_its_setting() -> None:
    with pytest.raises(OSError, match=r"NEWSMILL_WEB_HOST=203\.0\.113\.9, NEWSMILL_WEB_PORT=6066: "):
        await serve(web_app(Metrics(), State()), "203.0.113.9", 6066)


HALF = b"GET /livez HTTP/1.1\r\nHost: newsmill\r\n"


async def test_a_request_that_is_never_finished_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.ops.web.Door", partial(Door, seconds=0.1))
    served = await serve(web_app(Metrics(), State()), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    writer.write(HALF)
    with suppress(ConnectionResetError):
        assert await reader.read() == b""
    writer.close()
    await served.cleanup()


async def test_however_many_connections_say_nothing_a_probe_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.ops.web.Door", partial(Door, most=5))
    served = await serve(web_app(Metrics(), State()), "127.0.0.1", 0)
    silent = [await asyncio.open_connection("127.0.0.1", served.port) for _ in range(20)]
    for _, writer in silent:
        writer.write(HALF)
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{served.port}/livez") as answer:
        told = await answer.text()
    open_ones = sum([not await gone(reader) for reader, _ in silent])
    for _, writer in silent:
        writer.close()
    await served.cleanup()
    assert told == "ok\n"
    assert open_ones == 4, "and the probe's own"


async def gone(reader: asyncio.StreamReader) -> bool:
    """Whether the other end has closed."""
    try:
        await asyncio.wait_for(reader.read(1), 0.2)
    except TimeoutError:
        return False
    except ConnectionResetError:
        pass
    return True
