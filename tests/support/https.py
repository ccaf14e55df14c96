"""A server by TLS on the loopback address."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.support.certificates import Issued


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def https(shown: Issued, answer: Callable[[Mapping[str, str], str], Answer]) -> Iterator[str]:
    """Its address; `answer` is given the headers and the body of each POST."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = answer(dict(self.headers), self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said.body.encode())

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown.cert, shown.key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
