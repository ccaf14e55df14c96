"""`newsmill rejected replay`: rejected records sent to raw again."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

import click

from schemas import Reason
from streams.cli.common import milliseconds, with_brokers
from streams.cli.rejections import PlaceType, chosen, places_of, print_json, rejected_topic, tell_strange
from streams.clients.rejections import fates, survey
from streams.clients.replay import replay
from streams.render.rejection import as_fields
from streams.repair import Asked, Place, Rejection, State, Wanted, offered
from streams.settings import Settings
from streams.topics import ROOM


@dataclass
class Report:
    """Tells of each rejection what became of it, as it is sent, and at the end of what was left."""

    state: dict[Place, State]
    dry_run: bool
    json: bool
    sent: set[Place] = field(default_factory=set)

    def send(self, one: Rejection) -> None:
        """It has gone, or would."""
        self.sent.add(one.place)
        if self.json:
            self._line(one)
        else:
            to = f"{one.origin.topic}/{one.origin.partition}"
            click.echo(f"{self._verb} {one.place.partition}/{one.place.offset} to {to}")

    def end(self, wanted: list[Rejection]) -> None:
        """The others, or how many there are by state."""
        left = [one for one in wanted if one.place not in self.sent]
        if self.json:
            for one in left:
                self._line(one)
            return
        counts = Counter(self.state[one.place] for one in left).most_common()
        told = "".join(f", left {count} ({state.value})" for state, count in counts)
        click.echo(f"{self._verb} {len(self.sent)} of {len(wanted)} rejections{told}")

    @property
    def _verb(self) -> str:
        return "would send" if self.dry_run else "sent"

    def _line(self, one: Rejection) -> None:
        sent = one.place in self.sent and not self.dry_run
        print_json([as_fields(one) | {"state": self.state[one.place].value, "sent": sent}])


@click.command("replay")
@click.argument("places", nargs=-1, type=PlaceType())
@chosen
@click.option("--all", "all_", is_flag=True, help="All that were rejected.")
@click.option("--limit", type=click.IntRange(1), help="The first so many.")
@click.option("--again", is_flag=True, help="Also what was sent again before, or may have been.")
@click.option("--retractions", is_flag=True, help="Also null values, which take back what stands by now.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option("--json", "json_", is_flag=True, help="One JSON object a line.")
def replay_command(
    places: tuple[tuple[int, int], ...],
    reasons: tuple[str, ...],
    sources: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    all_: bool,
    limit: int | None,
    again: bool,
    retractions: bool,
    dry_run: bool,
    json_: bool,
) -> None:
    """Send rejected records to the raw topic again, with their keys, bytes and headers.

    What was sent again is known by a header, and is not sent once more unless --again says so; nor is poison, unless by
    PLACE or --reason poison. Needs the rights of 'newsmill acls repairer'.
    """
    if not (places or reasons or sources or since or until or all_):
        raise click.UsageError("say which: a PLACE, --reason, --source, --since, --until, or --all")
    settings, connection = with_brokers()
    wanted = Wanted(reasons, sources, milliseconds(since), milliseconds(until), places_of(settings, places))
    found = asyncio.run(survey(connection, rejected_topic(settings), wanted))
    state = asyncio.run(fates(connection, settings.raws, found.wanted, found.came_back)) if found.wanted else {}
    asked = Asked(again, retractions, poison=bool(places) or Reason.POISON in reasons)
    takes = [one for one in found.wanted if offered(one, state[one.place], asked)][:limit]
    report = Report(state, dry_run, json_)
    if dry_run:
        for one in takes:
            report.send(one)
    elif takes:
        asyncio.run(_send(settings, takes, report))
    report.end(found.wanted)
    tell_strange(found)


async def _send(settings: Settings, takes: list[Rejection], report: Report) -> None:
    async for one in replay(settings.connection, [one.place for one in takes], settings.max_event_bytes + ROOM):
        report.send(one)
