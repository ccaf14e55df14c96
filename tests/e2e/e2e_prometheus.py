"""A real Prometheus scrapes two workers under one port: rules and dashboard find what they ask for, and one that is
killed comes back at its place."""

import os
import signal
import subprocess
from math import isnan
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest

from dashboards.panels import queries
from streams.broker import Broker
from streams.settings import Settings
from tests.support.feed import mixed_articles
from tests.support.probes import address
from tests.support.prometheus import Prometheus, free_port, prometheus, wait_for
from tests.support.worker import OUTPUTS, Installation

pytestmark = [pytest.mark.broker, pytest.mark.timeout(600)]


def empty(server: Prometheus) -> list[str]:
    """The dashboard's queries that find no series, or none with a number."""
    filled = {query: query.replace("$job", "newsmill").replace("$__rate_interval", "2m") for query in queries()}
    assert not [query for query in filled.values() if "$" in query]
    return [query for query, asked in filled.items() if not any(map(number, server.query(asked)))]


def number(series: dict[str, Any]) -> bool:
    """Whether a series of an instant query has one."""
    return not isnan(float(series["value"][1]))


def kill_one(supervisor: int) -> None:
    """`kill -9` a worker of several, which the supervisor started."""
    told = subprocess.run(["pgrep", "-P", str(supervisor)], capture_output=True, text=True, check=True).stdout
    os.kill(int(told.split()[0]), signal.SIGKILL)


def test_two_workers_are_scraped_and_every_rule_is_evaluated(broker: Broker, prefix: str, tmp_path: Path) -> None:
    settings = Settings(brokers=broker.bootstrap, topic_prefix=prefix, web_port=free_port())
    newsmill = Installation(settings, tmp_path)
    newsmill.create_topics()
    with newsmill.worker("--workers", "2") as supervisor:
        wait_for(lambda: newsmill.log().count("partitions flow") >= 2, 120)
        target = urlparse(address(newsmill.log())).netloc
        with prometheus([target], tmp_path) as server:
            wait_for(lambda: len(server.query("newsmill_worker_up == 1")) == 2, 60)
            feed = mixed_articles(200, seed=20260402)
            newsmill.publish([mixed.record for mixed in feed])
            newsmill.events(OUTPUTS, len(feed), seconds=150)
            done = 'sum(newsmill_articles_out_total{stage="screen"})'
            wait_for(lambda: [row["value"][1] for row in server.query(done)] == [str(len(feed))], 60)
            assert {row["metric"]["worker"] for row in server.query("newsmill_info")} == {"0", "1"}
            wait_for(lambda: all(rule["health"] == "ok" for rule in server.rules()), 60)
            records = [rule["name"] for rule in server.rules() if rule["type"] == "recording"]
            assert records
            wait_for(lambda: all(map(server.query, records)), 90)
            wait_for(lambda: not empty(server), 90, lambda: empty(server))
            kill_one(supervisor.pid)
            killed = 'sum(newsmill_workers_ended_total{how="killed"}) == 1'
            wait_for(lambda: bool(server.query(killed)) and len(server.query("newsmill_ready == 1")) == 2, 120)
            wait_for(lambda: bool(server.query("sum(newsmill_taken_over_total) > 0")), 60)
            assert server.up() == 1, "at the port where it was"
            firing = [
                rule["name"] for rule in server.rules() if rule["type"] == "alerting" and rule["state"] == "firing"
            ]
            assert firing == []
