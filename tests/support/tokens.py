"""A token endpoint, as an identity provider has one; its tokens are signed by nobody."""

import json
import ssl
import threading
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote_plus

from tests.support.certificates import Issued


@contextmanager
def token_endpoint(shown: Issued, client: str, secret: str) -> Iterator[str]:
    """Its address; it gives tokens to this client for the scope "kafka"."""
    pair = f"{quote_plus(client)}:{quote_plus(secret)}"
    expected = f"Basic {b64encode(pair.encode()).decode()}"

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            known = self.headers["Authorization"] == expected
            right = known and asked == {"grant_type": ["client_credentials"], "scope": ["kafka"]}
            told = {"access_token": token(client), "expires_in": 300} if right else {"error": "invalid_client"}
            self.send_response(200 if right else 401)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown.cert, shown.key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_port}/token"
    finally:
        server.shutdown()
        server.server_close()


def token(subject: str) -> str:
    """A JSON web token that says who, without a signature."""
    now = int(time.time())
    parts = ({"alg": "none"}, {"sub": subject, "iat": now, "exp": now + 300})
    return ".".join([*(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts), ""])
