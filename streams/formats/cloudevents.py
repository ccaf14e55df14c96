"""CloudEvents 1.0 around a document: in headers (binary) or as JSON (structured, one event or a batch)."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from schemas import Reason, RejectionError
from schemas.codec import encode
from streams.formats.addresses import host_of
from streams.formats.envelope import header
from streams.formats.model import Document

REQUIRED = ("specversion", "id", "source", "type")
STRUCTURED, BATCH = "application/cloudevents+json", "application/cloudevents-batch+json"


def is_event(value: object) -> bool:
    """Whether a JSON value looks like an event, by what no article has."""
    return isinstance(value, dict) and "specversion" in value and "type" in value


def is_binary(document: Document) -> bool:
    """Whether the headers say that the value is an event's data."""
    return header(document.headers, "ce_specversion") is not None


def binary(document: Document) -> Document:
    """The data of an event in binary mode, with what the event tells of it. Raises RejectionError."""
    told = {name: header(document.headers, f"ce_{name}") for name in (*REQUIRED, "subject")}
    _check(told)
    return _told(document, document.value, document.content_type, told)


def structured(event: object, document: Document) -> Document:
    """The data of an event in structured mode, with what the event tells of it. Raises RejectionError."""
    if not isinstance(event, dict):
        raise RejectionError(Reason.NOT_AN_OBJECT, f"a CloudEvent that is a JSON {type(event).__name__}")
    _check(event)
    told_type = event.get("datacontenttype")
    return _told(document, _data(event), told_type if isinstance(told_type, str) else "", event)


def _check(event: Mapping[str, Any]) -> None:
    if missing := [name for name in REQUIRED if not isinstance(event.get(name), str) or not event[name]]:
        raise RejectionError(Reason.MISSING_FIELD, f"a CloudEvent without {', '.join(missing)}")


def _data(event: Mapping[str, Any]) -> bytes:
    """The event's data as bytes; text may be markup, or, by mistake, JSON that was written twice."""
    if isinstance(packed := event.get("data_base64"), str):
        try:
            return b64decode("".join(packed.split()), validate=True)
        except binascii.Error as error:
            raise RejectionError(Reason.UNREADABLE, f"data_base64: {error}") from error
    data = event.get("data")
    if data is None:
        raise RejectionError(Reason.NO_ARTICLE, f"a CloudEvent of type {event['type'][:100]!r} without data")
    return data.encode() if isinstance(data, str) else encode(data)


def _told(document: Document, value: bytes, content_type: str | None, event: Mapping[str, Any]) -> Document:
    """An event's source and subject name whom it comes from and, where these are addresses, the page; its id is that
    of the event, which may hold several articles."""
    source, subject = event["source"], event.get("subject")
    headers = document.headers
    if source.startswith(("http://", "https://")) and isinstance(subject, str) and "/" in subject:
        headers = [*headers, ("url", urljoin(source, subject).encode())]
    return Document(value, headers, content_type, host_of(source) or source)
