"""The choice of a broker: the one given, else Docker's, else Kafka's own jars."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from streams.broker import container
from streams.broker.errors import BrokerError
from streams.broker.node import Node, NodeConfig, seats
from streams.broker.ready import answers, run_aside, wait_until_it_answers
from streams.kafka import Connection
from streams.kafka.refusal import refusal
from streams.settings import load_settings

GIVEN_SECONDS = 15

How = Literal["given", "docker", "maven"]


@dataclass(frozen=True, slots=True)
class Broker:
    """A broker that answers.

    Attributes:
        bootstrap: its address, "host:port"; several, comma-separated, when they were given.
        how: where it comes from.
        stop: ends it and removes its data, unless it was given; may be called again.
    """

    bootstrap: str
    how: How
    stop: Callable[[], None]


@contextmanager
def start_broker(brokers: str | None = None, data_dir: Path | None = None, port: int | None = None) -> Iterator[Broker]:
    """A real Kafka broker for as long as the block lasts, or as this process lives.

    Args:
        brokers: the address of one that runs already; NEWSMILL_BROKERS when None, and "" for none.
        data_dir: where Kafka's jars are kept between runs; NEWSMILL_DATA_DIR when None.
        port: the one to listen on; a free one when None.

    Raises:
        BrokerError: none can be had; the message says in one line what is missing.
    """
    settings = load_settings()
    brokers = settings.brokers if brokers is None else brokers
    given = Connection(brokers, settings) if brokers else None
    broker = _given(given) if given else _started(data_dir or settings.data_dir, port)
    try:
        yield broker
    finally:
        broker.stop()


def default_data_dir() -> Path:
    """Where Kafka's jars are kept between runs, by the settings."""
    return load_settings().data_dir


def _given(connection: Connection) -> Broker:
    if not answers(connection) and (why := run_aside(refusal(connection))) is not None:
        raise BrokerError(why)
    if not wait_until_it_answers(connection, GIVEN_SECONDS):
        raise BrokerError(f"NEWSMILL_BROKERS names {connection.bootstrap}, and no Kafka broker answers there")
    return Broker(connection.bootstrap, "given", lambda: None)


def _started(data_dir: Path, port: int | None) -> Broker:
    if container.engine_answers():
        box = container.Container(port)
        box.start()
        return Broker(box.bootstrap, "docker", box.remove)
    try:
        node = local_node(data_dir, port)
    except BrokerError as missing:
        docker = (
            "no Docker engine answers"
            if container.client_installed()
            else "Docker is not asked without pip install 'newsmill[docker]'"
        )
        raise BrokerError(f"no Kafka broker: NEWSMILL_BROKERS is not set, {docker}, and {missing}") from missing
    return Broker(node.bootstrap, "maven", node.remove)


def local_node(data_dir: Path, port: int | None = None) -> Node:
    """A single node from Kafka's jars, started.

    Raises:
        BrokerError: Java or Maven is missing, or the node does not come up.
    """
    places = seats(1, port)
    node = Node(NodeConfig(places[0], places), data_dir)
    try:
        node.start()
    except BaseException:
        node.remove()
        raise
    return node


def run_foreground(port: int | None = None) -> None:
    """Run a broker of our own until Ctrl-C, whatever NEWSMILL_BROKERS says: prints its address once it answers.

    Raises:
        BrokerError: none can be had.
    """
    with start_broker("", port=port) as broker:
        print(broker.bootstrap, flush=True)
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
