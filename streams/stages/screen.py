"""Screen: raw → screened, or rejected."""

from dataclasses import replace
from functools import partial
from typing import Any

from schemas import Reason
from schemas.headers import REASON, last
from streams.stages.horizon import Horizon
from streams.stages.station import Station, raw_record
from streams.steps import Outgoing
from streams.steps.rejected import set_aside
from streams.steps.screen import ScreenRules, screen
from streams.transport import NewsmillApp


def add_screen(app: NewsmillApp, station: Station, rules: ScreenRules, horizon: Horizon) -> None:
    """Put the agent that screens into the app; `horizon` is told on with each record."""
    rules = replace(rules, enrich=replace(rules.enrich, report=station.defect))

    async def screen_articles(stream: Any) -> None:
        async for handling in app.handled(stream):
            record = raw_record(handling)
            if handling.poison:
                station.set_aside(record)
                outgoing = [set_aside(record, station.stage, rules.max_event_bytes)]
            else:
                outgoing = await station.decide(partial(screen, record, rules, horizon.before(record.origin)), record)
            await station.send(handling, record, outgoing, outcome(outgoing))

    app.stage([spec.name for spec in station.topics.raws], screen_articles)
    app.add_dependency(horizon)


OUTCOMES = {reason.value.encode(): reason.value for reason in Reason}


def outcome(outgoing: list[Outgoing]) -> str:
    """`screened`, or the reason of the rejection: a label of metrics, so never what a sender has written."""
    to = outgoing[0].to
    return OUTCOMES[last(outgoing[0].headers, REASON) or b""] if to == "rejected" else to
