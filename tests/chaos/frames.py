"""Kafka's frames on a connection: four bytes of length, then as many of a request or an answer."""

from typing import NamedTuple

LENGTH = 4
INIT_PRODUCER_ID, ADD_PARTITIONS, ADD_OFFSETS, END, COMMIT_OFFSETS = 22, 24, 25, 26, 28
JOIN_GROUP, LEAVE_GROUP = 11, 13
TRANSACTIONAL = {INIT_PRODUCER_ID, ADD_PARTITIONS, ADD_OFFSETS, END, COMMIT_OFFSETS}
"""Requests whose body begins with a transactional id, in the versions that aiokafka speaks."""

Frame = bytes


class Request(NamedTuple):
    """What the head of a request says; `transactional_id` is "" where it is none of a transaction."""

    api: int
    correlation: int
    transactional_id: str = ""


class Frames:
    """Cuts what comes in pieces into frames."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def cut(self, chunk: bytes) -> list[Frame]:
        """The frames that are whole by now, their length in front."""
        self._rest += chunk
        whole: list[Frame] = []
        while len(self._rest) >= LENGTH and len(self._rest) >= (end := LENGTH + int.from_bytes(self._rest[:LENGTH])):
            whole.append(bytes(self._rest[:end]))
            del self._rest[:end]
        return whole


def request(frame: Frame) -> Request:
    """Read a request's head: key and version of the API, correlation id, client id."""
    api, correlation = int.from_bytes(frame[4:6]), correlation_of(frame[4:])
    if api not in TRANSACTIONAL:
        return Request(api, correlation)
    _, at = _text(frame, 12)
    id_, _ = _text(frame, at)
    return Request(api, correlation, id_)


def correlation_of(frame: Frame) -> int:
    """The id by which an answer is known to belong to its request."""
    return int.from_bytes(frame[4:8])


def _text(frame: Frame, at: int) -> tuple[str, int]:
    """A string that may be null, and where it ends."""
    length = int.from_bytes(frame[at : at + 2], signed=True)
    end = at + 2 + max(0, length)
    return frame[at + 2 : end].decode(), end
