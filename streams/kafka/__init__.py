"""The one door to Kafka: how to reach it, as whom, and every client that is made."""

from streams.kafka.connection import Connection
from streams.kafka.security import Security

__all__ = ["Connection", "Security"]
