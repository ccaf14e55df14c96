"""An app as the guarantees need it: the settings of Faust that they rest on, in one place."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from mode import Service

from streams.kafka import Connection, Security
from streams.transport.agents import Agent, Stream
from streams.transport.app import NewsmillApp
from streams.transport.credentials import credentials
from streams.transport.fingerprint import check_installed
from streams.transport.recovery import TableManager
from streams.transport.table import Table

Guarantee = Literal["exactly_once", "at_least_once"]
MIB = 1024 * 1024


def create_app(
    *,
    app_id: str,
    brokers: Sequence[str],
    guarantee: Guarantee,
    datadir: Path,
    commit_interval: float = 0.1,
    session_timeout: float = 8.0,
    stall_seconds: float = 120.0,
    metadata_seconds: float = 30.0,
    max_record_bytes: int = 2 * MIB,
    security: Security | None = None,
    **options: Any,
) -> NewsmillApp:
    """A Faust app that keeps its guarantees. Raises FaustChangedError when the installed Faust is another one.

    `app_id` is the consumer group and the start of every transactional id. Times are in seconds; a worker that stands
    still for `stall_seconds` although the broker answers ends itself; partitions that a topic is given are noticed
    within `metadata_seconds`. `max_record_bytes` bounds what `UnitOfWork.send` takes: key, value, headers and some
    100 bytes more. `security`: as whom, and how safely, brokers are spoken to. `options` are further settings of Faust.
    """
    check_installed()
    connection = Connection(",".join(brokers), security or Security())
    Service.mundane_level = "debug"  # at INFO some fifteen services would each tell of their start and stop
    return NewsmillApp(
        app_id,
        commit_interval=commit_interval,
        stall_seconds=stall_seconds,
        connection=connection,
        broker=[f"kafka://{broker}" for broker in brokers],
        broker_credentials=credentials(connection),
        processing_guarantee=guarantee,
        datadir=datadir,
        web_enabled=False,
        broker_commit_interval=commit_interval,
        broker_session_timeout=session_timeout,
        broker_heartbeat_interval=session_timeout / 4,
        broker_max_poll_records=500,
        consumer_max_fetch_size=max(max_record_bytes, 4 * MIB),
        producer_max_request_size=max_record_bytes,
        producer_max_batch_size=min(256 * 1024, max_record_bytes),
        stream_buffer_maxsize=512,
        stream_wait_empty=True,
        stream_recovery_delay=0.0,
        store="memory://",
        key_serializer="raw",
        value_serializer="raw",
        table_standby_replicas=0,
        topic_allow_declare=False,
        topic_disable_leader=True,
        consumer_metadata_max_age_ms=round(1000 * metadata_seconds),
        worker_redirect_stdouts=False,
        Stream=Stream,
        Agent=Agent,
        Table=Table,
        TableManager=TableManager,
        **options,
    )
