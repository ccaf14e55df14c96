"""Feeds compress with any codec that Kafka has; one that is not installed would end every worker that meets it."""

from collections.abc import Callable

import pytest
from aiokafka import codec


@pytest.mark.parametrize("has", [codec.has_gzip, codec.has_snappy, codec.has_lz4, codec.has_zstd])
def test_every_codec_of_kafka_can_be_read(has: Callable[[], bool]) -> None:
    assert has()
