"""`newsmill tail` for scripts, on a real broker: from when, until when, and which records."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from streams.broker import Broker
from streams.cli import main
from streams.inputs import InputRecord
from streams.settings import Settings
from tests.support.worker import Installation

RECORDS = [
    InputRecord(b"wire/1", b'{"title": "Ferries for Oban"}', (), "here"),
    InputRecord(b"wire/2", b'{"title": "Harbour dues \x1b[2J"}', (("note", "für Öban".encode()),), "here"),
    InputRecord(None, None, (), "here"),
    InputRecord(b"wire/1", b"\xff", (), "here"),
]


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["tail", *arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def published(broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[datetime]:
    """The time of the first of the records; they are on raw."""
    settings = Settings(brokers=broker.bootstrap, topic_prefix=f"{__name__}.", raw_partitions=2, unique_partitions=2)
    newsmill = Installation(settings, tmp_path_factory.mktemp("tail"))
    newsmill.create_topics()
    newsmill.publish(RECORDS)
    first = min(record.timestamp for record in newsmill.events(["raw"], len(RECORDS), more=0)["raw"])
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.environment().items():
            patch.setenv(name, value)
        yield datetime.fromtimestamp(first / 1000, UTC)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--until-end"], 4),
        (["--until-end", "--key", "wire/1"], 2),
        (["--until-end", "--key", "wire"], 0),
        (["--until-end", "--grep", "(?i)[oö]ban"], 2),
        (["--until-end", "--grep", "Öban$"], 1),
        (["--until-end", "--grep", "wire/[12]", "--key", "wire/2"], 1),
        (["--from-beginning", "--limit", "3"], 3),
        (["enriched", "duplicates", "--until-end"], 4),
        (["--until-end", "--since", "2999-01-01T00:00:00Z"], 0),
        (["--limit", "4", "--since", "2001-01-01T00:00:00Z"], 4),
    ],
)
def test_what_is_shown_and_where_it_ends(arguments: list[str], count: int) -> None:
    told = call("raw", *arguments, "--count")
    assert (told.exit_code, told.stdout) == (0, f"{count}\n")
    assert len(call("raw", *arguments, "--json").stdout.splitlines()) == count


def test_a_time_is_included(published: datetime) -> None:
    assert call("raw", "--until-end", "--since", published.isoformat(), "--count").stdout == "4\n"
    later = published + timedelta(hours=1)
    assert call("raw", "--until-end", "--since", later.isoformat(), "--count").stdout == "0\n"


@pytest.mark.usefixtures("published")
def test_what_came_is_a_safe_line_with_its_place() -> None:
    lines = call("raw", "--until-end").stdout.splitlines()
    places = {f"{told['partition']}/{told['offset']}" for told in map(json.loads, _json())}
    assert len(lines) == len(places) == 4
    assert all(any(f"/{place} " in line for line in lines) for place in places)
    assert any("no key" in line and "a null value" in line for line in lines)
    assert "\x1b" not in "".join(lines)


def _json() -> list[str]:
    return call("raw", "--until-end", "--json").stdout.splitlines()


def test_a_pattern_that_is_none_is_one_line() -> None:
    told = call("--grep", "(")
    assert told.exit_code == 2
    assert "'(' is no regular expression" in told.stderr
