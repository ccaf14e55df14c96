"""Rows come and go with their shard, and are written in no way but with the record that they are due to."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from streams.ops.metrics import Metrics
from streams.transport import ConsumedRecord, NewsmillApp, RecoveredShard, Table, create_app
from streams.transport.errors import StateLostError
from streams.transport.task import PartitionTask
from tests.transport.fakes import FakeCommitter, FakeMessage
from tests.transport.probe import marker_key


@pytest.fixture
def app(tmp_path: Path) -> NewsmillApp:
    return create_app(app_id="a", brokers=["localhost:1"], guarantee="exactly_once", datadir=tmp_path)


class Reports:
    """What a stage is told of its shards, in order."""

    def __init__(self) -> None:
        self.log: list[Any] = []

    async def recovered(self, shard: RecoveredShard) -> None:
        self.log.append(("recovered", shard.partition, shard.committed, dict(shard.rows)))

    async def revoked(self, partition: int) -> None:
        self.log.append(("revoked", partition))


def new_table(app: NewsmillApp, reports: Reports, **options: Any) -> Table:
    return app.sharded_table(
        "seen",
        source="in",
        marker_key=marker_key,
        on_recovered=reports.recovered,
        on_revoked=reports.revoked,
        **options,
    )


def filled(table: Table, *shards: int) -> None:
    for shard in shards:
        table.begin_shard(shard)
        table.apply(shard, marker_key(shard), b"1")


async def test_a_shard_is_reported_once_and_dropped_with_its_rows(app: NewsmillApp) -> None:
    table = new_table(app, reports := Reports())
    filled(table, 0, 1)
    for shard in (0, 1):
        await table.finish_shard(shard, None)
    await table.keep_only({1})
    await table.finish_shard(1, 5)
    assert [entry[:2] for entry in reports.log] == [("recovered", 0), ("recovered", 1), ("revoked", 0)]
    assert list(table) == [marker_key(1)]
    assert table.begin_shard(0) == 0  # to be read from the start when it comes back


async def test_a_shard_that_another_worker_has_written_to_is_reported_anew(app: NewsmillApp) -> None:
    table = new_table(app, reports := Reports())
    filled(table, 0)
    await table.finish_shard(0, None)
    await table.retract(0)
    await table.finish_shard(0, 7)
    assert [entry[0] for entry in reports.log] == ["recovered", "revoked", "recovered"]


@pytest.mark.parametrize(("committed", "accept_loss"), [(None, False), (9, True)])
async def test_an_empty_shard_is_new_or_its_loss_accepted(
    app: NewsmillApp, committed: int | None, accept_loss: bool
) -> None:
    table = new_table(app, reports := Reports(), accept_loss=accept_loss)
    table.begin_shard(0)
    await table.finish_shard(0, committed)
    assert reports.log == [("recovered", 0, committed, {})]


async def test_a_shard_with_offsets_and_without_its_marker_has_lost_its_state(app: NewsmillApp) -> None:
    table = new_table(app, reports := Reports())
    table.begin_shard(0)
    table.apply(0, b"some row", b"")  # the rest of a changelog cut in the middle
    with pytest.raises(StateLostError, match="in/0 is committed up to 9"):
        await table.finish_shard(0, 9)
    assert reports.log == []


async def test_rows_go_through_the_task_of_their_record(app: NewsmillApp) -> None:
    table = new_table(app, Reports())
    filled(table, 3)
    task = PartitionTask("in", 3, committer := FakeCommitter(), committed=0, generation=1)
    work = await task.begin(FakeMessage(0, tp=("in", 3)))
    assert work is not None
    await work.write(table, b"k", b"v")
    await work.write(table, marker_key(3), None)
    assert table.shards == {3: {b"k": b"v"}}
    topic, value, key, partition, *_ = committer.producer.sent[0]
    assert (topic, value, key, partition) == ("a-seen-changelog", b"v", b"k", 3)


async def test_a_record_of_another_topic_cannot_write(app: NewsmillApp) -> None:
    table = new_table(app, Reports())
    record = ConsumedRecord("elsewhere", 0, 0, 0, b"k", b"v", ())
    task = PartitionTask("elsewhere", 0, FakeCommitter(), committed=0, generation=1)
    with pytest.raises(ValueError, match="belongs to in"):
        await table.write(task, record, b"k", b"v")


def test_fausts_own_ways_to_write_are_refused(app: NewsmillApp) -> None:
    table: Any = new_table(app, Reports())
    filled(table, 0)
    with pytest.raises(TypeError, match=r"UnitOfWork\.write"):
        table[b"k"] = b"v"
    with pytest.raises(TypeError, match=r"UnitOfWork\.write"):
        del table[marker_key(0)]
    with pytest.raises(TypeError, match=r"UnitOfWork\.write"):
        table.update({b"k": b"v"})
    assert dict(table) == {marker_key(0): b"1"}


async def test_the_bytes_of_a_shard_are_those_of_its_rows(app: NewsmillApp) -> None:
    table = new_table(app, Reports())
    table.begin_shard(0)
    for key, value in ((b"a", b"12"), (b"a", b"1234"), (b"b", b"1"), (b"b", None), (b"c", None)):
        table.apply(0, key, value)
    assert table.sizes == {0: 5}
    await table.keep_only(set())
    assert table.sizes == {}


@pytest.mark.parametrize("accept_loss", [True, False])
async def test_a_changelog_that_was_emptied_is_counted(app: NewsmillApp, counted: Metrics, accept_loss: bool) -> None:
    table = new_table(app, Reports(), accept_loss=accept_loss)
    table.begin_shard(0)
    with nullcontext() if accept_loss else pytest.raises(StateLostError):
        await table.finish_shard(0, 5)
    assert counted.registry.get_sample_value("newsmill_state_lost_total") == 1
