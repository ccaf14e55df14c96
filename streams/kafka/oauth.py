"""A token for OAUTHBEARER, got with client credentials (RFC 6749, 4.4)."""

import asyncio
import http.client
import re
import ssl
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote_plus, urlencode

from aiokafka.abc import AbstractTokenProvider
from aiokafka.errors import KafkaError

from schemas import RejectionError
from schemas.codec import decode
from streams.kafka.security import Security

ANSWER_SECONDS = 5.0
LONGEST = 64 * 1024
"""Bytes of an answer."""
SOON_SECONDS = 30.0
"""A token that ends sooner is not used any more."""

_DIGITS = re.compile("[0-9]{1,10}")


class TokenError(KafkaError):  # type: ignore[misc]  # aiokafka takes it for what it is: no connection
    """No token is to be had; the message says why, and holds no secret."""


class ClientCredentials(AbstractTokenProvider):  # type: ignore[misc]  # aiokafka has no types
    """Gets a token when the last one ends soon. Raises TokenError."""

    def __init__(self, told: Security, clock: Callable[[], float] = time.monotonic) -> None:
        self._told, self._clock = told, clock
        self._token, self._ends = "", 0.0

    async def token(self) -> str:
        """The token to show."""
        if self._clock() > self._ends - SOON_SECONDS:
            self._token, lasts = await asyncio.to_thread(_fetched, self._told)
            self._ends = self._clock() + lasts
        return self._token


def _fetched(told: Security) -> tuple[str, float]:
    """A token, and the seconds that it lasts."""
    try:
        with _opener(told).open(_request(told), timeout=ANSWER_SECONDS) as answer:
            return _read(answer.read(LONGEST))
    except urllib.error.HTTPError as error:
        raise TokenError(f"NEWSMILL_OAUTH_TOKEN_URL answers {error.code}{_code(error)}") from error
    except http.client.HTTPException as error:  # its message may repeat the answer
        raise TokenError(f"NEWSMILL_OAUTH_TOKEN_URL: no answer in HTTP ({type(error).__name__})") from error
    except (OSError, ValueError) as error:  # the reason of a URLError
        raise TokenError(f"NEWSMILL_OAUTH_TOKEN_URL: {getattr(error, 'reason', error)}") from error


def _request(told: Security) -> urllib.request.Request:
    pair = f"{quote_plus(told.oauth_client_id or '')}:{quote_plus(told.secret('oauth_client_secret') or '')}"
    fields = {"grant_type": "client_credentials"} | ({"scope": told.oauth_scope} if told.oauth_scope else {})
    headers = {"Authorization": f"Basic {b64encode(pair.encode()).decode()}", "Accept": "application/json"}
    return urllib.request.Request(  # noqa: S310 - the settings take https only
        told.oauth_token_url or "", urlencode(fields).encode(), headers
    )


def _opener(told: Security) -> urllib.request.OpenerDirector:
    trusted = ssl.create_default_context()
    if told.ssl_ca is not None:
        trusted.load_verify_locations(told.ssl_ca)
    return urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusted), _NoRedirects)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """urllib would send the client's secret on to wherever it is told."""

    def redirect_request(self, *_arguments: Any) -> None:
        return None


def _read(answer: bytes) -> tuple[str, float]:
    told = _object(answer)
    token, lasts = told.get("access_token"), told.get("expires_in", 60)
    if isinstance(lasts, str) and _DIGITS.fullmatch(lasts):  # some providers quote it
        lasts = int(lasts)
    if not isinstance(token, str) or not isinstance(lasts, int | float):
        raise TokenError("NEWSMILL_OAUTH_TOKEN_URL gives no access_token")
    return token, float(lasts)


def _code(error: urllib.error.HTTPError) -> str:
    """The error's name in the answer, if it looks like one of RFC 6749: an answer may repeat what it was sent."""
    try:
        told = _object(error.read(LONGEST)).get("error")
    except (OSError, http.client.HTTPException):  # it broke off
        return ""
    return f" {told}" if isinstance(told, str) and told.isascii() and told.replace("_", "").isalpha() else ""


def _object(answer: bytes) -> Mapping[str, Any]:
    try:
        told = decode(answer)
    except RejectionError:
        return {}
    return told if isinstance(told, dict) else {}
