"""A worker process: started, ended by a signal or by a reason, and never later than it promised."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from typing import Any

import faust

from streams.transport.app import NewsmillApp
from streams.transport.errors import TransportError
from streams.transport.quiet import Quiet

log = logging.getLogger(__name__)

STOP_SECONDS = 18.0
"""After a signal or a failure the process ends within this time, whatever hangs."""

TELL_SECONDS = 1.0
"""How long it takes at most to say so."""


class NewsmillWorker(faust.Worker):
    """Faust's worker with a deadline for its end, and without its debugger on a signal."""

    app: NewsmillApp
    stop_seconds = STOP_SECONDS

    async def start(self) -> None:
        """Keep what a start fails of: Faust logs it, and then a line for each part that it stops."""
        try:
            await super().start()
        except Exception as error:
            self.app.failure = self.app.failure or error
            raise

    def _install_signal_handlers_unix(self) -> None:
        for number, handler in ((signal.SIGINT, self._on_sigint), (signal.SIGTERM, self._on_sigterm)):
            self.loop.add_signal_handler(number, handler)

    def _schedule_shutdown(self, number: signal.Signals) -> None:
        self._start_deadline()
        super()._schedule_shutdown(number)

    def _crash(self, reason: BaseException) -> None:
        if self.app.should_stop and self.app.failure is None:
            return  # see NewsmillApp._crash
        self._start_deadline()
        super()._crash(reason)

    def _start_deadline(self) -> None:
        timer = threading.Timer(self.stop_seconds, _end_now, (self.app,))
        timer.daemon = True
        timer.start()


def run_worker(app: NewsmillApp, *, log_level: str = "INFO", stop_seconds: float = STOP_SECONDS) -> int:
    """Run the app until a signal or a failure ends it; the exit code: 0 after SIGTERM or SIGINT, else `exit_status`.

    Logs the reason of a failure in one line. Logging is set up only where the caller has not done it.
    """
    if not logging.getLogger().handlers:
        logging.basicConfig(level=log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(Quiet())
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    worker = NewsmillWorker(app, loop=loop, quiet=True, override_logging=False)
    worker.stop_seconds = stop_seconds
    worker.spinner = None  # writes escape codes, to a pipe too
    code = _execute(worker)
    reason = app.failure or worker.crash_reason
    if reason is not None:
        log.critical("worker ends: %s", describe(reason))
    return code if reason is None else exit_status(reason)


def _execute(worker: NewsmillWorker) -> int:
    try:
        worker.execute_from_commandline()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except (Exception, asyncio.CancelledError) as error:  # Faust raises the crash of any of its services, even these
        log.critical("worker ended with %r", error)
        return 1


def exit_status(reason: BaseException) -> int:
    """1, but for the ends that whoever started the worker wants to tell apart."""
    return reason.exit_status if isinstance(reason, TransportError) else 1


def describe(reason: BaseException) -> str:
    """The reason in one line."""
    told = str(reason)
    # A KeyError says nothing but the key.
    return " ".join((repr(reason) if not told or isinstance(reason, KeyError) else told).split())


def _end_now(app: Any) -> None:
    """End the process, and tell why: unless nobody is left to read it, or whoever reads has stopped doing so."""
    try:
        teller = threading.Thread(target=_tell_end, args=(app,), daemon=True)
        teller.start()
        teller.join(TELL_SECONDS)
    finally:
        os._exit(1)


def _tell_end(app: Any) -> None:
    reason = describe(app.failure) if app.failure else "could not finish and commit in time; it will be done again"
    sys.stderr.write(f"worker ends at its deadline: {reason}\n")
    sys.stderr.flush()
