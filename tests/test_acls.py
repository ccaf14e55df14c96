"""What each role needs, as it is printed."""

import pytest
from click.testing import CliRunner

from streams.acls import Kind, Role, needs
from streams.cli import main
from streams.settings import Settings


def printed(*arguments: str) -> list[str]:
    result = CliRunner().invoke(main, ["acls", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output.splitlines()


def test_a_publisher_may_write_raw_and_nothing_else() -> None:
    told = 'kafka-acls.sh --bootstrap-server "$NEWSMILL_BROKERS" --command-config admin.properties --add '
    raw = "--topic news.articles.raw"
    assert printed("publisher") == [
        "# publisher",
        f"{told}--allow-principal 'User:newsmill-publisher' --operation Describe --operation Write {raw}",
    ]


def test_several_raw_topics_have_a_publisher_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_RAW_TOPICS", "raw.a=a;raw.b=b")
    assert [line for line in printed("publisher") if line.startswith("#")] == ["# publisher-a", "# publisher-b"]


def test_users_are_named_as_asked_and_by_their_certificates_where_those_say_who_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "'User:mill'" in printed("worker", "--name", "mill")[1]
    monkeypatch.setenv("NEWSMILL_BROKERS", "kafka:9093")
    monkeypatch.setenv("NEWSMILL_SECURITY_PROTOCOL", "SSL")
    assert "'User:CN=newsmill-worker'" in printed("worker")[1]


def test_strimzi_gets_a_user_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_TOPIC_PREFIX", "t.")
    lines = printed("publisher", "consumer", "--format", "strimzi", "--group", "desk")
    assert lines[:4] == [
        "apiVersion: kafka.strimzi.io/v1  # v1beta2 before Strimzi 0.49",
        "kind: KafkaUser",
        "metadata:",
        "  name: newsmill-publisher",
    ]
    assert lines.count("---") == 1
    assert lines[-4:] == [
        "          type: group",
        '          name: "desk"',
        "          patternType: literal",
        "        operations: [Read]",
    ]


def test_strimzi_gets_names_that_kubernetes_takes_and_no_two_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMILL_RAW_TOPICS", "raw.A_b=a;raw.a-b=b;raw._c=c")
    lines = printed("publisher", "--format", "strimzi")
    names = [line.removeprefix("  name: ") for line in lines if line.startswith("  name: ")]
    assert names == ["newsmill-publisher-a-b", "newsmill-publisher-a-b-2", "newsmill-publisher-c"]


@pytest.mark.parametrize("managed", [True, False])
def test_a_worker_makes_topics_only_where_it_manages_them(managed: bool) -> None:
    asked = needs(Settings(topics_managed=managed), Role.WORKER)["worker"]
    makes = {need.name for need in asked if {"Create", "AlterConfigs"} & set(need.operations)}
    assert bool(makes) is managed


@pytest.mark.parametrize(("raws", "mends"), [("raw=*", False), ("raw.a=a;raw=*", True)])
def test_a_worker_may_mend_raw_topics_where_there_are_several(raws: str, mends: bool) -> None:
    asked = needs(Settings(raw_topics=raws), Role.WORKER)["worker"]
    assert {"AlterConfigs" in need.operations for need in asked if need.name.startswith("raw")} == {mends}


def test_nothing_but_transactional_ids_is_given_by_prefix_and_those_are_the_installations_own() -> None:
    for role in Role:
        for asked in needs(Settings(topic_prefix="t."), role).values():
            prefixed = [(need.kind, need.name) for need in asked if need.prefixed]
            assert prefixed in ([], [(Kind.TRANSACTIONAL_ID, "t.newsmill-")])
