"""Header names that are not UTF-8 stop no reader, and change nothing for other records."""

from collections.abc import Iterator
from typing import Any

import pytest
from aiokafka.record.memory_records import MemoryRecords
from hypothesis import given
from hypothesis import strategies as st

from streams.transport.header_names import Batches
from tests.support.misnamed import Latin1, batch

NONE, GZIP = 0, 1


def records_of(fetched: Any) -> Iterator[tuple[int, int, bytes, bytes, list[tuple[str, bytes | None]]]]:
    while fetched.has_next():
        for record in fetched.next_batch():
            yield record.offset, record.timestamp, record.key, record.value, record.headers


@pytest.mark.parametrize("compression", [NONE, GZIP])
def test_a_name_that_is_not_utf8_is_read_with_its_bytes_spelt_out(compression: int) -> None:
    fetched = batch(["good", Latin1("café"), "naïve"], compression) + batch(["next"], compression)
    with pytest.raises(UnicodeDecodeError):
        list(records_of(MemoryRecords(fetched)))
    assert list(records_of(Batches(fetched))) == [
        (0, 1000, b"key", b"0", [("good", b"value"), ("after", None)]),
        (1, 1001, b"key", b"1", [("caf\\xe9", b"value"), ("after", None)]),
        (2, 1002, b"key", b"2", [("naïve", b"value"), ("after", None)]),
        (0, 1000, b"key", b"0", [("next", b"value"), ("after", None)]),
    ]


@given(st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=4), max_size=3), st.integers(0, 30))
def test_other_records_are_what_aiokafka_reads(batches: list[list[str]], cut: int) -> None:
    """A fetch may end in the middle of a batch."""
    fetched = b"".join(map(batch, batches))
    fetched = fetched[: len(fetched) - cut] if cut < len(fetched) else b""
    ours, theirs = Batches(fetched), MemoryRecords(fetched)
    assert list(records_of(ours)) == list(records_of(theirs))
    assert ours.size_in_bytes() == theirs.size_in_bytes() == len(fetched)


def test_a_batch_is_what_it_was_else() -> None:
    (ours, theirs) = (kind(batch(["a"])).next_batch() for kind in (Batches, MemoryRecords))
    for name in ("base_offset", "next_offset", "producer_id", "is_control_batch", "is_transactional", "crc"):
        assert getattr(ours, name) == getattr(theirs, name)
    assert ours.validate_crc()
