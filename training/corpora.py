"""The texts to learn from: gold names, and open news text without labels, as documents of code-point spans."""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Span = tuple[int, int, str]
"""Start and end in code points, and the type: PERSON, ORG or LOC."""

OPEN_TEXTS = (
    "wikinews",
    "gmb_voa_sentences",
    "wikipedia_current_events_archive",
    "wikipedia_current_events",
    "au_pm_media_releases",
)
RELEASES = 1000  # of 3,582: political prose of one voice, so its share is capped


@dataclass(frozen=True, slots=True)
class Document:
    """A text with the names in it."""

    id: str
    text: str
    spans: tuple[Span, ...]


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSONL file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def gold(data: Path, name: str) -> list[Document]:
    """The documents of `entities/NAME.jsonl` with their names of the three types."""
    return [_document(record) for record in read_jsonl(data / "entities" / f"{name}.jsonl")]


def _document(record: dict[str, Any]) -> Document:
    spans = [(e["start"], e["end"], e["label"]) for e in record["entities"] if e["label"] in ("PERSON", "ORG", "LOC")]
    return Document(record["id"], record["text"], tuple(sorted(spans)))


def open_texts(data: Path, name: str, seed: int) -> list[tuple[str, str]]:
    """Ids and texts of `text/NAME.jsonl.gz`, without items that begin alike, in an order drawn with `seed`."""
    texts: dict[str, tuple[str, str]] = {}
    for record in read_jsonl(data / "text" / f"{name}.jsonl.gz"):
        texts.setdefault(record["text"][:60], (record["id"], record["text"]))
    chosen = list(texts.values())
    random.Random(seed).shuffle(chosen)
    return chosen[:RELEASES] if name == "au_pm_media_releases" else chosen
