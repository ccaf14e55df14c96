"""Prometheus' rules: each alert has a test of its own and an entry in the runbook; what they ask for is measured."""

import os
import re
import subprocess

import pytest

from streams.metrics import Counter, Histogram, Metric
from tests.support.prometheus import RULES, installed

TEXT = RULES.read_text(encoding="utf-8")
TESTS = RULES.with_name("newsmill.test.yml").read_text(encoding="utf-8")
RUNBOOK = (RULES.parents[2] / "docs" / "alerts.md").read_text(encoding="utf-8")
ALERTS = sorted(set(re.findall(r"- alert: (\w+)", TEXT)))


@pytest.mark.parametrize(
    "arguments", [["check", "rules", RULES.name], ["test", "rules", "newsmill.test.yml"]], ids=" ".join
)
def test_promtool_finds_nothing_wrong(arguments: list[str]) -> None:
    if not installed() and not os.environ.get("CI"):
        pytest.skip("Prometheus is not installed")
    ran = subprocess.run(["promtool", *arguments], cwd=RULES.parent, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("alert", ALERTS)
def test_an_alert_is_seen_firing_and_silent(alert: str) -> None:
    assert re.search(rf"alertname: {alert}\n\s+exp_alerts:", TESTS), "no test sees it fire"
    assert f"alertname: {alert}}}" in TESTS, "no test sees it silent"


@pytest.mark.parametrize("alert", ALERTS)
def test_an_alert_has_an_entry_in_the_runbook(alert: str) -> None:
    assert f"\n## {alert}\n" in RUNBOOK
    assert f"runbook: docs/alerts.md#{alert.lower()}\n" in TEXT


def test_the_runbook_names_no_alert_that_is_gone() -> None:
    assert re.findall(r"\n## (Newsmill\w+)", RUNBOOK).__len__() == len(ALERTS)


def names() -> set[str]:
    """What samples of our metrics may be called."""
    found = set()
    for metric in Metric:
        match metric.value:
            case Counter(name):
                found.add(f"{name}_total")
            case Histogram(name):
                found |= {f"{name}_{part}" for part in ("bucket", "count", "sum")}
            case gauge:
                found.add(gauge.name)
    return found


def test_every_name_that_the_rules_ask_for_is_a_metric() -> None:
    asked = set(re.findall(r"(?<![\w:])newsmill_[a-z_]+", TEXT))
    assert asked - names() == set()
