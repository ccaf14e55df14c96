"""Tokens by client credentials: asked for once, kept until they end soon, and never a word too much of a refusal."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr

from streams.kafka.oauth import ClientCredentials, TokenError
from streams.kafka.security import Mechanism, Protocol, Security
from tests.support.certificates import Authority

SECRET = "s3same"


@contextmanager
def endpoint(folder: Path, status: int, body: str, **headers: str) -> Iterator[tuple[Security, list[str]]]:
    """Settings that lead to an endpoint which always answers so, and the paths that it was asked for."""
    asked: list[str] = []

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    authority = Authority(folder)
    shown = authority.issue("login", ["127.0.0.1"])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown.cert, shown.key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told = Security(
        security_protocol=Protocol.SASL_SSL,
        sasl_mechanism=Mechanism.OAUTHBEARER,
        oauth_token_url=f"https://127.0.0.1:{server.server_port}/token",
        oauth_client_id="mill",
        oauth_client_secret=SecretStr(SECRET),
        ssl_ca=authority.ca,
    )
    try:
        yield told, asked
    finally:
        server.shutdown()
        server.server_close()


def test_a_token_is_kept_until_it_ends_soon(tmp_path: Path) -> None:
    now = [1000.0]
    with endpoint(tmp_path, 200, '{"access_token": "t", "expires_in": 300}') as (told, asked):
        tokens = ClientCredentials(told, clock=lambda: now[0])
        for now[0], times in ((1000.0, 1), (1260.0, 1), (1280.0, 2)):
            assert asyncio.run(tokens.token()) == "t"
            assert len(asked) == times


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, '{"error": "invalid_client"}', "answers 401 invalid_client"),
        (400, f'{{"error": "{SECRET} is wrong"}}', "answers 400"),
        (500, "no json", "answers 500"),
        (200, "{}", "gives no access_token"),
        (200, "[]", "gives no access_token"),
        (302, "", "answers 302"),
    ],
)
def test_a_refusal_is_told_without_what_was_sent(status: int, body: str, said: str, tmp_path: Path) -> None:
    with endpoint(tmp_path, status, body, Location="/elsewhere") as (told, asked):
        with pytest.raises(TokenError, match=f"NEWSMILL_OAUTH_TOKEN_URL {said}$") as caught:
            asyncio.run(ClientCredentials(told).token())
        assert asked == ["/token"]  # a redirect would take the secret along
    assert SECRET not in str(caught.value)


def test_an_endpoint_that_is_somebody_else_is_not_told_the_secret(tmp_path: Path) -> None:
    other = Authority(tmp_path, "other CA").ca
    with endpoint(tmp_path, 200, "{}") as (told, asked):
        with pytest.raises(TokenError, match="certificate verify failed"):
            asyncio.run(ClientCredentials(told.model_copy(update={"ssl_ca": other})).token())
        assert asked == []
