"""A real Prometheus for a test: started on rules and targets, asked as Grafana asks it."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from streams.broker.guard import die_with_parent

DEPLOY = Path(__file__).parents[2] / "deploy"
RULES = DEPLOY / "prometheus" / "newsmill.rules.yml"

START_SECONDS = 30.0


def installed() -> bool:
    """Whether Prometheus and its tool are there."""
    return shutil.which("prometheus") is not None and shutil.which("promtool") is not None


@dataclass(frozen=True, slots=True)
class Prometheus:
    """One that runs, at this address."""

    url: str

    def get(self, path: str, **query: str) -> Any:
        """The `data` of an answer of its HTTP API. Raises OSError where it refuses."""
        with urlopen(f"{self.url}/api/v1/{path}?{urlencode(query)}", timeout=30) as answer:
            told = json.load(answer)
        assert told["status"] == "success", told
        return told["data"]

    def query(self, expression: str) -> list[dict[str, Any]]:
        """The series of an instant query."""
        series: list[dict[str, Any]] = self.get("query", query=expression)["result"]
        return series

    def up(self) -> int:
        """Targets that answer."""
        return sum(target["health"] == "up" for target in self.get("targets")["activeTargets"])

    def rules(self) -> list[dict[str, Any]]:
        """Every rule, with its health and last error."""
        return [rule for group in self.get("rules")["groups"] for rule in group["rules"]]


@contextmanager
def prometheus(targets: Sequence[str], folder: Path, every: str = "1s") -> Iterator[Prometheus]:
    """Scrapes targets (`host:port`) as the job `newsmill`, with our rules; its data lies in `folder`."""
    config = folder / "prometheus.yml"
    config.write_text(
        f"global: {{scrape_interval: {every}, evaluation_interval: {every}}}\n"
        f"rule_files: [{json.dumps(str(RULES))}]\n"
        f"scrape_configs: [{{job_name: newsmill, static_configs: [{{targets: {json.dumps(list(targets))}}}]}}]\n"
    )
    port = free_port()
    command = [
        "prometheus",
        f"--config.file={config}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--log.level=warn",
    ]
    with (folder / "prometheus.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, preexec_fn=die_with_parent)
    try:
        started = Prometheus(f"http://127.0.0.1:{port}")
        wait_for(lambda: ready(started.url), START_SECONDS)
        yield started
    finally:
        process.terminate()
        process.wait(30)


def wait_for(met: Callable[[], bool], seconds: float, why: Callable[[], object] = lambda: "") -> None:
    """Wait until something holds. Raises TimeoutError where it does not in time, which says `why`."""
    deadline = time.monotonic() + seconds
    while not met():
        if time.monotonic() > deadline:
            raise TimeoutError(f"it did not hold within {seconds:.0f} s: {why()}")
        time.sleep(0.2)


def ready(url: str) -> bool:
    """Whether a Prometheus answers there."""
    try:
        with urlopen(f"{url}/-/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    """A port of this machine that nobody had a moment ago."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
