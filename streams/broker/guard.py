"""Runs one command that must not outlive the process that asked for it.

`python guard.py DIRECTORY COMMAND...` starts COMMAND, prints its process id and reads standard input, a pipe whose
other end only the asking process holds. However that process ends, kill -9 included, the pipe closes; then the
command is killed and DIRECTORY, its data, removed. Should this guard itself be killed, Linux takes the command down
with it. Needs the standard library alone, so that it is up in the blink of an eye.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import threading

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with_parent() -> None:
    """Ask Linux to kill this process when its parent ends; other systems rely on the pipe alone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main(directory: str, *command: str) -> None:
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, preexec_fn=die_with_parent)  # noqa: S603
    print(child.pid, flush=True)
    orphaned = threading.Event()
    threading.Thread(target=end_with, args=(child, orphaned), daemon=True).start()
    while sys.stdin.buffer.read(1):
        pass
    orphaned.set()
    child.kill()
    child.wait()
    shutil.rmtree(directory, ignore_errors=True)


def end_with(command: subprocess.Popen[bytes], orphaned: threading.Event) -> None:
    """End this guard when its command ended by itself; the data stays, for it may be started again."""
    status = command.wait()
    if not orphaned.is_set():
        os._exit(1 if status else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
