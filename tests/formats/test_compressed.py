"""Values that are compressed by themselves, and what becomes of broken and hostile ones."""

import gzip
from contextlib import suppress
from functools import partial

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from schemas import Reason, RejectionError
from streams.formats.compressed import MOST_MEMBERS, unpacked

TEXT = b'{"source": "wire", "id": "1", "body": "A text."}'
zipped = partial(gzip.compress, mtime=0)  # a test is named after its bytes: by two processes the same
GZIP, ZSTD = zipped(TEXT), zstandard.compress(TEXT)
LIMIT = 1000


@pytest.mark.parametrize(
    ("value", "encoding"),
    [
        (GZIP, "gzip"),
        (GZIP, "X-Gzip"),
        (GZIP, None),
        (ZSTD, "zstd"),
        (ZSTD, None),
        (TEXT, "gzip"),
        (TEXT, "identity"),
        (TEXT, None),
        (zipped(TEXT[:9]) + zipped(TEXT[9:]) + b"\0\0", "gzip"),
        (zstandard.compress(TEXT[:9]) + zstandard.compress(TEXT[9:]), "zstd"),
    ],
)
def test_a_value_is_unpacked_by_its_header_or_its_first_bytes(value: bytes, encoding: str | None) -> None:
    assert unpacked(value, encoding, LIMIT) == TEXT


@pytest.mark.parametrize(
    ("value", "encoding", "reason"),
    [
        (GZIP[:-9], "gzip", Reason.UNREADABLE),
        (GZIP[:9], None, Reason.UNREADABLE),
        (b"\x1f\x8b" + TEXT, "gzip", Reason.UNREADABLE),
        (GZIP + b"behind", "gzip", Reason.UNREADABLE),
        (ZSTD[:-3], "zstd", Reason.UNREADABLE),
        (b"\x28\xb5\x2f\xfd" + TEXT, "zstd", Reason.UNREADABLE),
        (TEXT, "br", Reason.UNSUPPORTED_FORMAT),
        (zipped(b" " * 1001), "gzip", Reason.TOO_LARGE),
        (zipped(b" " * 100_000_000), "gzip", Reason.TOO_LARGE),
        (zstandard.compress(b" " * 100_000_000), "zstd", Reason.TOO_LARGE),
        (zstandard.compress(b"") * (MOST_MEMBERS + 1), "zstd", Reason.UNREADABLE),
        (zipped(b"") * (MOST_MEMBERS + 1), "gzip", Reason.UNREADABLE),
    ],
)
def test_what_is_broken_too_large_or_unknown_is_rejected(value: bytes, encoding: str, reason: Reason) -> None:
    with pytest.raises(RejectionError) as caught:
        unpacked(value, encoding, LIMIT)
    assert caught.value.reason is reason


@given(st.sampled_from([GZIP, ZSTD]), st.data())
def test_a_packed_value_with_a_wrong_byte_gives_bytes_or_a_reason(packed: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(packed) - 1))
    value = packed[:at] + bytes([data.draw(st.integers(0, 255))]) + packed[at + 1 :]
    with suppress(RejectionError):
        assert len(unpacked(value, None, LIMIT)) <= LIMIT
