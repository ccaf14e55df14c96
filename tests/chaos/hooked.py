"""`python -m tests.chaos.hooked run`: the worker as it is, but for points at which it looks for a trigger.

A trigger is an empty file of the point's name in the folder that CHAOS_TRIGGERS names; the worker that comes by first
takes it away and does what the name says. CHAOS_MUTANT breaks one guarantee on purpose, see `tests.chaos.mutants`.
"""

import asyncio
import os
import signal
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

KILLS = (
    "kill-before-send",
    "kill-after-send",
    "kill-after-write",
    "kill-before-commit",
    "kill-within-commit",
    "kill-after-commit",
    "kill-while-reading-back",
)
LINGER_SECONDS = 0.2
RAISES = ("raise-before-send", "raise-after-send")


class HandlerError(Exception):
    """Raised on purpose by a hooked worker's handler."""


def taken(folder: Path, point: str) -> bool:
    """Whether there is a trigger of that name, and it is ours now."""
    try:
        (folder / point).unlink()
    except FileNotFoundError:
        return False
    return True


def hook(folder: Path) -> None:
    """Wrap the methods that send, commit and read back."""
    from streams.stages.context import StageContext
    from streams.transport.changelog import Changelog
    from streams.transport.committers import OffsetCommitter, TransactionCommitter
    from streams.transport.task import PartitionTask
    from streams.transport.work import UnitOfWork

    def die(point: str) -> None:
        if taken(folder, point):
            os.kill(os.getpid(), signal.SIGKILL)

    def fail(point: str) -> None:
        if taken(folder, point):
            raise HandlerError(point)

    _around(PartitionTask, "send", lambda: die("kill-before-send"), lambda: die("kill-after-send"))
    _lingering(UnitOfWork, "write", lambda: taken(folder, "kill-after-write"))
    _around(StageContext, "send", lambda: fail("raise-before-send"), lambda: fail("raise-after-send"))
    _around(Changelog, "catch_up", lambda: None, lambda: die("kill-while-reading-back"))
    for committer in (TransactionCommitter, OffsetCommitter):
        _around(committer, "commit", lambda: die("kill-before-commit"), lambda: die("kill-after-commit"))
    _within_commit(TransactionCommitter, lambda: die("kill-within-commit"))


def _around(owner: Any, name: str, before: Callable[[], None], after: Callable[[], None]) -> None:
    method = getattr(owner, name)

    @wraps(method)
    async def hooked(*args: Any, **options: Any) -> Any:
        before()
        result = await method(*args, **options)
        after()
        return result

    setattr(owner, name, hooked)


def _lingering(owner: Any, name: str, due: Callable[[], bool]) -> None:
    """Die when a call has left the client: what was asked for is on the broker, and its transaction open."""
    method = getattr(owner, name)

    @wraps(method)
    async def hooked(*args: Any, **options: Any) -> Any:
        result = await method(*args, **options)
        if due():
            await asyncio.sleep(LINGER_SECONDS)
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, hooked)


def _within_commit(committer: Any, act: Callable[[], None]) -> None:
    """Between the offsets and the end of their transaction."""
    began = committer.__init__

    @wraps(began)
    def hooked(self: Any, producer: Any, *args: Any) -> None:
        began(self, producer, *args)
        if "send_offsets_to_transaction" not in vars(producer):
            _around(producer, "send_offsets_to_transaction", lambda: None, act)

    committer.__init__ = hooked


def main() -> None:
    folder = os.environ.get("CHAOS_TRIGGERS")
    if folder:
        hook(Path(folder))
    if mutant := os.environ.get("CHAOS_MUTANT"):
        from tests.chaos.mutants import MUTANTS

        MUTANTS[mutant].break_it()
    from streams.cli import main as newsmill

    newsmill()


if __name__ == "__main__":
    main()
