"""A transaction holds the offset too; outside one, the offset goes after the sends."""

from typing import Any

from aiokafka.structs import OffsetAndMetadata, TopicPartition

from streams.transport.committers import OffsetCommitter, TransactionCommitter


class NotingProducer:
    """Notes the transactional calls, in order."""

    def __init__(self) -> None:
        self.log: list[Any] = []

    async def settle(self) -> None:
        self.log.append("settle")

    async def begin_transaction(self) -> None:
        self.log.append("begin")

    async def send_offsets_to_transaction(self, offsets: Any, group_id: str) -> None:
        self.log.append((offsets, group_id))

    async def commit_transaction(self) -> None:
        self.log.append("commit")

    async def abort_transaction(self) -> None:
        self.log.append("abort")


async def test_the_offset_goes_into_the_transaction_and_the_next_begins_when_it_is_needed() -> None:
    producer = NotingProducer()
    committer = TransactionCommitter(producer, "group", TopicPartition("in", 3), producer.settle)
    await committer.begin()
    await committer.begin()
    assert await committer.commit(8, "said")
    assert producer.log == [
        "settle",
        "begin",
        ({TopicPartition("in", 3): OffsetAndMetadata(8, "said")}, "group"),
        "commit",
    ]
    await committer.begin()
    assert producer.log[-2:] == ["settle", "begin"]


async def test_only_what_is_open_is_aborted() -> None:
    producer = NotingProducer()
    committer = TransactionCommitter(producer, "group", TopicPartition("in", 3), producer.settle)
    await committer.abort()
    await committer.begin()
    await committer.abort()
    assert producer.log == ["settle", "begin", "abort"]


async def test_outside_a_transaction_only_the_offset_is_committed() -> None:
    offsets: list[tuple[int, str]] = []

    async def commit_offset(offset: int, metadata: str) -> bool:
        offsets.append((offset, metadata))
        return False

    committer = OffsetCommitter(NotingProducer(), commit_offset)
    await committer.begin()
    assert not await committer.commit(8, "said")
    assert (offsets, committer.producer.log) == ([(8, "said")], [])


async def test_what_is_said_beside_an_offset_goes_into_a_transaction_of_its_own() -> None:
    """A plain commit that comes late would put back what transactions have committed since."""

    producer = NotingProducer()
    committer = TransactionCommitter(producer, "group", TopicPartition("in", 3), producer.settle)
    assert await committer.note(8, "said")
    told = {TopicPartition("in", 3): OffsetAndMetadata(8, "said")}
    assert producer.log == ["settle", "begin", (told, "group"), "commit"]
