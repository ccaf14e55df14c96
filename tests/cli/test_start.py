"""Commands answer at once: what a worker needs takes a second to load, and only a worker loads it."""

import subprocess
import sys

import pytest

from streams.cli.group import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_does_not_load_faust(name: str) -> None:
    script = f"import sys, streams.cli.{name}; sys.exit('faust' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
