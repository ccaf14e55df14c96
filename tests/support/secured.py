"""A broker that lets nobody in unasked: listeners with TLS and SASL, users, and an authorizer.

The listener for peers stays open, and whoever comes by it may do everything: it is the test's own way in.
"""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from streams.broker import default_data_dir
from streams.broker.node import Node, NodeConfig, seats
from streams.broker.ports import HOST, free_ports
from streams.kafka import Connection
from tests.support.certificates import Authority, Issued

ADMIN, PASSWORD = "admin", "0pen-sesame"
USERS = {
    ADMIN: PASSWORD,
    "worker": "w0rk-hard",
    "publisher": "pr1nt-it",
    "consumer": "re4d-it",
    "operator": "l00k-at",
    "repairer": "m3nd-it",
}
SASL = "org.apache.kafka.common.security"

LISTENERS = {
    "SCRAM": "SASL_SSL",
    "MTLS": "SSL",
    "OAUTH": "SASL_SSL",
    "PLAIN": "SASL_SSL",
    "EXPIRED": "SASL_SSL",
    "ELSEWHERE": "SASL_SSL",
}
"""Beside those of every node; each has a certificate for the broker's host, but for the last two."""


@dataclass(frozen=True, slots=True)
class Secured:
    """A broker, its listeners' addresses by name, and who issues certificates."""

    node: Node
    addresses: Mapping[str, str]
    authority: Authority
    folder: Path

    @property
    def open(self) -> Connection:
        """The test's own way in."""
        return Connection(f"{HOST}:{self.node.config.seat.peer}")

    def scram(self, user: str = ADMIN, listener: str = "SCRAM", **changes: str) -> dict[str, str]:
        """The variables by which a user comes in."""
        return self._variables(
            listener,
            SECURITY_PROTOCOL="SASL_SSL",
            SASL_MECHANISM="SCRAM-SHA-512",
            SASL_USERNAME=user,
            SASL_PASSWORD=USERS[user],
            SSL_CA=str(self.authority.ca),
            **changes,
        )

    def oauth(self, endpoint: str, client: str, secret: str) -> dict[str, str]:
        """The variables by which a client comes in whom the endpoint gives a token."""
        return self._variables(
            "OAUTH",
            SECURITY_PROTOCOL="SASL_SSL",
            SASL_MECHANISM="OAUTHBEARER",
            OAUTH_TOKEN_URL=endpoint,
            OAUTH_CLIENT_ID=client,
            OAUTH_CLIENT_SECRET=secret,
            OAUTH_SCOPE="kafka",
            SSL_CA=str(self.authority.ca),
        )

    def mtls(self, shown: Issued, **changes: str) -> dict[str, str]:
        """The variables by which the owner of a certificate comes in."""
        files = {"SSL_CA": str(self.authority.ca), "SSL_CERT": str(shown.cert), "SSL_KEY": str(shown.key)}
        return self._variables("MTLS", SECURITY_PROTOCOL="SSL", **files, **changes)

    def _variables(self, listener: str, **told: str) -> dict[str, str]:
        return {f"NEWSMILL_{name}": value for name, value in ({"BROKERS": self.addresses[listener]} | told).items()}

    def set_password(self, user: str, password: str) -> None:
        """Change it on the broker."""
        told = ("--alter", "--entity-type", "users", "--entity-name", user)
        ran = self.tool("kafka.admin.ConfigCommand", *told, "--add-config", f"SCRAM-SHA-512=[password={password}]")
        assert ran.returncode == 0, ran.stderr

    def tool(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One of Kafka's own tools, on this broker."""
        return self.node.tool(name, "--bootstrap-server", self.open.bootstrap, *arguments)


def for_clients(authority: Authority) -> dict[str, str]:
    """Settings of a node whose listener for clients wants TLS, a password and rights."""
    shown = authority.issue("broker", [HOST, "localhost"])
    told = {
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(shown.both),
        "sasl.enabled.mechanisms": "SCRAM-SHA-512",
        "scram-sha-512.sasl.jaas.config": f"{SASL}.scram.ScramLoginModule required;",
    }
    return {
        "listener.security.protocol.map": "CLIENT:SASL_SSL,PEER:PLAINTEXT,CONTROLLER:PLAINTEXT",
        **{f"listener.name.client.{name}": value for name, value in told.items()},
        **AUTHORIZER,
    }


def with_users() -> list[str]:
    """How a node's storage is laid out so that it knows the users."""
    users = [f"SCRAM-SHA-512=[name={user},password={password}]" for user, password in USERS.items()]
    return [part for user in users for part in ("--add-scram", user)]


@contextmanager
def secured(folder: Path) -> Iterator[Secured]:
    """Such a broker for as long as the block lasts."""
    authority = Authority(folder)
    ports = dict(zip(LISTENERS, free_ports(len(LISTENERS)), strict=True))
    (seat,) = seats(1)
    extra = {**_listeners(ports, seat.peer, seat.controller), **_certificates(authority), **_sasl(), **AUTHORIZER}
    config = NodeConfig(seat, [seat], extra=extra, format_with=with_users())
    node = Node(config, default_data_dir())
    try:
        node.start()
        yield Secured(node, {name: f"{HOST}:{port}" for name, port in ports.items()}, authority, folder)
    finally:
        node.remove()


AUTHORIZER = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": f"User:ANONYMOUS;User:{ADMIN};User:CN={ADMIN}",
}


def _listeners(ports: Mapping[str, int], peer: int, controller: int) -> dict[str, str]:
    plain = {"PEER": peer, "CONTROLLER": controller}
    protocols = {**LISTENERS, "PEER": "PLAINTEXT", "CONTROLLER": "PLAINTEXT"}
    return {
        "listeners": ",".join(f"{name}://{HOST}:{port}" for name, port in {**ports, **plain}.items()),
        "advertised.listeners": ",".join(f"{name}://{HOST}:{port}" for name, port in {**ports, "PEER": peer}.items()),
        "listener.security.protocol.map": ",".join(f"{name}:{protocol}" for name, protocol in protocols.items()),
    }


def _certificates(authority: Authority) -> dict[str, str]:
    right = authority.issue("broker", [HOST, "localhost"])
    shown = {
        "EXPIRED": authority.issue("expired", [HOST, "localhost"], days=-1),
        "ELSEWHERE": authority.issue("elsewhere", ["kafka.example.com"]),
    }
    found = {"ssl.keystore.type": "PEM", "ssl.truststore.type": "PEM", "ssl.truststore.location": str(authority.ca)}
    for name in LISTENERS:
        found[f"listener.name.{name.lower()}.ssl.keystore.location"] = str(shown.get(name, right).both)
        found[f"listener.name.{name.lower()}.ssl.keystore.type"] = "PEM"
        found[f"listener.name.{name.lower()}.ssl.truststore.location"] = str(authority.ca)
        found[f"listener.name.{name.lower()}.ssl.truststore.type"] = "PEM"
    found["listener.name.mtls.ssl.client.auth"] = "required"
    return found


def _sasl() -> dict[str, str]:
    found = {"sasl.enabled.mechanisms": "SCRAM-SHA-512", "listener.name.oauth.sasl.enabled.mechanisms": "OAUTHBEARER"}
    found["listener.name.plain.sasl.enabled.mechanisms"] = "PLAIN"
    users = " ".join(f'user_{user}="{password}"' for user, password in USERS.items())
    found["listener.name.plain.plain.sasl.jaas.config"] = f"{SASL}.plain.PlainLoginModule required {users};"
    for name in ("scram", "expired", "elsewhere"):
        found[f"listener.name.{name}.scram-sha-512.sasl.jaas.config"] = f"{SASL}.scram.ScramLoginModule required;"
    # Tokens that nobody signed: this is about our side.
    found["listener.name.oauth.oauthbearer.sasl.jaas.config"] = (
        f'{SASL}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";'
    )
    found["listener.name.oauth.oauthbearer.sasl.server.callback.handler.class"] = (
        f"{SASL}.oauthbearer.internals.unsecured.OAuthBearerUnsecuredValidatorCallbackHandler"
    )
    return found
