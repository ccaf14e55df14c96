"""One address for several workers: what each shows is asked for at its socket, and shown with the label `worker`.

A place keeps its number when its worker is started anew, so that no series comes and goes with a process.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import product
from pathlib import Path

from aiohttp import ClientError, ClientSession, ClientTimeout, UnixConnector
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import Metric as Family
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from streams.metrics import Metric
from streams.ops.labels import ENDS
from streams.ops.metrics import Metrics
from streams.ops.web import pages, serve

log = logging.getLogger(__name__)

ANSWER_SECONDS = 5.0
"""A worker that has not answered by then is shown as one that is down: Prometheus waits for ten."""

WORKER = "worker"


class Crew:
    """Workers by their places, each with the socket at which it shows its pages; `own` counts what they cannot tell."""

    def __init__(self, sockets: Sequence[Path], own: Metrics) -> None:
        self._sockets = sockets
        self._own = own
        self._up = dict[tuple[str, ...], float]()
        for place, end in product(range(len(sockets)), ENDS):
            own.add(Metric.WORKERS_ENDED, 0, str(place), end)
        own.show(Metric.WORKER_UP, lambda: self._up)

    async def page(self) -> bytes:
        """What Prometheus scrapes."""
        told = await asyncio.gather(*(_ask(socket, "metrics") for socket in self._sockets))
        answers = {str(number): answer[1] for number, answer in enumerate(told) if answer is not None}
        self._up = {(str(number),): float(answer is not None) for number, answer in enumerate(told)}
        return merged(answers, self._own.page().decode())

    async def not_alive(self) -> str | None:
        """Whoever answers is: workers that end are started anew, and one that cannot be ends all."""
        return None

    async def not_ready(self) -> str | None:
        """Ready are those of whom each is."""
        told = await asyncio.gather(*(_ask(socket, "readyz") for socket in self._sockets))
        missing = [f"worker {number}: {_why(answer)}" for number, answer in enumerate(told) if _why(answer)]
        return "; ".join(missing) or None

    @asynccontextmanager
    async def served(self, host: str, port: int) -> AsyncIterator[None]:
        """Serve these pages. Raises OSError where no port can be had."""
        served = await serve(pages(self.page, self.not_alive, self.not_ready), host, port)
        try:
            yield
        finally:
            await served.cleanup()


def _why(answer: tuple[int, str] | None) -> str | None:
    """Why a worker is not ready."""
    if answer is None:
        return "does not answer"
    status, text = answer
    return None if status == 200 else text.strip()


async def _ask(socket: Path, name: str) -> tuple[int, str] | None:
    """Status and text of a worker's page, None where it does not answer: it may just be starting."""
    timeout = ClientTimeout(total=ANSWER_SECONDS)
    try:
        async with (
            ClientSession(connector=UnixConnector(path=str(socket)), timeout=timeout) as session,
            session.get(f"http://newsmill/{name}") as answer,
        ):
            return answer.status, await answer.text()
    except (OSError, ClientError, TimeoutError) as error:
        log.debug("%s: no answer: %s", socket.name, error)
        return None


def merged(workers: dict[str, str], own: str) -> bytes:
    """The pages of workers as one, each sample with the label `worker`; of our own page what has that label."""
    families: dict[str, Family] = {}
    for number, text in workers.items():
        for family in text_string_to_metric_families(text):
            samples = [_labelled(sample, number) for sample in family.samples]
            _shared(families, family).samples.extend(samples)
    for family in text_string_to_metric_families(own):
        _shared(families, family).samples.extend(sample for sample in family.samples if WORKER in sample.labels)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Families(families))
    return generate_latest(registry)


class _Families:
    """Families as a collector of prometheus_client."""

    def __init__(self, families: dict[str, Family]) -> None:
        self._families = families

    def collect(self) -> Iterator[Family]:
        return iter(self._families.values())


def _shared(families: dict[str, Family], like: Family) -> Family:
    if like.name not in families:
        families[like.name] = Family(like.name, like.documentation, like.type)
    return families[like.name]


def _labelled(sample: Sample, number: str) -> Sample:
    return sample._replace(labels={**sample.labels, WORKER: number})
