"""What the Kafka client writes at DEBUG holds neither passwords nor tokens."""

import logging

import pytest
from aiokafka.protocol.admin import ApiVersionRequest_v0, SaslAuthenticateRequest_v1, SaslAuthenticateResponse_v1

from streams.kafka import Connection


@pytest.mark.parametrize(
    "message",
    [SaslAuthenticateRequest_v1(b"\0mill\0hunter2"), SaslAuthenticateResponse_v1(0, None, b"hunter2", 0)],
    ids=["request", "response"],
)
def test_what_proves_who_we_are_is_not_written(message: object, caplog: pytest.LogCaptureFixture) -> None:
    Connection("kafka:9092").options()
    caplog.set_level(logging.DEBUG, logger="aiokafka.conn")
    log = logging.getLogger("aiokafka.conn")
    log.debug("Request to %s:%d %d: %s", "kafka", 9092, 1, message)
    log.debug("Request to %s:%d %d: %s", "kafka", 9092, 2, ApiVersionRequest_v0())
    assert len(caplog.records) == 1
    assert "hunter2" not in caplog.text
