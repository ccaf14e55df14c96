"""Screen: raw → screened, or rejected."""

from dataclasses import replace
from functools import partial
from typing import Any

from schemas import Reason
from schemas.headers import REASON, last
from streams.outputs import Output
from streams.stages.context import StageContext, raw_record
from streams.stages.horizon import Horizon
from streams.stages.page_process import PageProcess
from streams.steps import Incoming, Outgoing
from streams.steps.rejected import set_aside
from streams.steps.screen import ScreenRules, screen
from streams.transport import NewsmillApp


def add_screen(app: NewsmillApp, context: StageContext, *, rules: ScreenRules, horizon: Horizon) -> None:
    """Put the agent that screens into the app; `horizon` is told on with each record."""
    pages = PageProcess()
    rules = replace(rules, enrich=replace(rules.enrich, report=context.defect), pages=pages)

    async def screen_articles(stream: Any) -> None:
        async for work in app.handled(stream):
            record = raw_record(work)
            if work.poison:
                context.set_aside(record)
                outgoing = [set_aside(record, context.stage, rules.max_event_bytes)]
            else:
                step = partial(screen, record, rules, horizon.before(record.origin))
                outgoing = await context.decide(step, record, slow=may_be_page(record))
            await context.send(work, record, outgoing, outcome(outgoing))

    app.stage(context.reads, screen_articles)
    app.add_dependency(horizon)
    app.add_dependency(pages)


def may_be_page(record: Incoming) -> bool:
    """Whether a page of HTML may be in it, which takes long: not in JSON that neither is a wrapping nor said to be."""
    value = record.value or b"{"
    if not value.startswith(b"{") or b'"specversion"' in value:  # of CloudEvents
        return True
    return any(name.lower() in WRAPPING and JSON not in (told or b"") for name, told in record.headers)


WRAPPING = frozenset({"content-encoding", "content-type", "contenttype"})
"""Headers with which a record may be something else than it looks, but where they say that it is JSON."""
JSON = b"application/json"

OUTCOMES = {reason.value.encode(): reason.value for reason in Reason}


def outcome(outgoing: list[Outgoing]) -> str:
    """`screened`, or the reason of the rejection: a label of metrics, so never what a sender has written."""
    to = outgoing[0].to
    return OUTCOMES[last(outgoing[0].headers, REASON) or b""] if to is Output.REJECTED else to.value
