"""Records whose header names are not UTF-8, which Kafka takes from its C clients.

aiokafka raises UnicodeDecodeError in the middle of the batch, again and again: one such record would keep its
partition from ever moving. Here the bytes that are not UTF-8 are read as `\\xe9`, and the record like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.record import default_records
from aiokafka.record.memory_records import MemoryRecords

LENGTH_AT = slice(8, 12)
"""Where a batch says how many bytes follow."""


def read_any_header_name() -> None:
    """Let consumers of this process read every record. Their fetcher offers no way in but the name that it calls."""
    fetcher.MemoryRecords = Batches


class Batches:
    """What a fetch brought from a partition; `aiokafka.record.MemoryRecords` with a way back to each batch's bytes."""

    def __init__(self, data: bytes) -> None:
        self._batches = MemoryRecords(data)
        self._rest = memoryview(data)
        self.has_next, self.size_in_bytes = self._batches.has_next, self._batches.size_in_bytes

    def next_batch(self) -> Batch:
        size = LENGTH_AT.stop + int.from_bytes(self._rest[LENGTH_AT], "big")
        data, self._rest = self._rest[:size], self._rest[size:]
        return Batch(self._batches.next_batch(), data)


class Batch:
    """aiokafka's batch, whose records are read anew from `data` when a name stops it."""

    def __init__(self, batch: Any, data: memoryview) -> None:
        self._batch, self._data = batch, data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._batch, name)

    def __next__(self) -> Any:
        return next(self._batch)

    def __iter__(self) -> Iterator[Any]:
        read = 0
        try:
            for record in self._batch:
                read += 1
                yield record
        except UnicodeDecodeError:
            yield from islice(_leniently(self._data), read, None)


def _leniently(data: memoryview) -> Iterator[Any]:
    """The records of a batch, by aiokafka's own reader in Python."""
    batch = default_records._DefaultRecordBatchPy(data)
    records: Iterator[Any] = iter(batch)
    batch._buffer = _Lenient(batch._buffer)
    return records


class _Lenient(bytearray):
    """Bytes that decode whatever they are; the reader decodes nothing but names."""

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        return _Lenient(found) if isinstance(at, slice) else found

    def decode(self, encoding: str = "utf-8", errors: str = "backslashreplace") -> str:
        return super().decode(encoding, errors)
