"""Grafana's dashboards as code: `python -m dashboards` writes them to deploy/grafana, `--check` tells what is old."""
