"""What is missing for `make e2e` is one line, with the way to get it."""

import pytest

from tests.support.tools import lacking


@pytest.mark.parametrize(
    ("there", "version", "said"),
    [
        ({"node", "npm"}, "v18.20.4\n", None),
        ({"node", "npm"}, "v20.1.0", None),
        ({"node", "npm"}, "v16.3.0", "or later, and finds v16.3.0"),
        ({"node", "npm"}, "", "finds one that tells no version"),
        ({"node"}, "v18.20.4", "finds no npm: install them, on Debian with: apt-get install nodejs npm"),
        (set(), "", "finds no node and no npm: "),
    ],
)
def test_what_is_missing_is_named(there: set[str], version: str, said: str | None) -> None:
    installed = there | {"prometheus", "promtool"}
    line = lacking(lambda name: f"/bin/{name}" if name in installed else None, lambda _path: version)
    if said is None:
        assert line is None
    else:
        assert line is not None
        assert said in line
        assert "\n" not in line


def test_prometheus_is_asked_for_too() -> None:
    line = lacking(lambda name: None if name == "promtool" else f"/bin/{name}", lambda _path: "v20.1.0")
    assert line is not None
    assert "apt-get install prometheus" in line
