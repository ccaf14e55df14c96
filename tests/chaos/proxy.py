"""A TCP proxy on the loopback address that does to a connection what bad networks do."""

import asyncio
import socket
import struct
from dataclasses import dataclass, field, replace

from streams.broker.ports import HOST
from tests.chaos.frames import Frame, Frames, Request, correlation_of, request
from tests.chaos.traps import Trap

CHUNK = 64 * 1024
RESET = struct.pack("ii", 1, 0)  # linger on, for no time: closing sends a reset


@dataclass(frozen=True, slots=True)
class Weather:
    """What is wrong with the network now.

    Attributes:
        delay: seconds that every chunk takes longer, each way.
        rate: bytes a second that pass each way; 0 is no limit.
        up, down: whether what clients send, and what they are sent, arrives; while it does not, connections stay open.
    """

    delay: float = 0.0
    rate: int = 0
    up: bool = True
    down: bool = True


FAIR = Weather()


@dataclass(eq=False, slots=True)
class Link:
    """A client's connection, and ours to the `target`; `asked` holds the requests of transactions without an answer."""

    target: int
    near: asyncio.StreamWriter
    far: asyncio.StreamWriter
    asked: dict[int, Request] = field(default_factory=dict)

    def cut(self) -> None:
        """Reset both."""
        for writer in (self.near, self.far):
            _reset(writer)


def _reset(writer: asyncio.StreamWriter) -> None:
    sock = writer.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort()


class Proxy:
    """Passes connections on from `port` to `target`, both on the loopback address.

    Set a `trap`, and it is asked about each frame; that takes a proxy of `kafka`, which passes on frame by frame.
    """

    def __init__(self, port: int, target: int, kafka: bool = False) -> None:
        self.port, self.target = port, target
        self.trap: Trap | None = None
        self._kafka = kafka
        self.weather = FAIR
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connected, HOST, self.port)

    async def stop(self) -> None:
        if self._server:
            self._server.close()
        self.reset()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def change(self, **changes: object) -> None:
        """Change the weather for open and new connections alike."""
        self.weather = replace(self.weather, **changes)  # type: ignore[arg-type]

    def clear(self) -> None:
        """Fair weather again. What was held back on open connections is gone, so those are reset."""
        lossy = not (self.weather.up and self.weather.down)
        self.weather = FAIR
        if lossy:
            self.reset()

    def reset(self) -> None:
        """Cut every connection with a reset."""
        for writer in list(self._writers):
            _reset(writer)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            to_reader, to_writer = await asyncio.open_connection(HOST, self.target)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, to_writer}
        link = Link(self.target, writer, to_writer)
        for pump in (self._pump(link, reader, up=True), self._pump(link, to_reader, up=False)):
            task = asyncio.create_task(pump)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pump(self, link: Link, reader: asyncio.StreamReader, up: bool) -> None:
        """Move bytes one way until either side ends; then both do."""
        writer, frames = link.far if up else link.near, Frames()
        try:
            while chunk := await reader.read(CHUNK):
                if self.weather.delay or self.weather.rate:
                    await asyncio.sleep(self.weather.delay + len(chunk) / (self.weather.rate or float("inf")))
                for piece in frames.cut(chunk) if self._kafka else (chunk,):
                    arrives = self.weather.up if up else self.weather.down
                    if arrives and (not self._kafka or await self._untrapped(link, piece, up)):
                        writer.write(piece)
                        await writer.drain()
        except OSError:
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _untrapped(self, link: Link, frame: Frame, up: bool) -> bool:
        """Whether a frame goes on."""
        if not up:
            said = link.asked.pop(correlation_of(frame), None)
            if said and self.trap:
                await self.trap.answer(link, said)
            return True
        said = request(frame)
        if said.transactional_id:
            link.asked[said.correlation] = said
        return not self.trap or self.trap.request(link, said, frame)
