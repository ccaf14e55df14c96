"""The topics as others see them, and the messages on each: everything that the models do not say themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from schemas import Article, Origin, Reason, RejectionError
from schemas.contracts import PUBLIC, Contract
from schemas.header_fields import DOCUMENT, RAW, REJECTED, TOMBSTONE, HeaderField, event_headers
from schemas.headers import Headers, cloudevent, rejection
from streams import outputs
from streams.outputs import SINKS, Output, Sink

ORIGIN = Origin(topic="news.articles.raw", partition=3, offset=128, timestamp=1795509000123)
"""The raw record of the examples."""


@dataclass(frozen=True, slots=True)
class Message:
    """One kind of record. `payload` is None where the value has no schema: null, or any bytes."""

    name: str
    summary: str
    headers: tuple[HeaderField, ...]
    example: Any
    example_headers: Headers
    payload: Contract | None = None
    description: str = ""
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Channel:
    """A topic: `output` is None for raw, `action` what others than Newsmill do there."""

    output: Output | None
    action: Literal["send", "receive"]
    summary: str
    key: str
    messages: tuple[Message, ...]

    @property
    def name(self) -> str:
        """Its short name."""
        return self.output.value if self.output else "raw"


KEY = (
    "`source/id` of the article, UTF-8, with `%` and `/` in the source percent-encoded: the same for all versions and "
    "events of an article, and no other article's."
)


def _event(contract: Contract) -> Message:
    value, event_type = contract.example(), contract.event_type or ""
    origin = Origin(**value["origin"]) if "origin" in value else ORIGIN
    headers = cloudevent(event_type, value["event_id"], origin)
    return Message(contract.name, _said(contract), event_headers(event_type), value, headers, contract)


def _said(contract: Contract) -> str:
    return " ".join((contract.model.__doc__ or "").split("\n\n")[0].split())


def _article(contract: Contract) -> Message:
    return Message("Article", _said(contract), RAW, contract.example(), [], contract)


def _document() -> Message:
    headers = [("content-type", b"application/ld+json"), ("source", b"meridian-wire")]
    return Message(
        "Document",
        "An article in another format, or in an envelope: see docs/publishing.md.",
        DOCUMENT,
        '{"@type": "NewsArticle", "headline": "Port to be deepened", "articleBody": "The port will be deepened."}',
        headers,
        description="Any bytes that are one article in ninjs, JSON-LD, JSON Feed, NewsML-G2, RSS, Atom or HTML.",
        content_type="application/octet-stream",
    )


def _tombstone() -> Message:
    headers = [("source", b"meridian-wire"), ("id", b"2026-11-24-0017")]
    words = "A null value: takes back the article that its headers name, with all its versions."
    return Message("Tombstone", words, TOMBSTONE, None, headers)


def _rejected() -> Message:
    error = RejectionError(Reason.NOT_JSON, "unexpected end of data: line 1 column 28 (char 27)")
    return Message(
        "RejectedRecord",
        "A raw record that cannot be an article.",
        REJECTED,
        '{"source": "meridian-wire", ',
        rejection(ORIGIN, "screen", error),
        description="Key, value and headers are those of the raw record, byte for byte, whatever they are; the headers "
        "named here stand behind the sender's, and the last of a name counts.",
        content_type="application/octet-stream",
    )


def channels() -> tuple[Channel, ...]:
    """Every public topic, in the order in which an article travels."""
    (raw,) = (contract for contract in PUBLIC if contract.model is Article)
    taken = (_article(raw), _document(), _tombstone())
    return (
        Channel(None, "send", "Articles as feeds publish them.", KEY + " Any other key is taken, and none.", taken),
        *(_channel(output, SINKS[output]) for output in outputs.PUBLIC),
    )


def _channel(output: Output, sink: Sink) -> Channel:
    if output is Output.REJECTED:
        return Channel(output, "receive", sink.summary, "As it was published: any bytes, or none.", (_rejected(),))
    events = tuple(map(_event, (contract for contract in PUBLIC if contract.topic == sink.name)))
    return Channel(output, "receive", sink.summary, KEY, events)


def texts(headers: Headers) -> Mapping[str, str]:
    """Headers as the object of texts that their schema describes."""
    return {name: (value or b"").decode() for name, value in headers}
