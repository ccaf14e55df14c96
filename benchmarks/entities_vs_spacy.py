"""The shipped tagger beside spaCy's small model: speed and F1 on the same texts, in one run, on one core.

    python -m benchmarks.entities_vs_spacy [--data ../shared/data] [--spacy en_core_web_sm] [--raw]

spaCy runs with all but its name tagger switched off. Its spans lose articles and possessives, as ours never have them,
unless --raw is given. Both read the same texts twice, in turns; the lower processor time of each counts, since others
may be using the machine.
"""

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core for both, before numpy is imported

from streams.entities.tagging import Tagger, load_tagger
from streams.entities.tagging.types import type_of
from training.teacher import trim

SETS = {
    "worldwide news": "worldwide_dev",
    "finance": "finer_ord_val",
    "web": "uner_ewt_test",
    "wiki": "wikigold",
    "politics": "crossner_politics_test",
    "posts": "wnut17_test",
}
WIKIGOLD_LEARNED = 90  # the first documents of wikigold are learned from: only those after them measure
NEUTRAL = {"Facility", "FACILITY", "FAC", "NORP"}
TYPES = ("PERSON", "ORG", "LOC")

Span = tuple[int, int, str]
Finds = Callable[[str], set[Span]]


@dataclass(frozen=True, slots=True)
class Gold:
    """A text, the names in it, and the spans of types that count neither for nor against a tagger."""

    text: str
    names: frozenset[Span]
    neutral: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Strict precision, recall and F1 by type and over all (micro), and words a second."""

    scores: dict[str, tuple[float, float, float]]
    speed: float


def read(data: Path, name: str) -> list[Gold]:
    """The texts of one set."""
    lines = (data / "entities" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return [_gold(record) for record in (records[WIKIGOLD_LEARNED:] if name == "wikigold" else records)]


def _gold(record: dict[str, Any]) -> Gold:
    spans = record["entities"]
    return Gold(
        record["text"],
        frozenset((e["start"], e["end"], e["label"]) for e in spans if e["label"] in TYPES),
        tuple((e["start"], e["end"]) for e in spans if e["label"] in NEUTRAL or e["label_raw"] in NEUTRAL),
    )


def ours(tagger: Tagger) -> Finds:
    """The spans that one of our taggers finds."""
    return lambda text: {(m.start, m.end, m.type) for m in tagger.tag({"body": text})}


def spacys(name: str, raw: bool) -> Finds:
    """The spans that a spaCy pipeline finds, in our three types; trimmed unless ``raw``."""
    import spacy

    pipeline = spacy.load(name, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])

    def find(text: str) -> set[Span]:
        found = ((e.start_char, e.end_char, type_of(e.label_)) for e in pipeline(text).ents)
        return {(*((start, end) if raw else trim(text, start, end)), kind) for start, end, kind in found if kind}

    return find


def compare(texts: list[Gold], finders: dict[str, Finds]) -> dict[str, Result]:
    """What each of ``finders`` finds in ``texts``, and how fast."""
    words = sum(len(gold.text.split()) for gold in texts)
    seconds: dict[str, float] = {}
    for name in [*finders, *finders]:
        began = time.process_time()
        for gold in texts:
            finders[name](gold.text)
        seconds[name] = min(time.process_time() - began, seconds.get(name, float("inf")))
    return {name: Result(score(texts, find), words / seconds[name]) for name, find in finders.items()}


def score(texts: Iterable[Gold], find: Finds) -> dict[str, tuple[float, float, float]]:
    """Strict scores by type and over all."""
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for gold in texts:
        spans = {s for s in find(gold.text) if s in gold.names or not _touches(s, gold.neutral)}
        for counter, counted in ((right, spans & gold.names), (found, spans), (wanted, gold.names)):
            counter.update(kind for _, _, kind in counted)
            counter["all"] += len(counted)
    return {kind: _prf(right[kind], found[kind], wanted[kind]) for kind in (*TYPES, "all")}


def _touches(span: Span, others: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _prf(right: int, found: int, wanted: int) -> tuple[float, float, float]:
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def rows(data: Path, finders: dict[str, Finds]) -> Iterator[str]:
    """A Markdown table: for each set and tagger F1 over all and by type, precision, recall and speed."""
    yield "| texts | tagger | F1 | precision | recall | PERSON | ORG | LOC | words/s |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for title, name in SETS.items():
        for tagger, result in compare(read(data, name), finders).items():
            precision, recall, f1 = result.scores["all"]
            figures = (f1, precision, recall, *(result.scores[kind][2] for kind in TYPES))
            yield f"| {title} | {tagger} | {' | '.join(f'{x:.3f}' for x in figures)} | {result.speed:,.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--spacy", default="en_core_web_sm", help="name of the spaCy pipeline to stand beside")
    parser.add_argument("--raw", action="store_true", help="take spaCy's spans as they are")
    options = parser.parse_args()
    for row in rows(options.data, {"newsmill": ours(load_tagger()), options.spacy: spacys(options.spacy, options.raw)}):
        print(row, flush=True)


if __name__ == "__main__":
    main()
