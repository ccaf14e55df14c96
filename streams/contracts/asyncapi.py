"""One AsyncAPI 3.0 document of all public topics, for an application that works beside Newsmill.

AsyncAPI's own schemas are a superset of JSON Schema draft 7. All that the contracts use means the same there, but for
one thing: nothing may stand beside a `$ref`, so such a one is wrapped in `allOf`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.contracts import Contract, json_schema
from schemas.header_fields import header_schema
from streams.contracts.channels import Channel, Message, channels, texts
from streams.settings import Settings
from streams.topics import TopicSpec, topics

BINDING = "0.5.0"

ABOUT = """\
What Newsmill reads from Kafka and writes to it, seen by an application that works beside it: it sends articles and \
receives events. Newsmill finds duplicates, names and amounts of money in a stream of news.

- Values are JSON, UTF-8. The header `ce_type` says which message a record holds (CloudEvents 1.0, binary mode); on \
`rejected` it is the raw record.
- Read committed (`isolation.level=read_committed`): then every raw record leads to exactly one event on `enriched`, \
`duplicates` or `rejected`, within one pipeline version.
- Fields and types of events may be added: ignore what you do not know.
- Every reference to an article is a `record_id`. Keep the last enriched event of each; a revision or retraction \
withdraws one for good.
- Spans (`field`, `start`, `end`) are half-open and count Unicode code points of the article's published field: \
`text` is what stands there.
- An installation may put a prefix before the names of all topics."""


def default_settings() -> Settings:
    """The settings of an installation that sets nothing, whatever the environment says."""
    return Settings.model_construct()


def asyncapi(settings: Settings) -> dict[str, Any]:
    """The document for an installation with these settings. Its servers are left to whoever runs it."""
    told = tuple(_placed(channels(), settings))
    messages = [message for place in told for message in place.channel.messages]
    return {
        "asyncapi": "3.0.0",
        "id": "urn:newsmill:events",
        "info": {
            "title": "Newsmill's events",
            "version": "1.0.0",
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
            "tags": [{"name": "news"}, {"name": "kafka"}],
        },
        "defaultContentType": "application/json",
        "channels": {place.name: _channel(place, settings) for place in told},
        "operations": {_verb(place): _operation(place) for place in told},
        "components": {
            "messages": {
                message.name: _message(message, place.channel) for place in told for message in place.channel.messages
            },
            "schemas": _schemas([message.payload for message in messages if message.payload]),
        },
    }


@dataclass(frozen=True, slots=True)
class _Place:
    """A channel at a topic; of several raw topics each is one."""

    name: str
    channel: Channel
    spec: TopicSpec
    summary: str


def _placed(told: Sequence[Channel], settings: Settings) -> Iterator[_Place]:
    specs, sources = topics(settings), settings.raws
    for channel in told:
        if channel.output is not None:
            yield _Place(channel.name, channel, specs[channel.output], channel.summary)
            continue
        for number, spec in enumerate(specs.raws, start=1):
            name = channel.name if number == 1 else f"{channel.name}{number}"
            allowed = sources[spec.name]
            whose = f" Takes those of {', '.join(sorted(allowed))} alone." if allowed else ""
            yield _Place(name, channel, spec, channel.summary + whose)


def _channel(place: _Place, settings: Settings) -> dict[str, Any]:
    spec = place.spec
    names = [message.name for message in place.channel.messages]
    return {
        "address": spec.name,
        "summary": place.summary,
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
        "bindings": {
            "kafka": {
                "topic": spec.name,
                "partitions": spec.partitions,
                "replicas": settings.replication,
                "topicConfiguration": {
                    "cleanup.policy": [spec.config["cleanup.policy"]],
                    "retention.ms": int(spec.config["retention.ms"]),
                    "max.message.bytes": int(spec.config["max.message.bytes"]),
                },
                "bindingVersion": BINDING,
            }
        },
    }


def _verb(place: _Place) -> str:
    return f"{place.channel.action}{place.name.capitalize()}"


def _operation(place: _Place) -> dict[str, Any]:
    at = f"#/channels/{place.name}"
    return {
        "action": place.channel.action,
        "channel": {"$ref": at},
        "summary": place.summary,
        "messages": [{"$ref": f"{at}/messages/{message.name}"} for message in place.channel.messages],
    }


def _message(message: Message, channel: Channel) -> dict[str, Any]:
    told = {
        "name": (message.payload and message.payload.event_type) or message.name,
        "title": message.name,
        "summary": message.summary,
        "description": message.description,
        "contentType": message.content_type,
        "headers": header_schema(message.headers),
        "payload": _payload(message),
        "bindings": {"kafka": {"key": {"type": "string", "description": channel.key}, "bindingVersion": BINDING}},
        "examples": [
            {"name": f"{message.name}Example", "headers": texts(message.example_headers), "payload": message.example}
        ],
    }
    if message.payload and message.payload.event_type:
        told["correlationId"] = {
            "description": "What ties all events about one raw record together.",
            "location": "$message.payload#/record_id",
        }
    return {key: value for key, value in told.items() if value != ""}


def _payload(message: Message) -> dict[str, Any]:
    if message.payload:
        return {"$ref": f"#/components/schemas/{_name(message.payload)}"}
    if message.example is None:
        return {"type": "null", "description": "Kafka's null value."}
    return {"description": "Any bytes."}


def _name(contract: Contract) -> str:
    """What a feed may leave out is always there in what is published, so the input has a name of its own."""
    return contract.model.__name__ if contract.written else f"{contract.model.__name__}Input"


def _schemas(contracts: list[Contract]) -> dict[str, Any]:
    """Every schema and what it is made of, side by side. Raises ValueError where two share a name."""
    found: dict[str, Any] = {}
    for contract in contracts:
        schema = json_schema(contract)
        parts = {**schema.pop("$defs"), _name(contract): schema}
        for name, part in parts.items():
            told = _draft7({key: value for key, value in part.items() if key not in ("$schema", "$id")})
            if found.setdefault(name, told) != told:
                raise ValueError(f"two schemas have the name {name}")
    return dict(sorted(found.items()))


def _draft7(value: Any) -> Any:
    if isinstance(value, list):
        return [_draft7(item) for item in value]
    if not isinstance(value, dict):
        return value
    told = {key: _draft7(item) for key, item in value.items() if key != "$ref"}
    if not isinstance(value.get("$ref"), str):
        return told | ({"$ref": _draft7(value["$ref"])} if "$ref" in value else {})
    reference = {"$ref": value["$ref"].replace("#/$defs/", "#/components/schemas/")}
    return {"allOf": [reference], **told} if told else reference
