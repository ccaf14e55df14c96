"""A rejection, taken apart again into what the sender sent and what Newsmill has to say of it.

`schemas.headers.rejection` puts its headers behind the sender's, always the same and in one order: so ours can be told
from the sender's whatever these are called.
"""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from schemas import RejectionError
from schemas.codec import decode
from schemas.headers import LEFT_OUT, REASON, Header, Headers, first, has, last

REPLAYED = "newsmill_replayed"
"""On a raw record that was sent again: `topic/partition/offset` of the raw record that had been rejected."""

_ERRORS = ("topic", "partition", "offset", "stage", "exception.class.name", "exception.message")
_OURS = (*(f"__connect.errors.{name}" for name in _ERRORS), REASON)


class Place(NamedTuple):
    """Where a record stands: of a rejection its place on the topic of rejections, of an origin that on raw."""

    topic: str
    partition: int
    offset: int

    def __str__(self) -> str:
        return "/".join(map(str, self))


@dataclass(frozen=True, slots=True)
class Rejection:
    """What is known of a rejected record beside its bytes; `time` is that of the rejection, ms since 1970.

    `size` is that of the value in bytes, None where it was null; `left_out` the parts that are not there (`value`,
    `headers`, `key`), `replays` the origin that it was a replay of, as `Place` writes it; "" where it was none.
    """

    place: Place
    time: int
    origin: Place
    stage: str
    reason: str
    message: str
    source: str
    size: int | None
    left_out: str = ""
    replays: str = ""

    @property
    def retracts(self) -> bool:
        """Whether it would take an article back, whichever version stands by now: a null value that was sent as one."""
        return self.size is None and not self.left_out


class Original(NamedTuple):
    """A record as its sender sent it."""

    key: bytes | None
    value: bytes | None
    headers: tuple[Header, ...]


def read_rejection(place: Place, time: int, key: bytes | None, value: bytes | None, headers: Headers) -> Rejection:
    """What a record on the topic of rejections tells. Raises ValueError for one that Newsmill did not write."""
    sent = _sent(headers)
    topic, partition, offset, stage, _, message, reason = (
        (content or b"").decode("utf-8", "replace") for _, content in headers[len(sent) : len(sent) + len(_OURS)]
    )
    return Rejection(
        place=place,
        time=time,
        origin=Place(topic, int(partition), int(offset)),
        stage=stage,
        reason=reason,
        message=message,
        source=_source(key, value, sent),
        size=None if value is None else len(value),
        left_out=_left_out(value, headers, sent),
        replays=(last(sent, REPLAYED) or b"").decode("utf-8", "replace"),
    )


def original(origin: Place, key: bytes | None, value: bytes | None, headers: Headers) -> Original:
    """The record to send to raw again: as its sender sent it, with one header that says of what it is a replay."""
    sent = [header for header in _sent(headers) if header[0] != REPLAYED]
    return Original(key, value, (*sent, (REPLAYED, str(origin).encode())))


def _sent(headers: Headers) -> Headers:
    """The headers of the sender."""
    end = len(headers) - (bool(headers) and headers[-1][0] == LEFT_OUT)
    start = end - len(_OURS)
    if start < 0 or tuple(name for name, _ in headers[start:end]) != _OURS:
        raise ValueError("the headers of a rejection do not stand at its end: nothing that Newsmill wrote")
    return headers[:start]


def _left_out(value: bytes | None, headers: Headers, sent: Headers) -> str:
    told = last(headers[len(sent) :], LEFT_OUT) or b""
    # Somebody may have sent a rejection to raw as it stands: its null value was none when it was written.
    before = "value" if value is None and has(sent, LEFT_OUT) else ""
    return told.decode("utf-8", "replace") or before


def _source(key: bytes | None, value: bytes | None, sent: Headers) -> str:
    """Whose it is, by the key that `publish` gives, the header, or the field of an article in our own fields; or ""."""
    if key is not None and b"/" in key:
        return unquote(key.partition(b"/")[0].decode("utf-8", "replace"))
    if (named := first(sent, "source")) is not None:
        return named.decode("utf-8", "replace")
    try:
        article = decode(value or b"", any_integer=True)
    except RejectionError:
        return ""
    source = article.get("source") if isinstance(article, dict) else None
    return source if isinstance(source, str) else ""
