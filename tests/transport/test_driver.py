"""Our parts stand where Faust has a place for them, and its own ways past them are closed."""

from pathlib import Path
from typing import Any

import pytest
from faust.types import TP

from streams.transport import NewsmillApp, create_app
from streams.transport.consumer import Consumer
from streams.transport.producer import Producer, TransactionManager


class OneGroup:
    """An assignor that sees all topics in one group, as they are when they have equally many partitions."""

    def group_for_topic(self, _topic: str) -> int:
        return 0

    def is_standby(self, _tp: TP) -> bool:
        return False


async def test_each_source_partition_has_a_transactional_id_of_its_own(app: NewsmillApp) -> None:
    app.__dict__["assignor"] = OneGroup()
    manager: Any = app.consumer.transactions
    assert isinstance(manager, TransactionManager)
    ids = manager._tps_to_transactional_ids({TP("raw", 0), TP("unique", 0), TP("raw", 1)})
    assert ids == {"mill-raw-0", "mill-unique-0", "mill-raw-1"}


async def test_sends_that_know_no_source_record_are_refused(app: NewsmillApp) -> None:
    for sender in (app.producer, app.consumer.transactions):
        with pytest.raises(TypeError, match=r"UnitOfWork\.send"):
            await sender.send("out", b"k", b"v", None, None, None)


async def test_an_app_has_producers_of_its_own(app: NewsmillApp, tmp_path: Path) -> None:
    other = create_app(app_id="other", brokers=["localhost:1"], guarantee="exactly_once", datadir=tmp_path)
    one, two = app.producer, other.producer
    assert isinstance(one, Producer)
    assert isinstance(two, Producer)
    assert one._transaction_producers is not two._transaction_producers


async def test_every_assignment_means_new_producers_also_for_partitions_that_stay(app: NewsmillApp) -> None:
    app.__dict__["assignor"] = OneGroup()
    manager: Any = app.consumer.transactions
    log: list[tuple[str, list[str]]] = []

    async def note(kind: str, ids: Any) -> None:
        log.append((kind, sorted(ids)))

    manager._stop_transactions = lambda ids: note("stop", ids)
    manager._start_transactions = lambda ids: note("start", ids)
    kept = {TP("raw", 0)}
    await manager.on_rebalance(kept, {TP("raw", 1)}, set())
    assert log == [("stop", ["mill-raw-0", "mill-raw-1"])]
    app.__dict__["in_transaction"] = True
    await manager.fence(kept)
    assert log[1:] == [("start", ["mill-raw-0"])]


async def test_faust_commits_nothing_by_itself(app: NewsmillApp) -> None:
    assert isinstance(app.consumer, Consumer)
    commits: list[int] = []

    async def commit() -> None:
        commits.append(1)

    app.partition_tasks.commit = commit  # type: ignore[method-assign]
    await app.consumer.on_task_error(ValueError())
    assert commits == []
    await app.consumer.commit()
    assert commits == [1]
