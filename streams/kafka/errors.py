"""Why nothing can be had of Kafka, and which of it may pass."""

from aiokafka.errors import KafkaConnectionError, NodeNotReadyError, RequestTimedOutError


class KafkaUnavailableError(Exception):
    """No broker answers, or it refuses; the message says which and why."""


class KafkaAwayError(KafkaUnavailableError):
    """No broker answers, which may pass."""


AWAY = (KafkaConnectionError, NodeNotReadyError, RequestTimedOutError)
"""What the Kafka client raises then."""
