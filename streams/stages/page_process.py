"""Whole pages of HTML, read in a process of their own: it takes long, and a page may bring the reader down.

The process starts with the first page and ends with the worker, whichever way that ends. A page on which it dies or
hangs is not known to it: the worker ends, by the exception or by its watchdog, and poison finds the record
(docs/decisions/0022-poison.md).
"""

import socket
import subprocess
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mode import Service

from schemas import RejectionError
from streams.formats.model import Document, Draft, ReaderLostError, Reading

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

CHILD = (sys.executable, "-m", "streams.stages.page_child")


class PageReaderError(Exception):
    """Our own code failed on a page, in the other process; the message says how."""


class PageProcess(Service):
    """A `PageReader`: called in a thread that may wait, one page at a time."""

    def __init__(self, command: tuple[str, ...] = CHILD, **options: Any) -> None:
        super().__init__(**options)
        self._command = command
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pages: Connection | None = None

    def __call__(self, document: Document, rules: Reading) -> list[Draft]:
        """The page's article. Raises RejectionError, and ReaderLostError where the process ended over it."""
        with self._lock:
            try:
                pages = self._pages or self._begin()
                pages.send((document, replace(rules, pages=None)))
                outcome = pages.recv()
            except (EOFError, OSError, subprocess.SubprocessError) as error:
                raise ReaderLostError(f"the process that reads pages has ended with {self._end()}: {error}") from error
        match outcome:
            case "read", drafts:
                return list(drafts)
            case "rejected", reason, message:
                raise RejectionError(reason, message)
            case "no memory", message:
                raise MemoryError(message)
            case _:
                raise PageReaderError(outcome[-1])

    @property
    def pid(self) -> int | None:
        """Of the process, where there is one."""
        return self._process.pid if self._process is not None else None

    async def on_stop(self) -> None:
        """End the process, whatever it does: who waits for it is told that it is lost."""
        if self._process is not None:
            self._process.kill()

    def _begin(self) -> "Connection":
        from multiprocessing.connection import Connection

        ours, its = socket.socketpair()
        with its:
            command = (*self._command, str(its.fileno()))
            self._process = subprocess.Popen(command, pass_fds=[its.fileno()], stdin=subprocess.DEVNULL)  # noqa: S603
        self._pages = Connection(ours.detach())
        return self._pages

    def _end(self) -> int:
        """Let go of the process, so that the next page would begin another; its exit status."""
        if self._pages is not None:
            self._pages.close()
        self._pages, process, self._process = None, self._process, None
        if process is None:
            return 0
        process.kill()
        return process.wait()
