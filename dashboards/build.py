"""The panels as Grafana reads them, by its own SDK."""

from string import ascii_uppercase

from grafana_foundation_sdk.builders import common as common_builders
from grafana_foundation_sdk.builders import dashboard as builders
from grafana_foundation_sdk.builders import prometheus, stat, timeseries
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.variants import Dataquery
from grafana_foundation_sdk.models import common, dashboard

from dashboards.panels import ROWS, Panel

UID = "newsmill"
SOURCE = dashboard.DataSourceRef(type_val="prometheus", uid="${source}")
WIDE, NARROW = 8, 4
"""Of 24 columns: panels of lines and of single numbers."""
LOW, HIGH = 4, 8


def newsmill() -> str:
    """The dashboard as JSON."""
    made = (
        builders.Dashboard("Newsmill")
        .uid(UID)
        .description("Made by `python -m dashboards`; what to do about alerts: docs/alerts.md.")
        .tags(["newsmill"])
        .time("now-6h", "now")
        .refresh("30s")
        .readonly()
        .with_variable(builders.DatasourceVariable("source").label("Prometheus").type("prometheus"))
        .with_variable(
            builders.QueryVariable("job")
            .label("Installation")
            .datasource(SOURCE)
            .query("label_values(newsmill_info, job)")
            .refresh(dashboard.VariableRefresh.ON_TIME_RANGE_CHANGED)
            .include_all(True)
            .multi(True)
            .current(dashboard.VariableOption(selected=True, text="All", value="$__all"))
        )
    )
    for row in ROWS:
        made = made.with_row(builders.Row(row.title))
        for panel in row.panels:
            made = made.with_panel(_single(panel) if panel.single else _lines(panel))
    return JSONEncoder(sort_keys=True, indent=2).encode(made.build()) + "\n"


def _single(panel: Panel) -> stat.Panel:
    return (
        stat.Panel()
        .title(panel.title)
        .description(panel.meaning)
        .datasource(SOURCE)
        .targets(_targets(panel))
        .unit(panel.unit)
        .span(NARROW)
        .height(LOW)
        .reduce_options(common_builders.ReduceDataOptions().calcs(["lastNotNull"]))
        .thresholds(_thresholds(panel.bad_from))
    )


def _lines(panel: Panel) -> timeseries.Panel:
    return (
        timeseries.Panel()
        .title(panel.title)
        .description(panel.meaning)
        .datasource(SOURCE)
        .targets(_targets(panel))
        .unit(panel.unit)
        .min(0)
        .span(WIDE)
        .height(HIGH)
        .fill_opacity(10)
        .legend(
            common_builders.VizLegendOptions()
            .show_legend(True)
            .display_mode(common.LegendDisplayMode.LIST)
            .placement(common.LegendPlacement.BOTTOM)
        )
    )


def _targets(panel: Panel) -> list[Builder[Dataquery]]:
    return [
        prometheus.Dataquery().expr(query.expression).legend_format(query.legend).ref_id(letter)
        for letter, query in zip(ascii_uppercase, panel.queries, strict=False)
    ]


def _thresholds(bad_from: float | None) -> builders.ThresholdsConfig:
    steps = [dashboard.Threshold(value=None, color="green")]
    if bad_from is not None:
        steps.append(dashboard.Threshold(value=bad_from, color="red"))
    return builders.ThresholdsConfig().mode(dashboard.ThresholdsMode.ABSOLUTE).steps(steps)
