"""A token endpoint, as an identity provider has one; its tokens are signed by nobody."""

import json
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import parse_qs, quote_plus

from tests.support.certificates import Issued
from tests.support.https import Answer, https


@contextmanager
def token_endpoint(shown: Issued, client: str, secret: str) -> Iterator[str]:
    """Its address; it gives tokens to this client for the scope "kafka"."""
    pair = f"{quote_plus(client)}:{quote_plus(secret)}"
    expected = f"Basic {b64encode(pair.encode()).decode()}"

    def answer(headers: Mapping[str, str], body: str) -> Answer:
        known = headers["Authorization"] == expected
        if known and parse_qs(body) == {"grant_type": ["client_credentials"], "scope": ["kafka"]}:
            return Answer(200, json.dumps({"access_token": token(client), "expires_in": 300}))
        return Answer(401, json.dumps({"error": "invalid_client"}))

    with https(shown, answer) as address:
        yield f"{address}/token"


def token(subject: str) -> str:
    """A JSON web token that says who, without a signature."""
    now = int(time.time())
    parts = ({"alg": "none"}, {"sub": subject, "iat": now, "exp": now + 300})
    return ".".join([*(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts), ""])
