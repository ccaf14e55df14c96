"""Values that are compressed by themselves, whatever Kafka does beside: gzip and zstd."""

import zlib

from schemas import Reason, RejectionError

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_NAMES = {"gzip": _GZIP, "x-gzip": _GZIP, "zstd": _ZSTD, "identity": b"", "": b""}
MOST_MEMBERS = 1000
"""Members of a gzip value, or frames of zstd: one needs no more than 20 bytes, and costs far more than these."""
_STEP = 256
"""Bytes of zstd that are unpacked at once: they become 8 MiB at most, in blocks of four bytes for 128 KiB."""
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
    for _ in range(MOST_MEMBERS):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            read += unpacker.decompress(value, max_bytes + 1 - len(read))
        except zlib.error as error:
            raise RejectionError(Reason.UNREADABLE, f"gzip: {error}") from error
        _check(len(read), max_bytes)
        if not unpacker.eof:
            raise RejectionError(Reason.UNREADABLE, "gzip that ends too early")
        value = unpacker.unused_data.lstrip(b"\0")  # some pad it
        if not value:
            return bytes(read)
    raise RejectionError(Reason.UNREADABLE, f"gzip of more than {MOST_MEMBERS} members")


def _unzstd(value: bytes, max_bytes: int) -> bytes:
    """All frames of it, one after the other, in steps so small that none becomes much more than what is taken."""
    import zstandard  # only what is compressed so is worth the load

    library = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
    read, unpacker, frames = bytearray(), library.decompressobj(), 1
    try:
        for start in range(0, len(value), _STEP):
            rest = value[start : start + _STEP]
            while rest:
                if unpacker.eof:
                    unpacker, frames = library.decompressobj(), frames + 1
                read += unpacker.decompress(rest)
                _check(len(read), max_bytes)
                rest = unpacker.unused_data if unpacker.eof else b""
            if frames > MOST_MEMBERS:
                raise RejectionError(Reason.UNREADABLE, f"zstd of more than {MOST_MEMBERS} frames")
    except zstandard.ZstdError as error:
        raise RejectionError(Reason.UNREADABLE, f"zstd: {error}") from error
    if not unpacker.eof:
        raise RejectionError(Reason.UNREADABLE, "zstd that ends too early")
    return bytes(read)


def _check(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise RejectionError(Reason.TOO_LARGE, f"more than {max_bytes} bytes when it is unpacked")
