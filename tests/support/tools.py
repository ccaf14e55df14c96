"""What `make e2e` needs beside Python, a broker and its own environment: told in one line before it begins.

AsyncAPI's own parser and a consumer in JavaScript run on Node.js; rules and dashboards are asked of a real Prometheus.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable

NODE = 18
"""The oldest major version that AsyncAPI's parser runs on."""

HOW = "install them, on Debian with: apt-get install nodejs npm"

PROMETHEUS = "make e2e needs Prometheus and promtool: install them, on Debian with: apt-get install prometheus"


def lacking(which: Callable[[str], str | None], version: Callable[[str], str]) -> str | None:
    """One line that says what is missing and how to get it, or None. `version` is what a command at a path says."""
    missing = [name for name in ("node", "npm") if which(name) is None]
    if missing:
        return f"make e2e needs Node.js {NODE} or later and npm, and finds no {' and no '.join(missing)}: {HOW}"
    if not all(map(which, ("prometheus", "promtool"))):
        return PROMETHEUS
    said = version(which("node") or "").strip()
    major = re.match(r"v(\d+)\.", said)
    if major is None or int(major[1]) < NODE:
        return f"make e2e needs Node.js {NODE} or later, and finds {said or 'one that tells no version'}"
    return None


def told_version(path: str) -> str:
    """What `--version` of a command says."""
    return subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    sys.exit(lacking(shutil.which, told_version))
