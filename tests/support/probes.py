"""Asking a worker how it is, again and again, as Kubernetes and Prometheus do."""

import re
import time
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self
from urllib.error import HTTPError
from urllib.request import urlopen

EVERY_SECONDS = 0.25
PATIENCE_SECONDS = 30.0


def address(log: str) -> str:
    """Where a worker serves its pages, from its log."""
    found = re.search(r"(http://\S+)/metrics", log)
    assert found is not None, log
    return found[1]


def page(url: str) -> tuple[int, str]:
    """Status and text of a page. Raises OSError where none comes within `PATIENCE_SECONDS`."""
    try:
        with urlopen(url, timeout=PATIENCE_SECONDS) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def most_megabytes(pid: int) -> int:
    """The most memory that a process has had resident."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


class Probes:
    """Asks `/livez` and `/readyz` while it is entered; `slowest` are seconds, `answers` the statuses of each."""

    def __init__(self, base: str) -> None:
        self._base, self._over = base, Event()
        self._thread = Thread(target=self._ask, daemon=True)
        self.slowest: dict[str, float] = {"livez": 0.0, "readyz": 0.0}
        self.answers: dict[str, set[int]] = {"livez": set(), "readyz": set()}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._over.wait(EVERY_SECONDS):
            for name in self.slowest:
                begun = time.monotonic()
                try:
                    status = page(f"{self._base}/{name}")[0]
                except OSError:
                    status = 0
                self.slowest[name] = max(self.slowest[name], time.monotonic() - begun)
                self.answers[name].add(status)
