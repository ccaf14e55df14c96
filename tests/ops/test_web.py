"""The worker's pages, asked as Prometheus and Kubernetes ask them."""

import asyncio
from dataclasses import dataclass
from functools import partial

import pytest
from aiohttp import ClientSession

from streams.metrics import Metric
from streams.ops.door import Door
from streams.ops.metrics import Metrics
from streams.ops.web import serve, web_app


@dataclass
class State:
    """Vitals that a test sets."""

    dead: str | None = None
    busy: str | None = None

    def not_alive(self) -> str | None:
        return self.dead

    def not_ready(self) -> str | None:
        return self.busy


def ask(state: State, path: str, metrics: Metrics | None = None) -> tuple[int, str]:
    async def get() -> tuple[int, str]:
        served = await serve(web_app(metrics or Metrics(), state), "127.0.0.1", 0)
        try:
            async with ClientSession() as session, session.get(f"http://127.0.0.1:{served.port}{path}") as answer:
                return answer.status, await answer.text()
        finally:
            await served.cleanup()

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
    metrics.add(Metric.ARTICLES_IN, 3, "screen")
    metrics.add(Metric.ARTICLES_OUT, 1, "screen", "not_json")
    metrics.observe(Metric.STAGE_SECONDS, 0.002, "screen")
    metrics.show(Metric.LAG_RECORDS, lambda: {("news.articles.raw", "1"): 5})
    status, page = ask(State(), "/metrics", metrics)
    assert status == 200
    for line in (
        'newsmill_articles_in_total{stage="screen"} 3.0',
        'newsmill_articles_out_total{outcome="not_json",stage="screen"} 1.0',
        'newsmill_stage_seconds_bucket{le="0.0025",stage="screen"} 1.0',
        'newsmill_lag_records{partition="1",topic="news.articles.raw"} 5.0',
    ):
        assert line in page


def test_a_second_worker_takes_the_next_free_port() -> None:
    async def two() -> tuple[int, int]:
        first = await serve(web_app(Metrics(), State()), "127.0.0.1", 0)
        second = await serve(web_app(Metrics(), State()), "127.0.0.1", first.port)
        await first.cleanup()
        await second.cleanup()
        return first.port, second.port

    port, next_port = asyncio.run(two())
    assert next_port > port


def test_a_connection_is_closed_behind_its_answer() -> None:
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
        assert b"Connection: close" in asyncio.run(raw(path))


def test_an_address_that_is_nobodys_is_told_by_its_setting() -> None:
    with pytest.raises(OSError, match=r"NEWSMILL_WEB_HOST=203\.0\.113\.9, NEWSMILL_WEB_PORT=6066: "):
        asyncio.run(serve(web_app(Metrics(), State()), "203.0.113.9", 6066))


HALF = b"GET /livez HTTP/1.1\r\nHost: newsmill\r\n"


def test_a_request_that_is_never_finished_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.ops.web.Door", partial(Door, seconds=0.1))

    async def half() -> bytes:
        served = await serve(web_app(Metrics(), State()), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(HALF)
        try:
            return await reader.read()
        except ConnectionResetError:
            return b""
        finally:
            writer.close()
            await served.cleanup()

    assert asyncio.run(half()) == b""


def test_however_many_connections_say_nothing_a_probe_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.ops.web.Door", partial(Door, most=5))

    async def crowd() -> tuple[str, int]:
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
        return told, open_ones

    told, open_ones = asyncio.run(crowd())
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
