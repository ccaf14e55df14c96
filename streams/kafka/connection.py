"""A cluster and how to come in: what every client is made with."""

import logging
import ssl
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from aiokafka.protocol.admin import SaslAuthenticateRequest

from streams.kafka import tls
from streams.kafka.fields import Mechanism
from streams.kafka.oauth import ClientCredentials
from streams.kafka.security import Security


@dataclass(frozen=True)
class Connection:
    """Bootstrap servers, "host:port[,host:port…]", and the settings of security; PLAINTEXT where none are given."""

    bootstrap: str
    security: Security = field(default_factory=Security)

    def options(self) -> dict[str, Any]:
        """What an aiokafka client is told, secrets as they are now."""
        logging.getLogger("aiokafka.conn").addFilter(without_secrets)
        return {"bootstrap_servers": self.bootstrap} | self.auth()

    def auth(self) -> dict[str, Any]:
        """The same without the servers."""
        told = self.security
        found: dict[str, Any] = {"security_protocol": told.security_protocol.value, "ssl_context": self.ssl_context}
        if told.sasl_mechanism is Mechanism.OAUTHBEARER:
            found |= {"sasl_mechanism": "OAUTHBEARER", "sasl_oauth_token_provider": self.tokens}
        elif told.sasl_mechanism is not None:
            found |= {
                "sasl_mechanism": told.sasl_mechanism.value,
                "sasl_plain_username": told.sasl_username,
                "sasl_plain_password": self.password(),
            }
        return found

    def password(self) -> str | None:
        """The password as it is now."""
        return self.security.secret("sasl_password")

    @cached_property
    def ssl_context(self) -> ssl.SSLContext | None:
        """None without TLS."""
        return tls.context(self.security) if self.security.security_protocol.encrypted else None

    @cached_property
    def tokens(self) -> ClientCredentials:
        """Gets tokens for OAUTHBEARER; one for all clients, so that a token is asked for once."""
        return ClientCredentials(self.security)


def without_secrets(record: logging.LogRecord) -> bool:
    """Drop what aiokafka tells, at DEBUG, of the messages that prove who we are: they hold passwords and tokens."""
    arguments = record.args if isinstance(record.args, tuple) else ()
    return not any(getattr(one, "API_KEY", None) == SaslAuthenticateRequest.API_KEY for one in arguments)
