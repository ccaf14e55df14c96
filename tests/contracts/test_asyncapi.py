"""The AsyncAPI document: every topic and event, examples that obey their schemas, references that lead somewhere."""

from typing import Any

import pytest
from jsonschema import Draft7Validator

from schemas import EventType
from schemas.headers import first
from streams.contracts.asyncapi import asyncapi, default_settings
from streams.contracts.channels import channels
from streams.outputs import Output
from streams.settings import Settings
from streams.topics import topics

DOCUMENT = asyncapi(default_settings())
MESSAGES = DOCUMENT["components"]["messages"]


def resolved(value: Any) -> Any:
    """The value with what its references name in their place."""
    if isinstance(value, list):
        return [resolved(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        assert list(value) == ["$ref"], "AsyncAPI ignores what stands beside a reference"
        found: Any = DOCUMENT
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return resolved(found)
    return {key: item if key == "examples" else resolved(item) for key, item in value.items()}


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_an_example_has_the_form_of_its_message(message: dict[str, Any]) -> None:
    for example in message["examples"]:
        for part in ("payload", "headers"):
            Draft7Validator.check_schema(resolved(message[part]))
            Draft7Validator(resolved(message[part])).validate(example[part])


def test_every_public_topic_is_a_channel_with_its_settings() -> None:
    specs = topics(default_settings())
    public = {spec.name for spec in specs.all()} - {spec.name for spec in specs.between()}
    assert {channel["address"] for channel in DOCUMENT["channels"].values()} == public
    enriched = DOCUMENT["channels"]["enriched"]["bindings"]["kafka"]
    assert enriched["partitions"] == specs[Output.ENRICHED].partitions
    assert enriched["topicConfiguration"]["retention.ms"] == int(specs[Output.ENRICHED].config["retention.ms"])


def test_every_type_of_event_is_told_by_its_header() -> None:
    told = {message["headers"]["properties"].get("ce_type", {}).get("const") for message in MESSAGES.values()}
    assert told - {None} == {value for key, value in vars(EventType).items() if key.isupper()}


def test_a_channel_is_what_an_application_beside_newsmill_does() -> None:
    actions = {operation["channel"]["$ref"]: operation["action"] for operation in DOCUMENT["operations"].values()}
    assert [channel for channel, action in actions.items() if action == "send"] == ["#/channels/raw"]
    assert len(actions) == len(DOCUMENT["channels"])


def test_an_installation_has_its_own_topics() -> None:
    document = asyncapi(Settings(topic_prefix="desk.", unique_partitions=3))
    money = document["channels"]["money"]
    assert (money["address"], money["bindings"]["kafka"]["partitions"]) == ("desk.news.money", 3)


def test_the_environment_does_not_change_what_is_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_TOPIC_PREFIX", "desk.")
    assert asyncapi(default_settings()) == DOCUMENT


def test_an_examples_headers_name_the_examples_event() -> None:
    events = [told for channel in channels() for told in channel.messages if told.payload and told.payload.event_type]
    assert len(events) == len([key for key in vars(EventType) if key.isupper()])
    assert [first(told.example_headers, "ce_id") for told in events] == [
        told.example["event_id"].encode() for told in events
    ]


def test_of_several_raw_topics_each_is_a_channel_that_says_whose_articles_it_takes() -> None:
    document = asyncapi(Settings(topic_prefix="p.", raw_topics="news.raw.reuters=reuters,reuters-uk;news.raw=*"))
    raws = {name: channel for name, channel in document["channels"].items() if name.startswith("raw")}
    assert [channel["address"] for channel in raws.values()] == ["p.news.raw.reuters", "p.news.raw"]
    assert raws["raw"]["summary"] == "Articles as feeds publish them. Takes those of reuters, reuters-uk alone."
    assert raws["raw2"]["messages"].keys() == {"Article", "Document", "Tombstone"}
    assert document["operations"].keys() >= {"sendRaw", "sendRaw2"}
