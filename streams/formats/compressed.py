"""Values that are compressed by themselves, whatever Kafka does beside: gzip and zstd."""

import zlib

from schemas import Reason, RejectionError

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_NAMES = {"gzip": _GZIP, "x-gzip": _GZIP, "zstd": _ZSTD, "identity": b"", "": b""}
_LARGEST_WINDOW = 8 * 1024 * 1024
"""Bytes that a zstd frame may ask for to be unpacked with: what RFC 8878 wants every decoder to have."""


def unpacked(value: bytes, encoding: str | None, max_bytes: int) -> bytes:
    """The value as it was before it was compressed; `encoding` is the header `content-encoding`.

    What begins as gzip or zstd is unpacked also where no header says so, and what does not is taken as it is: proxies
    unpack values and leave the header. Raises RejectionError, with `too_large` for what becomes more than `max_bytes`.
    """
    name = (encoding or "").lower().strip()
    if name not in _NAMES:
        raise RejectionError(Reason.UNSUPPORTED_FORMAT, f"content-encoding {name[:40]!r}; gzip and zstd are read")
    if value.startswith(_GZIP):
        return _gunzip(value, max_bytes)
    if value.startswith(_ZSTD):
        return _unzstd(value, max_bytes)
    return value


def _gunzip(value: bytes, max_bytes: int) -> bytes:
    """All members of it, one after the other."""
    read = bytearray()
    while value:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            read += unpacker.decompress(value, max_bytes + 1 - len(read))
        except zlib.error as error:
            raise RejectionError(Reason.UNREADABLE, f"gzip: {error}") from error
        _check(len(read), max_bytes)
        if not unpacker.eof:
            raise RejectionError(Reason.UNREADABLE, "gzip that ends too early")
        value = unpacker.unused_data.lstrip(b"\0")  # some pad it
    return bytes(read)


def _unzstd(value: bytes, max_bytes: int) -> bytes:
    import zstandard  # only what is compressed so is worth the load

    unpacker = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
    try:
        with unpacker.stream_reader(value, read_across_frames=True) as stream:
            read = stream.read(max_bytes + 1)
    except zstandard.ZstdError as error:
        raise RejectionError(Reason.UNREADABLE, f"zstd: {error}") from error
    _check(len(read), max_bytes)
    return read


def _check(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise RejectionError(Reason.TOO_LARGE, f"more than {max_bytes} bytes when it is unpacked")
