"""Node and packages from npm, for tests of what people of other languages use."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def installed(source: Path, folder: Path) -> Path:
    """A copy of a folder with its locked packages in it. Without Node a test is skipped on a laptop and fails on CI."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        missing = "Node with npm is missing (18 or later, Debian's will do)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    copy = folder / source.name
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("node_modules"))
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=copy, check=True, timeout=200)
    return copy


def node(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """`node ARGUMENTS` in a folder; it may fail."""
    return subprocess.run(["node", *arguments], cwd=folder, check=False, capture_output=True, text=True, timeout=120)
