"""Which broker is chosen, and what is said when none can be had."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from streams.broker import Broker, BrokerError, container, jars, start_broker
from streams.broker.ports import PORTS, free_ports


def test_a_given_broker_is_used_and_left_running(broker: Broker) -> None:
    with start_broker(brokers=broker.bootstrap) as given:
        assert (given.bootstrap, given.how) == (broker.bootstrap, "given")
    with start_broker(brokers=broker.bootstrap) as again:
        assert again.how == "given"


def test_a_given_broker_that_is_silent_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.broker.start.GIVEN_SECONDS", 0.2)
    silent = f"127.0.0.1:{free_ports(1)[0]}"
    with pytest.raises(BrokerError, match=f"names {silent}, and no Kafka broker answers"), start_broker(silent):
        pass


@pytest.mark.parametrize("missing", ["java", "mvn"])
def test_one_line_says_what_is_missing(missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "engine_answers", lambda: False)
    monkeypatch.setattr("shutil.which", lambda name, path=None: None if name == missing else f"/bin/{name}")
    said = f"no Kafka broker: NEWSMILL_BROKERS is not set, no Docker engine answers, and {missing} is not on PATH"
    with pytest.raises(BrokerError, match=said) as raised, start_broker("", tmp_path):
        pass
    assert "\n" not in str(raised.value)


def test_without_the_extra_docker_is_passed_over_and_the_way_to_get_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr("shutil.which", lambda _name, path=None: None)
    said = r"not set, Docker is not asked without pip install 'newsmill\[docker\]', and java is not on PATH"
    with pytest.raises(BrokerError, match=said), start_broker("", tmp_path):
        pass


def test_a_folder_for_the_jars_that_cannot_be_made_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "engine_answers", lambda: False)
    monkeypatch.setattr("shutil.which", lambda name, path=None: f"/bin/{name}")
    said = "NEWSMILL_DATA_DIR is /dev/null/x, and Kafka's jars cannot be kept there: Not a directory"
    with pytest.raises(BrokerError, match=said) as raised, start_broker("", Path("/dev/null/x")):
        pass
    assert "\n" not in str(raised.value)


def test_cached_jars_need_no_maven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jars, "_copy_dependencies", lambda _maven, scratch: Path(scratch, "jars").mkdir())
    monkeypatch.setattr("shutil.which", lambda name, path=None: f"/bin/{name}")
    folder = jars.kafka_jars(tmp_path)
    monkeypatch.setattr("shutil.which", lambda name, path=None: None)
    assert jars.kafka_jars(tmp_path) == folder
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_image_and_jars_are_of_one_version() -> None:
    root = ElementTree.parse(jars.pom()).getroot()
    maven = {"m": "http://maven.apache.org/POM/4.0.0"}
    version = root.findtext("m:properties/m:kafka.version", namespaces=maven)
    assert f"apache/kafka:{version}" == container.IMAGE


def test_compose_runs_the_same_image() -> None:
    compose = (Path(__file__).parents[2] / "docker-compose.yml").read_text()
    assert set(re.findall(r"apache/kafka:[\d.]+", compose)) == {container.IMAGE}


def test_free_ports_differ_and_lie_below_those_of_outgoing_connections() -> None:
    ports = free_ports(30)
    assert len(set(ports)) == 30
    assert all(port in PORTS for port in ports)


def test_a_port_is_given_once_as_long_as_its_process_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two clusters that are started at once were given the same one, now and then: it is bound later than chosen."""
    (port,) = free_ports(1)
    monkeypatch.setattr("streams.broker.ports.PORTS", range(port, port + 2))
    other = subprocess.run(
        [sys.executable, "-c", f"from streams.broker.ports import _reserve; print(_reserve({port}))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == "False"
    assert free_ports(1) == [port + 1]
