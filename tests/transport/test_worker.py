"""The end of a worker process: in time, and with a reason that can be read."""

import subprocess
import sys
from pathlib import Path

import pytest

from streams.transport.errors import DeliveryError, FencedError, StateLostError
from streams.transport.worker import describe, exit_status


@pytest.mark.parametrize("standard_error", ["sys.stderr = None", "os.close(2)"])
def test_the_deadline_ends_the_process_though_nobody_is_left_to_be_told(standard_error: str) -> None:
    script = f"""
import os, sys, time, types
from streams.transport.worker import NewsmillWorker
{standard_error}
worker = NewsmillWorker.__new__(NewsmillWorker)
worker.app, worker.stop_seconds = types.SimpleNamespace(failure=None), 0.1
worker._start_deadline()
time.sleep(20)
"""
    ended = subprocess.run([sys.executable, "-c", script], stderr=subprocess.DEVNULL, timeout=15, check=False)
    assert ended.returncode == 1


def test_the_deadline_ends_the_process_though_its_log_holds_it() -> None:
    script = """
import sys, types
from streams.transport.worker import NewsmillWorker
worker = NewsmillWorker.__new__(NewsmillWorker)
worker.app, worker.stop_seconds = types.SimpleNamespace(failure=None), 0.1
worker._start_deadline()
while True:
    sys.stderr.write("x" * 10_000)  # until the pipe is full, which nobody reads
"""
    with subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE) as worker:
        try:
            assert worker.wait(15) == 1
        finally:
            worker.kill()


@pytest.mark.parametrize(
    ("reason", "told"),
    [(KeyError("raw"), "KeyError('raw')"), (ValueError(), "ValueError()"), (ValueError("a\n b"), "a b")],
)
def test_a_reason_is_one_line_that_says_something(reason: Exception, told: str) -> None:
    assert describe(reason) == told


@pytest.mark.parametrize(
    ("reason", "status"),
    [(ValueError("a"), 1), (DeliveryError("a"), 1), (StateLostError("a"), 3), (FencedError("a"), 4)],
)
def test_the_exit_status_tells_the_ends_that_need_somebody(reason: Exception, status: int) -> None:
    assert exit_status(reason) == status


def test_a_worker_that_cannot_start_says_why_last(tmp_path: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from streams.transport import create_app, run_worker
app = create_app(app_id="mill", brokers=["localhost:1"], guarantee="exactly_once", datadir=Path({str(tmp_path)!r}))
async def fail():
    raise OSError("no such address")
app.on_start = fail
sys.exit(run_worker(app))
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].endswith("worker ends: no such address")
