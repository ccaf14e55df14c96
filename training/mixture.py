"""What the field learns from: gold and silver names, weighted, with texts made from them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training import lists
from training.augment import Names, as_headline, filled, in_capitals, swap, with_dateline
from training.corpora import OPEN_TEXTS, Document, Span, gold, open_texts, read_jsonl
from training.surnames import surnames_missed, surnames_mistaken, with_surnames
from training.teacher import silver, trimmed

GOLD = {
    "uner_ewt_train": 1.0,
    "uner_ewt_dev": 1.0,
    "wikigold": 1.0,
    "crossner_politics_train": 1.0,
    "crossner_politics_dev": 1.0,
    "re3d_open": 1.0,
    "gum_news_derived": 1.0,  # derived by rule
    "gum_other_derived": 0.5,
    "wnut17_train": 0.5,  # posts, far from news
    "btc": 0.4,
}
GOLD_TIMES = 3
"""Copies of each text with human names, in each of which other names are exchanged; of tweets (btc), many, one."""
PRONOUNS = frozenset({"i", "we", "he", "she", "it", "they", "our", "his", "her", "their", "this", "these", "those"})
WIKIGOLD_LEARNED = 90
"""Documents of wikigold that are learned from; the other 55 are kept for measuring."""
SILVER = 0.7
SILVER_SHARE = 0.4
"""Share of the open texts that is learned from: with all of them the teacher's mistakes outweigh the human names."""
RELEASES_SHARE = 0.4  # one voice, partly read by OCR
TEMPLATES, TEMPLATE_SHARE = 8000, 0.4


@dataclass(frozen=True, slots=True)
class Mixture:
    """Documents, and how often each counts."""

    documents: list[Document]
    weights: NDArray[np.float32]


def gold_documents(data: Path) -> Iterator[tuple[Document, float]]:
    """The documents with human names that are learned from."""
    for name, weight in GOLD.items():
        documents = gold(data, name)
        for document in documents[:WIKIGOLD_LEARNED] if name == "wikigold" else documents:
            yield from [(_tidy(document, name), weight)] * (1 if name == "btc" else GOLD_TIMES)


def _tidy(document: Document, name: str) -> Document:
    spans = trimmed(document.text, document.spans)
    return replace(document, spans=tuple(span for span in spans if _is_name(document.text, span, name)))


def _is_name(text: str, span: Span, name: str) -> bool:
    """False for what one collection alone takes for a name: re3d pronouns and "the group", tweets their @handles."""
    start, end, _ = span
    if name == "re3d_open":
        return text[start:end].lower() not in PRONOUNS and not text[start:end].islower()
    return name != "btc" or "@" not in text[max(0, start - 1) : end]


def silver_documents(data: Path, teacher: str, cache: Path, seed: int) -> Iterator[tuple[Document, float]]:
    """Open texts with the names of the teacher, put right where lists, links or all texts together know better."""
    named = [(name, document) for name in OPEN_TEXTS for document in _silver(data, name, teacher, cache, seed)]
    documents = [document for _, document in named]
    known = surnames_mistaken(documents) | _known_types(data)
    missed = surnames_missed(documents)
    draw = random.Random(seed)
    for name, document in named:
        if draw.random() >= SILVER_SHARE:
            continue
        weight = RELEASES_SHARE if name == "au_pm_media_releases" else SILVER
        yield with_surnames(_corrected(document, known), missed), weight


def _silver(data: Path, name: str, teacher: str, cache: Path, seed: int) -> list[Document]:
    if name != "wikipedia_current_events":
        return silver(open_texts(data, name, seed), name, teacher, cache)
    records = read_jsonl(data / "entities" / "wce_links_silver.jsonl.gz")  # its links are better than a teacher's names
    return [
        Document(r["id"], r["text"], trimmed(r["text"], [(e["start"], e["end"], e["label"]) for e in r["entities"]]))
        for r in records
    ]


def _known_types(data: Path) -> dict[str, str]:
    """Types of names that cannot well be anything else.

    People and bodies that were linked to more than once, countries, and cities with names of several words. (Links to
    places are left out, since many are buildings and stand for who sits in them.)
    """
    known = {
        name: kind
        for name, kind, times in lists.tsv(data, "gazetteers/wikipedia_titles_typed")
        if int(times) > 1 and kind in {"PERSON", "ORG"}
    }
    cities = {name for name, people in lists.cities(data) if people > 150_000 and " " in name}
    return known | dict.fromkeys((set(lists.countries(data)) | cities) - {"America"}, "LOC")


def _corrected(document: Document, known: dict[str, str]) -> Document:
    spans = [(start, end, known.get(document.text[start:end], kind)) for start, end, kind in document.spans]
    return Document(document.id, document.text, tuple(spans))


def augmented(documents: list[tuple[Document, float]], data: Path, seed: int) -> Mixture:
    """`documents`, some with names exchanged or a dateline before them; headlines and capitals; filled templates."""
    draw = random.Random(seed)
    names = Names(data, draw)
    made: list[tuple[Document, float]] = []
    for document, weight in documents:
        kept = swap(document, names, draw, 0.5) if draw.random() < 0.25 else document
        made.append((with_dateline(kept, names, draw) if draw.random() < 0.05 else kept, weight))
        choice = draw.random()
        if choice < 0.05:
            made.append((in_capitals(swap(document, names, draw, 0.3)), weight))
        elif choice < 0.13:
            made.append((as_headline(swap(document, names, draw, 0.3)), weight))
    made += [(document, TEMPLATE_SHARE) for document in filled(names, draw, TEMPLATES)]
    return Mixture([document for document, _ in made], np.array([weight for _, weight in made], np.float32))
