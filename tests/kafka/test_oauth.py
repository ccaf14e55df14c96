"""Tokens by client credentials: asked for once, kept until they end soon, and never a word too much of a refusal."""

import asyncio
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from streams.kafka.fields import Mechanism, Protocol
from streams.kafka.oauth import ClientCredentials, TokenError
from streams.kafka.security import Security
from tests.support.certificates import Authority
from tests.support.https import Answer, https

SECRET = "s3same"


@contextmanager
def endpoint(folder: Path, status: int, body: str, **headers: str) -> Iterator[tuple[Security, list[str]]]:
    """Settings that lead to an endpoint which always answers so, and what it was asked."""
    asked: list[str] = []

    def answer(_headers: Mapping[str, str], said: str) -> Answer:
        asked.append(said)
        return Answer(status, body, headers)

    authority = Authority(folder)
    with https(authority.issue("login", ["127.0.0.1"]), answer) as address:
        yield asking(f"{address}/token", authority), asked


def asking(url: str, authority: Authority) -> Security:
    """Settings that lead there."""
    return Security(
        security_protocol=Protocol.SASL_SSL,
        sasl_mechanism=Mechanism.OAUTHBEARER,
        oauth_token_url=url,
        oauth_client_id="mill",
        oauth_client_secret=SecretStr(SECRET),
        ssl_ca=authority.ca,
    )


async def test_a_token_is_kept_until_it_ends_soon(tmp_path: Path) -> None:
    now = [1000.0]
    with endpoint(tmp_path, 200, '{"access_token": "t", "expires_in": 300}') as (told, asked):
        tokens = ClientCredentials(told, clock=lambda: now[0])
        for now[0], times in ((1000.0, 1), (1260.0, 1), (1280.0, 2)):
            assert await tokens.token() == "t"
            assert len(asked) == times


async def test_how_long_it_lasts_may_be_told_as_text(tmp_path: Path) -> None:
    with endpoint(tmp_path, 200, '{"access_token": "t", "expires_in": "300"}') as (told, asked):
        tokens = ClientCredentials(told)
        assert [await tokens.token(), await tokens.token()] == ["t", "t"]
        assert len(asked) == 1


@pytest.mark.parametrize(
    "answer", [b"SSH-2.0-x s3same\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"]
)
async def test_what_is_no_http_is_no_token(answer: bytes, tmp_path: Path) -> None:
    """The last one breaks off."""
    authority = Authority(tmp_path)
    shown = authority.issue("login", ["127.0.0.1"])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown.cert, shown.key)

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()

    async with await asyncio.start_server(say, "127.0.0.1", 0, ssl=context) as server:
        url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/token"
        with pytest.raises(TokenError, match="NEWSMILL_OAUTH_TOKEN_URL") as caught:
            await ClientCredentials(asking(url, authority)).token()
    assert SECRET not in str(caught.value)


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
async def test_a_refusal_is_told_without_what_was_sent(status: int, body: str, said: str, tmp_path: Path) -> None:
    with endpoint(tmp_path, status, body, Location="/elsewhere") as (told, asked):
        with pytest.raises(TokenError, match=f"NEWSMILL_OAUTH_TOKEN_URL {said}$") as caught:
            await ClientCredentials(told).token()
        assert len(asked) == 1  # a redirect would take the secret along
    assert SECRET not in str(caught.value)


async def test_an_endpoint_that_is_somebody_else_is_not_told_the_secret(tmp_path: Path) -> None:
    other = Authority(tmp_path, "other CA").ca
    with endpoint(tmp_path, 200, "{}") as (told, asked):
        with pytest.raises(TokenError, match="certificate verify failed"):
            await ClientCredentials(told.model_copy(update={"ssl_ca": other})).token()
        assert asked == []
