"""`newsmill run` as a process: told to stop before it has begun, it ends cleanly."""

import os
import signal
import subprocess
import sys
import time


def test_a_worker_that_is_told_to_stop_while_it_waits_for_its_broker_ends_with_0() -> None:
    env = os.environ | {"NEWSMILL_BROKERS": "127.0.0.1:9"}
    script = (
        "import streams.cli.run as run, time; run.with_brokers = lambda: time.sleep(60); "
        "print('up', flush=True); run.command()"
    )
    process = subprocess.Popen([sys.executable, "-c", script], env=env, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"up\n"
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
