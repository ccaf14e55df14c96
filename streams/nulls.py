"""Records without key and value. Kafka has them, and a feed may send one; aiokafka refuses to send them on.

It checks what it is given before it serialises it, so a stand-in goes through the check and becomes null after it.
"""

from typing import Final

NULL: Final = object()
"""What stands for a null value in aiokafka's `send`."""


def given(value: bytes | None) -> object:
    """The value to hand to `send` of a producer that has `null_or_bytes` as its `value_serializer`."""
    return NULL if value is None else value


def null_or_bytes(value: object) -> object:
    """The `value_serializer`: what `given` was given."""
    return None if value is NULL else value
