"""The settings of `fields` together: whoever holds a `Security` can reach Kafka by it."""

from typing import Self

from pydantic import model_validator

from streams.kafka import rules, tls
from streams.kafka.fields import SecurityFields


class Security(SecurityFields):
    """Raises ValidationError where settings do not go together, or a file holds no certificate."""

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        rules.check(self)
        if self.security_protocol.encrypted:
            tls.context(self)
        return self
