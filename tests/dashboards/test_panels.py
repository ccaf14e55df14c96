"""What the dashboard asks for is measured or recorded, and its file is what the code makes of it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dashboards.__main__ import PATH, main
from dashboards.build import newsmill
from dashboards.panels import JOB, ROWS, Panel, queries
from streams.metrics import Counter, Gauge, Histogram, Metric
from tests.support.prometheus import RULES

PANELS = [panel for row in ROWS for panel in row.panels]
PROCESS = {"process_resident_memory_bytes", "process_cpu_seconds_total", "process_start_time_seconds"}


def measured() -> set[str]:
    """Every name that a query may ask for."""
    found = PROCESS | set(re.findall(r"- record: (\S+)", RULES.read_text(encoding="utf-8")))
    for metric in Metric:
        match metric.value:
            case Counter(name):
                found.add(f"{name}_total")
            case Gauge(name):
                found.add(name)
            case Histogram(name):
                found |= {f"{name}_{part}" for part in ("bucket", "count", "sum")}
    return found


@pytest.mark.parametrize("query", queries())
def test_a_query_asks_for_what_there_is_of_the_installation_chosen(query: str) -> None:
    names = re.findall(r"([a-z_:0-9]+)\{", query)
    assert names
    assert set(names) <= measured()
    assert query.count(JOB) == len(names)


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.title)
def test_a_panel_says_how_to_read_it(panel: Panel) -> None:
    assert panel.meaning.endswith(".")
    assert len(panel.queries) == 1 or all(query.legend for query in panel.queries)


def test_titles_are_unique() -> None:
    titles = [panel.title for panel in PANELS]
    assert len(set(titles)) == len(titles)


def test_every_metric_is_looked_at_by_the_dashboard_or_an_alert() -> None:
    """What nobody looks at need not be measured."""
    text = " ".join(queries()) + RULES.read_text(encoding="utf-8")
    assert [metric.value.name for metric in Metric if metric.value.name not in text] == []


def test_no_panel_lies_upon_another() -> None:
    places = [panel["gridPos"] for panel in made()["panels"]]
    taken = [
        (x, y) for at in places for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])
    ]
    assert len(set(taken)) == len(taken)
    assert max(x for x, _ in taken) < 24


def test_every_query_of_the_panels_is_in_the_file_and_named() -> None:
    targets = [panel.get("targets", []) for panel in made()["panels"]]
    assert [target["expr"] for panel in targets for target in panel] == queries()
    for panel in targets:
        assert [target["refId"] for target in panel] == [*"ABCD"[: len(panel)]]


def made() -> dict[str, Any]:
    dashboard: dict[str, Any] = json.loads(newsmill())
    return dashboard


def test_the_file_is_what_the_code_makes() -> None:
    assert PATH.read_text(encoding="utf-8") == newsmill()


def test_an_old_file_is_told_and_written_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "dashboards" / "newsmill.json"
    assert main(check=True, path=file) == 1
    assert "run 'make docs'" in capsys.readouterr().out
    assert main(check=False, path=file) == 0
    assert main(check=True, path=file) == 0
