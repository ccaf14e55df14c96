"""A guarded command ends with the process that asked for it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from streams.broker import guard

PARENT = """
import subprocess, sys
guarded = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
print(guarded.pid, guarded.stdout.readline().strip(), flush=True)
guarded.wait()
"""


def alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text() if sys.platform == "linux" else ""
        os.kill(pid, 0)
    except (ProcessLookupError, FileNotFoundError):
        return False
    return ") Z " not in status


def gone(pid: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not alive(pid)


def guarded_sleeper(data: Path) -> tuple[subprocess.Popen[str], int, int]:
    """A parent process, and the ids of the guard and of the sleeping command that it guards."""
    data.mkdir()
    command = [sys.executable, guard.__file__, str(data), "sleep", "600"]
    parent = subprocess.Popen([sys.executable, "-c", PARENT, *command], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    watcher, sleeper = (int(word) for word in parent.stdout.readline().split())
    return parent, watcher, sleeper


def test_kill_9_of_the_parent_ends_the_command_and_removes_its_data(tmp_path: Path) -> None:
    parent, watcher, sleeper = guarded_sleeper(tmp_path / "data")
    assert alive(sleeper)
    with parent:
        parent.kill()
    assert gone(watcher)
    assert gone(sleeper)
    assert not (tmp_path / "data").exists()


def test_kill_9_of_the_guard_ends_the_command_on_linux(tmp_path: Path) -> None:
    parent, watcher, sleeper = guarded_sleeper(tmp_path / "data")
    with parent:
        os.kill(watcher, signal.SIGKILL)
        parent.wait(10)
    if sys.platform == "linux":
        assert gone(sleeper)
    else:
        os.kill(sleeper, signal.SIGKILL)


def test_the_guard_ends_with_its_command_and_keeps_the_data(tmp_path: Path) -> None:
    parent, watcher, sleeper = guarded_sleeper(tmp_path / "data")
    with parent:
        os.kill(sleeper, signal.SIGKILL)
        parent.wait(10)
    assert gone(watcher)
    assert (tmp_path / "data").exists()
