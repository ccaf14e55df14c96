"""The process that reads pages, as a worker has it."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from schemas import Reason, RejectionError
from streams.formats import Document, ReaderLostError, Reading
from streams.formats.pages import read_page
from streams.stages.page_process import PageProcess, PageReaderError

RULES = Reading(max_bytes=1_000_000)
LINE = "The harbour board of Ostmark has ordered three ferries for 36 million crowns, its chair said on Monday."
PAGE = Document(
    f"<html><head><title>Ferries</title></head><body><article><p>{LINE}</p></article></body></html>".encode()
)
EMPTY = Document(b"<html><body></body></html>")

ECHO = """
import sys
from multiprocessing.connection import Connection
worker = Connection(int(sys.argv[1]))
while True:
    document, rules = worker.recv()
    {}
"""


def other(does: str) -> PageProcess:
    return PageProcess((sys.executable, "-c", ECHO.format(does)))


@pytest.fixture
def reader() -> Iterator[PageProcess]:
    process = PageProcess()
    yield process
    asyncio.run(process.on_stop())


def test_a_page_reads_the_same_in_another_process(reader: PageProcess) -> None:
    assert reader(PAGE, Reading(max_bytes=1_000_000, pages=reader)) == read_page(PAGE, RULES)


def test_it_starts_with_the_first_page_and_reads_all_that_come(reader: PageProcess) -> None:
    assert reader.pid is None
    reader(PAGE, RULES)
    first = reader.pid
    reader(PAGE, RULES)
    assert reader.pid == first is not None


def test_a_rejection_comes_back_with_its_reason(reader: PageProcess) -> None:
    with pytest.raises(RejectionError) as caught:
        reader(EMPTY, RULES)
    assert caught.value.reason is Reason.NO_ARTICLE


def test_a_page_on_which_it_ends_says_nothing_of_the_page_and_the_next_one_is_read_by_another() -> None:
    reader = other("import os; os._exit(11)")
    for _ in range(2):
        with pytest.raises(ReaderLostError, match="11"):
            reader(PAGE, RULES)


def test_a_machine_that_starts_no_process_says_nothing_of_the_page() -> None:
    with pytest.raises(ReaderLostError, match="No such file"):
        PageProcess(("/nowhere/python",))(PAGE, RULES)


def test_want_of_memory_and_defects_are_told_apart() -> None:
    with pytest.raises(MemoryError):
        other("worker.send(('no memory', ''))")(PAGE, RULES)
    with pytest.raises(PageReaderError, match="KeyError"):
        other("worker.send(('defect', 'KeyError: 1'))")(PAGE, RULES)


def test_one_that_hangs_ends_with_the_worker() -> None:
    reader = other("import time; time.sleep(600)")
    stop = threading.Timer(0.5, lambda: asyncio.run(reader.on_stop()))
    stop.start()
    with pytest.raises(ReaderLostError):
        reader(PAGE, RULES)
    stop.join()


def test_it_does_not_outlive_a_worker_that_is_killed() -> None:
    held = (
        "import sys, time; from tests.stages.test_page_process import PAGE, RULES, PageProcess\n"
        "p = PageProcess(); p(PAGE, RULES); print(p.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen((sys.executable, "-c", held), stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        pid = int(worker.stdout.readline())
        os.kill(worker.pid, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while _lives(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(pid)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
