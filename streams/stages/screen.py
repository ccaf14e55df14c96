"""Screen: raw → screened, or rejected."""

from dataclasses import replace
from functools import partial
from typing import Any

from schemas import Reason
from schemas.headers import REASON, last
from streams.outputs import Output
from streams.stages.context import StageContext, raw_record
from streams.stages.horizon import Horizon
from streams.steps import Outgoing
from streams.steps.rejected import set_aside
from streams.steps.screen import ScreenRules, screen
from streams.transport import NewsmillApp


def add_screen(app: NewsmillApp, context: StageContext, *, rules: ScreenRules, horizon: Horizon) -> None:
    """Put the agent that screens into the app; `horizon` is told on with each record."""
    rules = replace(rules, enrich=replace(rules.enrich, report=context.defect))

    async def screen_articles(stream: Any) -> None:
        async for work in app.handled(stream):
            record = raw_record(work)
            if work.poison:
                context.set_aside(record)
                outgoing = [set_aside(record, context.stage, rules.max_event_bytes)]
            else:
                outgoing = await context.decide(partial(screen, record, rules, horizon.before(record.origin)), record)
            await context.send(work, record, outgoing, outcome(outgoing))

    app.stage(context.reads, screen_articles)
    app.add_dependency(horizon)


OUTCOMES = {reason.value.encode(): reason.value for reason in Reason}


def outcome(outgoing: list[Outgoing]) -> str:
    """`screened`, or the reason of the rejection: a label of metrics, so never what a sender has written."""
    to = outgoing[0].to
    return OUTCOMES[last(outgoing[0].headers, REASON) or b""] if to is Output.REJECTED else to.value
