"""`newsmill run` as a process: told to stop before it has begun, it ends cleanly."""

import os
import signal
import subprocess
import sys


def test_a_worker_that_is_told_to_stop_while_it_waits_for_its_broker_ends_with_0() -> None:
    env = os.environ | {"NEWSMILL_BROKERS": "127.0.0.1:9"}
    script = (  # in short sleeps: a signal that comes right before one does not wake it
        "import streams.cli.run as run, time; "
        "run.with_brokers = lambda: (print('up', flush=True), [time.sleep(0.1) for _ in range(600)]); run.command()"
    )
    process = subprocess.Popen([sys.executable, "-c", script], env=env, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"up\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0


def test_a_worker_started_before_its_broker_waits_for_it_and_still_ends_with_0() -> None:
    """The address is one where nobody listens."""
    env = os.environ | {"NEWSMILL_BROKERS": "127.0.0.1:9", "NEWSMILL_WEB_PORT": "0"}
    for arguments in (["run"], ["run", "--workers", "2"]):
        command = [sys.executable, "-m", "streams.cli", *arguments]
        process = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        assert any("waiting: no Kafka broker answers at 127.0.0.1:9" in line for line in process.stderr)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
