"""From the bytes of a document to its text, whatever its encoding is said to be."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins alike
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = (
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
)
_DECLARED = re.compile(
    rb"""
    \A \s* <\?xml [^>]{0,200}? encoding \s* = \s* ["'] ([\w.:-]+)    # XML
    | <meta [^>]{0,400}? charset \s* = \s* ["']? \s* ([\w.:-]+)      # HTML, both of its ways
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HEAD = 4096
"""Bytes in which an encoding is declared, if it is: browsers look at 1024."""

_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
"""What bytes are that say they are the other, by the WHATWG's encoding standard; names as `codecs` has them."""
_WIDE = ("utf-16", "utf-32", "utf-7")


def decoded(value: bytes, charset: str | None = None) -> str:
    """The text of a document of XML or HTML; `charset` is what the transport calls its encoding.

    A byte order mark is believed first, then whether the bytes are UTF-8, since hardly any other text is by chance,
    then the transport, then the document. What is left is read as Windows-1252, undefined bytes as U+FFFD.

    >>> decoded('<?xml version="1.0" encoding="utf-8"?><a>5 €</a>'.encode("cp1252"))[-7:]
    '5 €</a>'
    """
    for mark, encoding in _MARKS:
        if value.startswith(mark):
            return value[len(mark) :].decode(encoding, "replace")
    for beginning, encoding in _UNMARKED:
        if value.startswith(beginning):
            return value.decode(encoding, "replace")
    declared = _DECLARED.search(value[:_HEAD])
    names = [charset, (declared[1] or declared[2]).decode("ascii", "replace") if declared else None]
    for codec in _codecs(names):
        try:
            return value.decode(codec)
        except UnicodeDecodeError:
            continue
    return value.decode("cp1252", "replace")


def _codecs(names: list[str | None]) -> list[str]:
    """The codecs to try, the likeliest first. Seven-bit encodings that switch by escapes look like UTF-8 too, so they
    come before it where they are named."""
    known = [codec for name in names if name and (codec := _codec(name))]
    switching = [codec for codec in known if codec.startswith(("iso2022", "hz"))]
    return [*switching, "utf-8", *known]


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    if found.startswith(_WIDE) or not _of_text(found):  # wide ones were seen by their first bytes, or are not
        return None
    return _READ_AS.get(found, found)


def _of_text(codec: str) -> bool:
    """Whether it makes text of bytes; Python has codecs such as zip among the others."""
    try:
        return isinstance(codecs.decode(b"", codec), str)
    except Exception:
        return False
