"""Every Kafka client that we make. Those that Faust makes are given the same options, see `streams.transport`."""

from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.client import AIOKafkaClient, ConnectionGroup

from streams.kafka.connection import Connection


def new_producer(connection: Connection, **options: Any) -> AIOKafkaProducer:
    """A producer, not started yet."""
    made = AIOKafkaProducer(**connection.options(), **options)
    renew(made.client, connection)
    return made


def new_consumer(connection: Connection, **options: Any) -> AIOKafkaConsumer:
    """A consumer, not started yet."""
    made = AIOKafkaConsumer(**connection.options(), **options)
    renew(made._client, connection)
    return made


def new_admin(connection: Connection, **options: Any) -> AIOKafkaAdminClient:
    """An admin client, not started yet."""
    made = AIOKafkaAdminClient(**connection.options(), **options)
    renew(made._client, connection)
    return made


def new_client(connection: Connection, **options: Any) -> AIOKafkaClient:
    """The client that the others are made of."""
    return AIOKafkaClient(**connection.options(), **options)


def renew(client: Any, connection: Connection) -> None:
    """Let a client that lives long show the password as its file has it whenever it connects anew.

    What certificates are concerned, `tls.RenewedContext` does the same.
    """
    if connection.security.sasl_password_file is None:
        return
    client._sasl_plain_password = connection.password()
    ready, conns = client._get_conn, client._conns

    async def with_the_password_of_now(node_id: Any, *, group: Any = ConnectionGroup.DEFAULT, **options: Any) -> Any:
        there = conns.get((node_id, group))
        if there is None or not there.connected():
            client._sasl_plain_password = connection.password()
        return await ready(node_id, group=group, **options)

    client._get_conn = with_the_password_of_now
