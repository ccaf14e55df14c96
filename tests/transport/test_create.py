"""The settings of Faust that the guarantees rest on."""

from pathlib import Path

import pytest

from streams.transport import create_app


@pytest.mark.parametrize(("record", "batch"), [(100_000, 100_000), (8_000_000, 262_144)])
def test_no_batch_is_larger_than_a_record_may_be(record: int, batch: int, tmp_path: Path) -> None:
    """The topic takes no larger one either, and to be refused ends the worker."""
    app = create_app(
        app_id="mill", brokers=["localhost:1"], guarantee="exactly_once", datadir=tmp_path, max_record_bytes=record
    )
    assert app.conf.producer_max_batch_size == batch
