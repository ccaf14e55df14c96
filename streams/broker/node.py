"""One node of Apache Kafka in KRaft mode, broker and controller in one, from Kafka's own jars on the local JDK."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from streams.broker import guard, jars
from streams.broker.errors import BrokerError
from streams.broker.ports import HOST, free_ports, is_free
from streams.broker.ready import wait_until_it_answers
from streams.kafka import Connection

START_SECONDS = 90  # it answers in about four; a loaded machine takes longer
CLUSTER_ID = "TmV3c21pbGwtbG9jYWwtMQ"  # any 16 bytes in URL-safe base64


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a node sits: its number and its ports for clients, for other brokers and for controllers."""

    number: int
    client: int
    peer: int
    controller: int


@dataclass(frozen=True, slots=True)
class NodeConfig:
    """What a node is started with.

    Attributes:
        seat: this node's number and ports.
        seats: those of all nodes of the cluster, this one among them.
        advertised: the port that clients are told to use, when a proxy stands before `seat.client`.
        heap_megabytes: of the Java virtual machine.
        extra: settings of server.properties that go over the ones made here, listeners with TLS among them; the one for
            peers stays without security, and on it is found out whether the node answers.
        format_with: further arguments for the tool that lays out the storage, such as users.
    """

    seat: Seat
    seats: Sequence[Seat]
    advertised: int | None = None
    heap_megabytes: int = 512
    extra: Mapping[str, str] = field(default_factory=dict)
    format_with: Sequence[str] = ()

    @property
    def bootstrap(self) -> str:
        return f"{HOST}:{self.advertised or self.seat.client}"


def seats(count: int, client_port: int | None = None) -> list[Seat]:
    """Seats for a cluster of `count` nodes on free ports; the first node's client port may be given."""
    ports = free_ports(3 * count)
    rows = [Seat(number + 1, *ports[3 * number : 3 * number + 3]) for number in range(count)]
    if client_port is not None:
        rows[0] = Seat(1, client_port, rows[0].peer, rows[0].controller)
    return rows


def properties(config: NodeConfig, data: Path) -> dict[str, str]:
    """The server.properties of a node: internal topics small and replicated as far as the cluster allows."""
    seat, replication = config.seat, min(3, len(config.seats))
    return {
        "process.roles": "broker,controller",
        "node.id": str(seat.number),
        "controller.quorum.voters": ",".join(f"{s.number}@{HOST}:{s.controller}" for s in config.seats),
        "listeners": f"CLIENT://{HOST}:{seat.client},PEER://{HOST}:{seat.peer},CONTROLLER://{HOST}:{seat.controller}",
        "advertised.listeners": f"CLIENT://{config.bootstrap},PEER://{HOST}:{seat.peer}",
        "listener.security.protocol.map": "CLIENT:PLAINTEXT,PEER:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "PEER",
        "controller.listener.names": "CONTROLLER",
        "log.dirs": str(data),
        "auto.create.topics.enable": "false",
        "default.replication.factor": str(replication),
        "min.insync.replicas": str(replication // 2 + 1),
        "offsets.topic.replication.factor": str(replication),
        "offsets.topic.num.partitions": "4",
        "transaction.state.log.replication.factor": str(replication),
        "transaction.state.log.min.isr": str(replication // 2 + 1),
        "transaction.state.log.num.partitions": "4",
        "share.coordinator.state.topic.replication.factor": str(replication),
        "share.coordinator.state.topic.min.isr": str(replication // 2 + 1),
        "share.coordinator.state.topic.num.partitions": "1",
        # A killed node may register again only when its former life is given up, after 9 s by default.
        "broker.session.timeout.ms": "3000",
        "broker.heartbeat.interval.ms": "1000",
        "group.initial.rebalance.delay.ms": "0",
        **config.extra,
    }


class Node:
    """A node that can be started, killed, stopped and started again on the same ports and data.

    It ends with the process that started it, whatever happens to that one; `remove` takes its data away.
    """

    def __init__(self, config: NodeConfig, cache: Path) -> None:
        """Lay out and format the node's folder.

        Raises:
            BrokerError: Java, Maven or the jars cannot be had.
        """
        self.config = config
        self._java = jars.java()
        self._classpath = f"{jars.kafka_jars(cache)}/*"
        self._home = Path(tempfile.mkdtemp(prefix="newsmill-kafka-"))
        self._guard: subprocess.Popen[str] | None = None
        self.pid: int | None = None
        self._format()

    @property
    def bootstrap(self) -> str:
        return self.config.bootstrap

    @property
    def log(self) -> Path:
        return self._home / "kafka.log"

    @property
    def running(self) -> bool:
        return self._guard is not None and self._guard.poll() is None

    @property
    def guard_pid(self) -> int | None:
        """The process that ends the node with its owner."""
        return self._guard.pid if self._guard else None

    def start(self, wait: bool = True) -> None:
        """Start the node and, unless told otherwise, wait until it answers.

        Raises:
            BrokerError: its port is taken, or it ended or did not answer in time; then its last log line is told.
        """
        if not is_free(self.config.seat.client):
            raise BrokerError(f"port {self.config.seat.client} is taken")
        command = [*self._jvm(self.config.heap_megabytes), "kafka.Kafka", str(self._home / "server.properties")]
        with self.log.open("ab") as log:
            self._guard = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", "-S", guard.__file__, str(self._home), *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,  # Ctrl-C is for us; we then stop the broker last
            )
        assert self._guard.stdout is not None  # noqa: S101
        self.pid = int(self._guard.stdout.readline() or 0) or None
        if wait:
            self.wait()

    def wait(self, seconds: float = START_SECONDS) -> None:
        """Wait until the node answers.

        Raises:
            BrokerError: it ended, or did not answer in `seconds`.
        """
        direct = f"{HOST}:{self.config.seat.peer}"
        if not wait_until_it_answers(Connection(direct), seconds, lambda: self.running):
            raise BrokerError(f"Kafka does not answer on {direct}: {self._last_words()}")

    def kill(self) -> None:
        """End the node as a power cut would; its data stays."""
        self.signal(signal.SIGKILL)
        self._reap()

    def terminate(self) -> None:
        """Shut the node down in order; its data stays."""
        self.signal(signal.SIGTERM)
        self._reap()

    def signal(self, number: signal.Signals) -> None:
        if self.running and self.pid is not None:
            os.kill(self.pid, number)

    def remove(self) -> None:
        """Kill the node and remove its data; may be called again."""
        self.kill()
        shutil.rmtree(self._home, ignore_errors=True)

    def _reap(self) -> None:
        if self._guard is not None:
            self._guard.wait()
            for pipe in (self._guard.stdin, self._guard.stdout):
                if pipe is not None:
                    pipe.close()
            self._guard = None

    def _format(self) -> None:
        settings = properties(self.config, self._home / "data")
        file = self._home / "server.properties"
        file.write_text("".join(f"{name}={value}\n" for name, value in settings.items()), encoding="utf-8")
        more = self.config.format_with
        ran = self.tool("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(file), *more)
        if ran.returncode:
            shutil.rmtree(self._home, ignore_errors=True)
            raise BrokerError(f"Kafka's storage cannot be formatted: {(ran.stderr or ran.stdout).strip()[-300:]}")

    def tool(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run one of Kafka's own tools, named by its class, with its arguments."""
        return subprocess.run([*self._jvm(256), *command], capture_output=True, text=True, check=False)  # noqa: S603

    def _jvm(self, megabytes: int) -> list[str]:
        quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
        return [
            self._java,
            f"-Xmx{megabytes}m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            quiet,
            "-cp",
            self._classpath,
        ]

    def _last_words(self) -> str:
        said = self.log.read_text(encoding="utf-8", errors="replace").strip() if self.log.exists() else ""
        return said.splitlines()[-1] if said else "it said nothing"
