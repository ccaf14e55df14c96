"""Enrich: unique → enriched, entities, money."""

from dataclasses import replace
from functools import partial
from typing import Any

from schemas import Judged
from streams.stages.context import StageContext, passed_record
from streams.steps.enrich import enrich
from streams.steps.parts import EnrichRules
from streams.transport import NewsmillApp


def add_enrich(app: NewsmillApp, context: StageContext, *, rules: EnrichRules) -> None:
    """Put the agent that enriches into the app."""
    rules = replace(rules, report=context.defect, lacking=context.omitted, around=context.finding)

    async def enrich_articles(stream: Any) -> None:
        async for work in app.handled(stream):
            record = passed_record(work)
            judged = Judged.from_bytes(record.value)
            poison = work.poison
            if poison:
                context.set_aside(record)
            made = partial(enrich, record, judged, rules, poison=poison)
            outgoing = await context.decide(made, record)
            await context.send(work, record, outgoing, judged.kind)

    app.stage(context.reads, enrich_articles)
