"""Wheels that are built from the source tree."""

import subprocess
import sys
from pathlib import Path


def build(project: Path, into: Path) -> Path:
    """The wheel of the project with this folder's pyproject.toml, in a folder that has none yet."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(into)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    (wheel,) = into.glob("*.whl")
    return wheel
