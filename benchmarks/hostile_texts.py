"""Texts that mean harm: what repeats without an end whatever some reader looks for, and news to hold them against."""

import gzip
import json
from collections.abc import Callable, Iterator
from itertools import count, cycle, islice
from pathlib import Path
from random import Random

from benchmarks.dedup_texts import Writer
from benchmarks.money_texts import PIECES as MONEY

ROOT = Path(__file__).parents[1]
LOAD = ROOT.parent / "shared" / "data" / "load" / "reuters21578.jsonl.gz"

Text = Callable[[int], str]
"""A text of so many code points."""


def news(length: int) -> str:
    """Different articles one after the other, to `length` code points: real ones where there are some."""
    pieces, size = [], 0
    for text in _articles():
        pieces.append(text)
        size += len(text) + 2
        if size >= length:
            break
    return "\n\n".join(pieces)[:length]


def _articles() -> Iterator[str]:
    if LOAD.exists():
        with gzip.open(LOAD, "rt", encoding="utf-8") as lines:
            yield from (body for line in lines if (body := json.loads(line)["body"]))
    writer = Writer(3)
    yield from (writer.article() for _ in count())


def _over(piece: str) -> Text:
    return lambda length: "".join(islice(cycle(piece), length))


def _made(pieces: Callable[[Random], Iterator[str]]) -> Text:
    """Pieces from a seed, the same ones each time."""

    def text(length: int) -> str:
        found, size = [], 0
        for piece in pieces(Random(1)):
            found.append(piece)
            size += len(piece)
            if size >= length:
                break
        return "".join(found)[:length]

    return text


def _around(start: str, piece: str, end: str) -> Text:
    return lambda length: start + "".join(islice(cycle(piece), max(0, length - len(start) - len(end)))) + end


def _word(rng: Random, least: int = 3, most: int = 9) -> str:
    return "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(least, most)))


def _name(rng: Random) -> str:
    return _word(rng).title()


PIECES = (
    # one character of every class
    "a", "A", "ß", "İ", "ŉ", "1", "٣", "²", "½", " ", "\u00a0", "\u2003", "\t", "\u00ad", "-", "—", ".", "…",
    ",", ";", ":", "!",
    "?", "'", "’", '"', "“", "(", ")", "[", "{", "<", "/", "\\", "|", "@", "#", "%", "&", "*", "+", "_", "=",
    "~", "^", "`", "$",
    "€", "§", "\u200b", "\u200d", "\u202e", "\ufeff", "\u0301", "\ufffd", "\U000e0041", "😀", "👩‍👩‍👧‍👦", "🇫🇷",
    "新", "ไ", "ش", "अ", "한", "カ",
    # whitespace and lines
    "\n", "\r\n", "\n\n", " \n", "\n ", "\t\n", "a\n", "A\n", ".\n", "a b\n", "\u2028", "\u0085",
    "a" + " " * 500, "a" + " " * 500 + "\n",
    # chains
    "Smith-", "Smith'", "Smith’s ", "O'", "a.", "A.", "A. ", "a-", "a_", "a@", "a@b.", "a@b.c ", "@a ", "a.b@",
    "+a", "a/b/", "Mc", "x.y-z+",
    "U.S.", "U.S. ", "J. ", "J.Smith ", "Inc. ", ", Inc.", "Mr. ", "Mr. Smith ", "Dr. Dr. ", "St. ", "'s",
    "'s ", "s' ", "n't ",
    # brackets and quotes
    "()", ")(", "((", "(a", "(A ", "[(", '"a" ', "“a” ", '."', '.") ', "?!", "!?…", ".)", ". ", ".\u00a0", "。",
    "。」",
    # numbers, money, dates
    "1.", "1,", "1,1", "1:1:", "1 ", "1 000 ", "1,000,000 ", "9" * 40 + " ", "1-", "1/2 ", "$1", "$1 ", "$1.",
    "$ ", "€1-€2 ", "1 € ", "$5 million ",
    "million ", "hundred million ", "one hundred and ", "half a million ", "US$", "A$1 ", "(about $1 ",
    "$1 or £1 ", "$1, ", "5 percent ", "a dollar ", "dollars ",
    "May ", "Jan. 1 ", "December 22, 2025 ", "2025-12-22 ", "10:30 ", "3 hours ago ", "Monday ",
    # words and names
    "a ", "A ", "the ", "The ", "said ", "of ", "of the ", "president ", "President ", "John ", "John Smith ",
    "John Smith, ", "John Smith said. ",
    "John Smith, president of the ", "John Smith, president of Apple, ", "President John Smith ", "Bank of ",
    "Bank of the ", "University of ",
    "Apple Inc. ", "Apple ", "Apple (AAPL) ", "World Food Programme (WFP) ", "WFP ", "US ", "Georgia ",
    "Paris, Texas, ", "Paris ", "Turkish ", "NEW YORK ",
    "Jane Doe and John Roe ", "Smith Smith ", "the Smith ", "Mrs. Smith, ", "Smith, his wife, ", "and ", "& ",
    "de ", "al-", "van der ",
    # addresses, code, escapes, tags
    "http://a ", "http://", "https://example.com/a?b=c&d=", "www.", "www.a.b ", "a.b.c.d.", "<p>", "<p>a</p>",
    "<a href=", "&amp;", "&#x41;", "\\u0041", "\\", "\x00", "\x1b[31m", "\x7f",
    # many equal or nearly equal lines
    "All rights reserved.\n", "Advertisement\n", "Subscribe to our newsletter.\n", "Read more: a story\n",
    "BREAKING: ", "UPDATE 1- ", "By Jane Doe\n", "Reuters - ", "Title\nBy A\n",
    "The quick brown fox jumps over the lazy dog. ", "The quick brown fox jumps over the lazy dog.\n",
    "A man said a thing.\n\nA man did a thing.\n\n",
    "İstanbul ", "ﬁ ", "㌀", "ﷺ", "Ａ", "e\u0301", "a\u0301\u0302\u0303", "क्षि", "ﬃ", "1\u00a01 ", "ǆ", "Ǆ ",
    "ΐ", "ŉ ",
)  # fmt: skip


def _words(rng: Random) -> Iterator[str]:
    return (f"{_word(rng)} " for _ in count())


def _names(rng: Random) -> Iterator[str]:
    return (f"{_name(rng)} " for _ in count())


def _people(rng: Random) -> Iterator[str]:
    return (f"{_name(rng)} {_name(rng)} said. " for _ in count())


def _namesakes(rng: Random) -> Iterator[str]:
    return (f"Mr. {_name(rng)} Smith said. " for _ in count())


def _forenames(rng: Random) -> Iterator[str]:
    return (f"President John {_name(rng)} said. " for _ in count())


def _slips(rng: Random) -> Iterator[str]:
    return (f"Mr. John Ander{_word(rng, 3, 3)} met Ander{_word(rng, 3, 3)}. " for _ in count())


def _initials(rng: Random) -> Iterator[str]:
    return (f"Mr. J. {rng.choice('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}. {_name(rng)} Smith, " for _ in count())


def _companies(rng: Random) -> Iterator[str]:
    return (f"{_name(rng)} {rng.choice(('Inc.', 'Corp.', 'Bank', 'Group'))} said. " for _ in count())


def _acronyms(rng: Random) -> Iterator[str]:
    return (
        f"{_name(rng)} {_name(rng)} Agency ({_word(rng, 3, 3).upper()}) and {_word(rng, 3, 4).upper()}. "
        for _ in count()
    )


def _capitals(rng: Random) -> Iterator[str]:
    return (f"{_word(rng).upper()} " for _ in count())


def _headlines(rng: Random) -> Iterator[str]:
    return (f"{_name(rng)} {_name(rng)} {_name(rng)}\n" for _ in count())


def _mixed_case(rng: Random) -> Iterator[str]:
    return ("".join(rng.choice((c, c.upper())) for c in "toyota") + " Corp. " for _ in count())


def _two_words(rng: Random) -> Iterator[str]:
    return (rng.choice(("a\n", "b\n")) for _ in count())


def _two_paragraphs(rng: Random) -> Iterator[str]:
    one, two = (" ".join(_word(rng) for _ in range(40)) for _ in range(2))
    return (rng.choice((one, two)) + ".\n\n" for _ in count())


def _one_paragraph_changed(rng: Random) -> Iterator[str]:
    words = [_word(rng) for _ in range(40)]
    return (" ".join([*words, _word(rng)]) + ".\n\n" for _ in count())


def _characters(rng: Random) -> Iterator[str]:
    return (chr(rng.choice((rng.randrange(32, 0xD800), rng.randrange(0xE000, 0x1FFFF)))) for _ in count())


def _ascii(rng: Random) -> Iterator[str]:
    return (chr(rng.randrange(32, 127)) for _ in count())


def _ideographs(rng: Random) -> Iterator[str]:
    return (chr(rng.randrange(0x4E00, 0x9FFF)) for _ in count())


def _arabic(rng: Random) -> Iterator[str]:
    return ("".join(chr(rng.randrange(0x621, 0x64A)) for _ in range(rng.randint(2, 8))) + " " for _ in count())


def _cyrillic(rng: Random) -> Iterator[str]:
    return (
        chr(rng.randrange(0x410, 0x430)) + "".join(chr(rng.randrange(0x430, 0x450)) for _ in range(7)) + " "
        for _ in count()
    )


def _sums(rng: Random) -> Iterator[str]:
    return (f"${rng.randrange(1000)}.{rng.randrange(99)} million from {_name(rng)} " for _ in count())


def _figures(rng: Random) -> Iterator[str]:
    return (f"{rng.randrange(10**9)} " for _ in count())


def _links(rng: Random) -> Iterator[str]:
    return (f"https://{_word(rng)}.com/{_word(rng)}/{_word(rng)}?{_word(rng)}={rng.randrange(10**6)} " for _ in count())


def _long_words(rng: Random) -> Iterator[str]:
    return (f"{_word(rng, 500, 1000)} " for _ in count())


MADE = (
    _words, _names, _people, _namesakes, _forenames, _slips, _initials, _companies, _acronyms, _capitals, _headlines,
    _mixed_case, _two_words, _two_paragraphs, _one_paragraph_changed, _characters, _ascii, _ideographs, _arabic,
    _cyrillic, _sums, _figures, _links, _long_words,
)  # fmt: skip

FRAMED = {
    "a + spaces + b": _around("a", " ", "b"),
    "a + tabs + b": _around("a", "\t", "b"),
    "a + no-break spaces + b": _around("a", "\u00a0", "b"),
    "a + line feeds + b": _around("a", "\n", "b"),
    "a + quotes + b": _around("a.", '"', "b"),
    "John Smith, + spaces": _around("John Smith,", " ", "president"),
    "breaking + spaces": _around("BREAKING", " ", "a"),
    "$ + spaces + 1": _around("$", " ", "1"),
    "1 + zeros": _around("$1", "0", " million"),
    "deep brackets": lambda length: "(" * (length // 2) + "a" + ")" * (length // 2),
    "deep quotes": lambda length: "“" * (length // 2) + "a" + "”" * (length // 2),
    "capital + letters": _around("A", "b", " said."),
    "people, then surnames": lambda length: _made(_people)(length // 2) + _over("Smith said. Jones did. ")(length // 2),
}


def hostile() -> dict[str, Text]:
    """All patterns by name."""
    pieces = dict.fromkeys((*PIECES, *MONEY))
    repeated = {repr(piece if len(piece) < 60 else f"{piece[:12]}…"): _over(piece) for piece in pieces}
    return repeated | {made.__name__.strip("_"): _made(made) for made in MADE} | FRAMED
