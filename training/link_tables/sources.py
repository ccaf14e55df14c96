"""The folder of openly licensed lists and texts, read lazily."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from streams.entities.names import fold, tokens

TEXTS = ("gmb_voa_sentences", "wikipedia_current_events_archive", "wikipedia_current_events", "wikinews")
_WORD = re.compile(r"[^\W\d_][\w'’&.-]*")


def keys(names: Iterable[str]) -> str:
    """Names as the tables hold them: folded once here, so that loading a table folds nothing."""
    return "|".join(dict.fromkeys(" ".join(tokens(name)) for name in names))


class Sources:
    """Files of one data folder (layout of `shared/data`); nothing is read before it is asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def records(self, name: str) -> Iterator[dict[str, Any]]:
        """The records of `NAME.jsonl.gz`."""
        with gzip.open(self.root / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)

    def columns(self, name: str) -> Iterator[list[str]]:
        """The rows of `NAME.tsv.gz`."""
        with gzip.open(self.root / f"{name}.tsv.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield line.rstrip("\n").split("\t")

    def texts(self) -> Iterator[str]:
        """Open news text, some five million words."""
        for name in TEXTS:
            for record in self.records(f"text/{name}"):
                yield record["text"]

    @cached_property
    def word_cases(self) -> tuple[Counter[str], Counter[str]]:
        """How often each word of the texts stands in lower case, and how often capitalised (keys in lower case)."""
        lower: Counter[str] = Counter()
        capital: Counter[str] = Counter()
        for text in self.texts():
            for word in _WORD.findall(text):
                (lower if word[0].islower() else capital)[word.lower().rstrip(".'’-")] += 1
        return lower, capital

    @cached_property
    def phrases(self) -> Counter[str]:
        """Runs of one to three capitalised words in the texts, with their counts."""
        found: Counter[str] = Counter()
        for text in self.texts():
            words = [word.rstrip(".'’") for word in text.split()]
            for i, word in enumerate(words):
                if not word[:1].isupper():
                    continue
                for size in (1, 2, 3):
                    phrase = " ".join(words[i : i + size]).strip(',;:()"“”')
                    found[phrase.removesuffix("'s").removesuffix("’s")] += 1
        return found

    @cached_property
    def person_words(self) -> frozenset[str]:
        """Given names and frequent family names, in lower case."""
        first = {row[0].lower() for row in self.columns("gazetteers/us_census_1990_first")}
        last = {r[0].lower() for r in self.columns("gazetteers/us_census_1990_last") if float(r[1]) >= 0.002}
        world = {row[0].lower() for row in self.columns("gazetteers/world_forenames")}
        return frozenset(first | last | world)

    @cached_property
    def territories(self) -> frozenset[str]:
        """Names of countries, and of states and provinces, folded."""
        lists = ("gazetteers/countries", "gazetteers/provinces", "gazetteers/us_states_counties")
        found = (record for name in lists for record in self.records(name) if record.get("kind") != "county")
        return frozenset(fold(record["name"]) for record in found)

    def is_common(self, word: str) -> bool:
        """Whether a word is used as a common noun, verb or adjective often enough to be mistaken for one."""
        lower, capital = self.word_cases
        return lower[word] >= 5 and lower[word] * 20 >= capital[word]
