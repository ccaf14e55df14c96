"""Silver names on the open texts: labels of a teacher, trimmed to the project's idea of a span.

The teachers are spaCy's English pipelines (MIT), of which only the name taggers run. Their labels are kept in a folder
beside the data, so that a second training does not wait for them.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training.corpora import Document, Span, read_jsonl

TYPES = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC"}
_UNUSED = ["tagger", "parser", "attribute_ruler", "lemmatizer"]

# What teachers put into spans and a span here never holds: an article before, a possessive or stray signs around.
_BEFORE = re.compile(r"[^\w(]*(?:(?i:the)\s+|[Aa]n?\s+(?=[A-Z]))?")
_AFTER = re.compile(r"(?:['’][sS]?|[\s,;:\-–—\"”“(]+)$")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without what does not belong to a name."""
    if before := _BEFORE.match(text[start:end]):
        start += before.end()
    while (after := _AFTER.search(text[start:end])) and after.start():
        end = start + after.start()
    return start, end


def trimmed(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans of the three types, trimmed, none empty or over a line's end, sorted."""
    kept = [(*trim(text, start, end), TYPES[kind]) for start, end, kind in spans if kind in TYPES]
    return tuple(sorted(span for span in kept if span[0] < span[1] and "\n" not in text[span[0] : span[1]]))


def silver(texts: list[tuple[str, str]], name: str, teacher: str, folder: Path) -> list[Document]:
    """`texts` with the names that `teacher` (an installed spaCy pipeline or a path) finds; cached in `folder`."""
    cache = folder / f"{Path(teacher).name}-{name}.jsonl.gz"
    if not cache.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = cache.with_suffix(".part")
        with gzip.open(made, "wt", encoding="utf-8") as out:
            for record in _label(texts, teacher):
                out.write(json.dumps(record) + "\n")
        made.rename(cache)
    labels = {record["id"]: record["names"] for record in read_jsonl(cache)}
    return [Document(id_, text, trimmed(text, labels[id_])) for id_, text in texts]


def _label(texts: list[tuple[str, str]], teacher: str) -> Iterator[dict[str, Any]]:
    import spacy

    pipeline = spacy.load(teacher, exclude=_UNUSED)
    for doc, id_ in pipeline.pipe(((text, id_) for id_, text in texts), as_tuples=True, batch_size=64):
        yield {"id": id_, "names": [(name.start_char, name.end_char, name.label_) for name in doc.ents]}
