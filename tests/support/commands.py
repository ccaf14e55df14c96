"""Commands as a person calls them, with these settings and no others."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

FEED = '{"source": "wire", "id": "1", "body": "Nothing much."}\n'


def environment(told: Mapping[str, str]) -> dict[str, str]:
    """What a process is told: of our settings these alone."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("NEWSMILL_")}
    return others | {"PYTHONPATH": str(Path(__file__).parents[2]), "NEWSMILL_WEB_PORT": "0", **told}


def call(
    told: Mapping[str, str], folder: Path, *arguments: str, seconds: float = 90
) -> "subprocess.CompletedProcess[str]":
    """`newsmill ARGUMENTS` in a folder with a feed of one article, feed.jsonl."""
    (folder / "feed.jsonl").write_text(FEED, encoding="utf-8")
    command = [sys.executable, "-m", "streams.cli", *arguments]
    return subprocess.run(
        command, env=environment(told), cwd=folder, capture_output=True, text=True, timeout=seconds, check=False
    )
