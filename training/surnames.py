"""Surnames that stand alone, put right by the full names that stand elsewhere in the texts.

A teacher made before a person came into the news knows the full name by its forename, and not the surname alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from training.corpora import Document, Span

FEWEST_MISTAKEN, FEWEST_MISSED = 15, 40
"""Full names that a surname must have been met in, for its other types, and for its other places, to be put right."""

_WORD = re.compile(r"(?<![\w-])[A-Z]\w+(?![\w-])")
_BEFORE = re.compile(
    r"(?:^|[^\w\s][\s\"“]*|\b[a-z][\w'’]*[\s\"“]+|\b(?:President|Mr\.?|Mrs\.?|Ms\.?|Senator|Minister)\s+)$"
)
_AFTER = re.compile(r"\s+[A-Z]")


def _parts(document: Document) -> Iterator[tuple[list[str], str]]:
    for start, end, kind in document.spans:
        yield document.text[start:end].split(), kind


def _last_of_full_names(documents: Iterable[Document]) -> Counter[str]:
    return Counter(
        words[-1] for document in documents for words, kind in _parts(document) if kind == "PERSON" and len(words) > 1
    )


def surnames_mistaken(documents: list[Document]) -> dict[str, str]:
    """Surnames that the teacher takes for another type when they stand alone, with the right type."""
    full = _last_of_full_names(documents)
    alone = Counter(
        words[0] for document in documents for words, kind in _parts(document) if kind != "PERSON" and len(words) == 1
    )
    return {name: "PERSON" for name, times in alone.items() if full[name] >= max(FEWEST_MISTAKEN, 2.5 * times)}


def surnames_missed(documents: list[Document]) -> frozenset[str]:
    """Surnames that the teacher now and then leaves out: three times out of four and more it finds them."""
    common = {name for name, times in _last_of_full_names(documents).items() if times >= FEWEST_MISSED}
    found: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for document in documents:
        for word in _WORD.finditer(document.text):
            if word.group() in common:
                (found if _is_named(document, word.start()) else left)[word.group()] += 1
    return frozenset(name for name in common if 0 < left[name] * 3 < found[name])


def _is_named(document: Document, offset: int) -> bool:
    return any(start <= offset < end for start, end, _ in document.spans)


def with_surnames(document: Document, surnames: frozenset[str]) -> Document:
    """`document` with those of `surnames` tagged that stand alone in it and are not."""
    text = document.text
    added: list[Span] = [
        (word.start(), word.end(), "PERSON")
        for word in _WORD.finditer(text)
        if word.group() in surnames
        and not _is_named(document, word.start())
        and _BEFORE.search(text[max(0, word.start() - 20) : word.start()])
        and not _AFTER.match(text, word.end())
    ]
    return replace(document, spans=tuple(sorted((*document.spans, *added)))) if added else document
