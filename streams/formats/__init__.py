"""What feeds send, read into the fields of an article: pure, from bytes and headers."""

from streams.formats.model import Document, Draft, PageReader, ReaderLostError, Reading

__all__ = ["Document", "Draft", "PageReader", "ReaderLostError", "Reading"]
