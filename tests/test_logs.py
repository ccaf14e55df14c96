"""What the libraries say is told at the level that an operator set, whatever was quiet before."""

import logging
from collections.abc import Iterator

import pytest

from streams.logs import LIBRARIES, quiet_libraries, set_up_logging


@pytest.fixture(autouse=True)
def _levels() -> Iterator[None]:
    before = {name: logging.getLogger(name).level for name in LIBRARIES}
    yield
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize(
    ("level", "libraries"),
    [
        ("DEBUG", logging.DEBUG),
        ("INFO", logging.WARNING),
        ("WARNING", logging.WARNING),
        ("ERROR", logging.ERROR),
    ],
)
def test_the_worker_undoes_the_quiet_of_the_commands(level: str, libraries: int) -> None:
    quiet_libraries()
    set_up_logging(level)
    assert {logging.getLogger(name).level for name in LIBRARIES} == {libraries}
