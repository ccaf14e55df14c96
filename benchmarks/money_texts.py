"""Texts for the money benchmarks: news where there is some, else made-up news, and pieces of texts that mean harm."""

import json
from itertools import cycle
from pathlib import Path

from benchmarks.dedup_texts import Writer

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data" / "money"
EXAMPLES = ROOT / "tests" / "money" / "examples" / "en"
MADE_UP = 400
"""Made-up articles where there is no news: 300 words each, one sum of money in about 150 words, as in the news."""


def news() -> tuple[str, list[str]]:
    """What the texts are, and the texts."""
    gold = DATA / "worldwide_dev.jsonl"
    if gold.exists():
        return "worldwide_dev", [json.loads(line)["text"] for line in gold.read_text("utf-8").splitlines()]
    writer, sums = Writer(3), cycle(examples())
    articles = [f"{writer.article()} {next(sums)}. {writer.article()} {next(sums)}." for _ in range(MADE_UP // 2)]
    return "made-up articles", articles


def examples() -> list[str]:
    """The example sentences of the tests."""
    lines = [line for table in sorted(EXAMPLES.glob("*.tsv")) for line in table.read_text("utf-8").splitlines()]
    return [line.partition("\t")[0] for line in lines if line and not line.startswith("#")]


PIECES = (
    "$", "1", "9,", "1.1.1.", "$1", "$1 ", "1$", "$ ", "€€", "US$ ", "1 000 ", "1,234 ", "$5-$6-", "$1, $2 and ",
    "(about $1 ", "$1 (£1) ", "$1 or £1 ", "dollars ", "a dollar ", "five ", "one hundred and ", "a hundred ",
    "hundred hundred ", "million ", "millions of ", "half a ", "and a half ", "twenty-", "between $", "up to ",
    "more than ", "$1 million and fifty cents ", "pounds of ", "francs ", "won 5 ", "kr ", "Rs.", "ALL 5 ", "R1 ",
    "½ ", "1/2 ", "1/2/4/8/", "$.", "$,", "-$", "İ", "Hong Kong ", "United States ", "u.s.", "u.s. $", "((((",
    "\n$", "\r\n", " \n", "5 000 000,00 € ", "per cent ", "or ", "all ", "\u00a0$", "5 a share ", "x" * 40 + " ",
    "$9, including $5 of it. ", "The $9 of the $99 ", "\n- $1\n", "of which another ",
)  # fmt: skip
