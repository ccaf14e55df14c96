"""`python -m tests.support.poisoned run`: the worker as it is, but that some records end it, each in its own way.

A record whose text holds `poison:WAY:STAGE` does so when that stage begins with it. Ways: `exit`, as a crash in a
library written in C; `hang`, which never gives the event loop back; `memory`, which asks for more than there is.
A page that holds `poison:WAY:pages` does so to the process that reads pages, see `poisoned_pages`.
"""

import os
import resource
import sys
import time
from collections.abc import Callable
from functools import partial, wraps
from importlib import import_module
from typing import Any

STAGES = ("screen", "dedupe", "enrich")
LIMIT = 4 * 1024**3
STALL_SECONDS = 6.0


def _exit() -> None:
    os._exit(11)


def _hang() -> None:
    while True:
        time.sleep(60)


def _memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    held = []
    while True:
        held.append(bytearray(256 * 1024**2))


WAYS = {"exit": _exit, "hang": _hang, "memory": _memory}


def poison(way: str, stage: str) -> str:
    """What to put into a text."""
    return f"poison:{way}:{stage}"


def _ended_by(stage: str, step: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(step)
    def poisonable(record: Any, *args: Any, **options: Any) -> Any:
        if not options.get("poison"):
            for way, end in WAYS.items():
                if poison(way, stage).encode() in (record.value or b""):
                    end()
        return step(record, *args, **options)

    return poisonable


def main() -> None:
    for stage in STAGES:
        module = import_module(f"streams.stages.{stage}")
        setattr(module, stage, _ended_by(stage, getattr(module, stage)))
    screening: Any = import_module("streams.stages.screen")
    screening.PageProcess = partial(screening.PageProcess, (sys.executable, "-m", "tests.support.poisoned_pages"))
    from streams.transport import create_app, watchdog

    watchdog.INTERVAL = watchdog.ANSWER_SECONDS = 1.0
    app: Any = import_module("streams.app")
    app.create_app = lambda **options: create_app(**options, stall_seconds=STALL_SECONDS)
    from streams.cli import main as newsmill

    newsmill()


if __name__ == "__main__":
    main()
