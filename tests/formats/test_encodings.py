import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.formats.encodings import decoded

TEXT = "<a>Ærø – 5 €</a>"
DECLARED = '<?xml version="1.0" encoding="{}"?>'

READ = {
    "utf-8, undeclared": (TEXT.encode(), None),
    "a byte order mark": (b"\xef\xbb\xbf" + TEXT.encode(), "iso-8859-1"),
    "utf-16 by its mark": ("\ufeff".encode("utf-16-le") + TEXT.encode("utf-16-le"), None),
    "utf-16, big end first": ("\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be"), "utf-16"),
    "Windows-1252, undeclared": (TEXT.encode("cp1252"), None),
    "Windows-1252 that says it is Latin-1": (TEXT.encode("cp1252"), "ISO-8859-1"),
    "Windows-1252 that says it is UTF-8": (TEXT.encode("cp1252"), "utf-8"),
    "UTF-8 that says it is Latin-1": (TEXT.encode(), "latin1"),
    "UTF-8 that says it is UTF-16": (TEXT.encode(), "utf-16"),
    "an encoding that nobody knows": (TEXT.encode(), "bogus"),
    "a codec that is none of texts": (TEXT.encode(), "zip"),
}


@pytest.mark.parametrize("name", READ)
def test_the_text_comes_out_whatever_the_encoding(name: str) -> None:
    value, charset = READ[name]
    assert decoded(value, charset) == TEXT


@pytest.mark.parametrize("encoding", ["iso-8859-2", "windows-1251", "koi8-r", "euc-kr", "shift_jis", "big5", "gb2312"])
@pytest.mark.parametrize("declared", ['<?xml version="1.0" encoding="{}"?><a>{}</a>', '<meta charset="{}"><p>{}</p>'])
def test_what_the_document_declares_is_believed(encoding: str, declared: str) -> None:
    words = {"iso-8859-2": "Łódź", "windows-1251": "Нефть", "koi8-r": "Нефть", "euc-kr": "년도", "big5": "臺北"}
    text = declared.format(encoding, words.get(encoding, "中文" if encoding == "gb2312" else "日本語"))
    assert decoded(text.encode(encoding)) == text


def test_an_encoding_that_switches_by_escapes_is_believed_where_it_is_named() -> None:
    text = '<?xml version="1.0" encoding="iso-2022-jp"?><a>日本</a>'
    assert decoded(text.encode("iso-2022-jp")) == text


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le"])
def test_wide_characters_without_a_mark_are_seen_by_how_xml_begins(encoding: str) -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><a>é</a>'
    assert decoded(text.encode(encoding)) == text


@given(st.binary(max_size=80), st.one_of(st.none(), st.text(max_size=12)))
def test_all_bytes_become_some_text(value: bytes, charset: str | None) -> None:
    assert isinstance(decoded(value, charset), str)
