"""The controls break what they say: what they replace in the worker is there."""

import subprocess
import sys

BREAK_ALL = "from tests.chaos.mutants import MUTANTS\nfor mutant in MUTANTS.values(): mutant.break_it()"


def test_every_mutant_finds_what_it_replaces() -> None:
    ran = subprocess.run([sys.executable, "-c", BREAK_ALL], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
