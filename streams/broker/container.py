"""Apache Kafka's official image, run by a Docker engine through testcontainers: an extra, no worker needs it."""

import importlib.util
from contextlib import suppress

from streams.broker.errors import BrokerError
from streams.broker.ports import HOST, free_ports
from streams.broker.ready import wait_until_it_answers
from streams.kafka import Connection

IMAGE = "apache/kafka:4.1.2"  # the version that deploy/kafka/pom.xml names; a test holds them together
ENGINE_SECONDS = 2
START_SECONDS = 120


def client_installed() -> bool:
    """True where the extra `docker` is installed."""
    return importlib.util.find_spec("testcontainers") is not None


def engine_answers() -> bool:
    """True when a Docker engine answers at once; neither a client without engine counts nor one without client."""
    if not client_installed():
        return False
    # Imported here since it is slow, and only needed when no broker was given; it has no type stubs.
    from docker import DockerClient  # type: ignore[import-untyped, unused-ignore]
    from docker.errors import DockerException  # type: ignore[import-untyped, unused-ignore]

    with suppress(DockerException, OSError):
        client = DockerClient.from_env(timeout=ENGINE_SECONDS)
        try:
            return bool(client.ping())
        finally:
            client.close()
    return False


class Container:
    """One broker in a container; testcontainers' own reaper removes it should this process be killed."""

    def __init__(self, port: int | None = None) -> None:
        from testcontainers.core.container import DockerContainer

        self._port = port or free_ports(1)[0]
        self._container = DockerContainer(IMAGE).with_bind_ports(9092, self._port)
        for name, value in _environment(self._port).items():
            self._container = self._container.with_env(name, value)

    @property
    def bootstrap(self) -> str:
        return f"{HOST}:{self._port}"

    def start(self) -> None:
        """Start the container and wait until the broker answers.

        Raises:
            BrokerError: the engine cannot run the image, or the broker does not answer.
        """
        from docker.errors import DockerException  # type: ignore[import-untyped, unused-ignore]

        try:
            self._container.start()
        except DockerException as refused:
            raise BrokerError(f"Docker cannot run {IMAGE}: {refused}") from refused
        if not wait_until_it_answers(Connection(self.bootstrap), START_SECONDS):
            self.remove()
            raise BrokerError(f"{IMAGE} does not answer on {self.bootstrap}")

    def remove(self) -> None:
        self._container.stop()


def _environment(port: int) -> dict[str, str]:
    """The settings of `streams.broker.node` in the image's spelling; clients come in by the host's `port`."""
    settings = {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": "1@localhost:9093",
        "listeners": "CLIENT://:9092,PEER://:9094,CONTROLLER://:9093",
        "advertised.listeners": f"CLIENT://{HOST}:{port},PEER://localhost:9094",
        "listener.security.protocol.map": "CLIENT:PLAINTEXT,PEER:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "PEER",
        "controller.listener.names": "CONTROLLER",
        "auto.create.topics.enable": "false",
        "offsets.topic.replication.factor": "1",
        "offsets.topic.num.partitions": "4",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "transaction.state.log.num.partitions": "4",
        "group.initial.rebalance.delay.ms": "0",
    }
    return {"KAFKA_" + name.upper().replace(".", "_"): value for name, value in settings.items()}
