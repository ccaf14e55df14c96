"""The rows of `streams.app` fit what else is told of the topics."""

import pytest

from streams.app import Row, way
from streams.outputs import BETWEEN, ENDS, PUBLIC, SINKS, Output
from streams.settings import Settings
from streams.topics import topics

NAMED = topics(Settings())


@pytest.fixture(scope="module")
def rows() -> tuple[Row, ...]:
    return way(Settings(), NAMED)


def test_every_output_has_a_topic() -> None:
    assert [*SINKS] == [*Output]


def test_every_output_is_written_by_a_stage(rows: tuple[Row, ...]) -> None:
    assert {output for row in rows for output in row.writes} == {*Output}


def test_what_lies_between_is_read_by_the_stage_that_it_names(rows: tuple[Row, ...]) -> None:
    assert {row.stage: row.reads for row in rows[1:]} == {SINKS[output].read_by: (NAMED[output],) for output in BETWEEN}


def test_an_articles_way_ends_where_others_read() -> None:
    assert {*ENDS} < {*PUBLIC}
