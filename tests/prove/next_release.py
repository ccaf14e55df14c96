"""`python -m tests.prove.next_release run`: the worker as the release after this one, whose events have other ids.

With `--layout` before `run` its table has another layout too.
"""

import sys
from importlib import import_module
from typing import Any

from schemas import EventType, Origin, Pipeline
from streams.dedup import codec
from streams.steps import PIPELINE_VERSION, Incoming

VERSION = "next"


def main() -> None:
    other_ids()
    if "--layout" in sys.argv:
        sys.argv.remove("--layout")
        codec.LAYOUT += 1  # type: ignore[misc]
    from streams.cli import main as newsmill

    newsmill()


def other_ids() -> None:
    """Raise the pipeline's version, in events and in their ids."""
    record = Incoming(None, None, (), Origin(topic="raw", partition=0, offset=0, timestamp=0))
    before = record.event_id(EventType.DUPLICATE)
    enrich: Any = import_module("streams.steps.enrich")
    assert enrich.PIPELINE_VERSION == PIPELINE_VERSION != VERSION
    enrich.PIPELINE_VERSION = VERSION
    Incoming.event_id.__defaults__ = Pipeline(version=VERSION, model=None), ""
    assert record.event_id(EventType.DUPLICATE) != before


if __name__ == "__main__":
    main()
