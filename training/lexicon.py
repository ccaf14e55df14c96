"""Compile the lexicon and the phrases that ship from lists of names and from how open texts write each word."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np

from streams.entities.tagging import lexicon as lex
from streams.entities.tagging.lexicon import Lexicon
from streams.entities.tagging.phrases import LISTS, LONGEST, Phrases, extend, shorten
from streams.entities.tagging.tokens import tokenize
from streams.entities.tagging.word_table import WordTable
from training import lists

Facts = defaultdict[str, dict[str, int]]


def build_lexicon(data: Path, sentences: list[list[str]], clusters: dict[str, tuple[int, int]]) -> Lexicon:
    """The lexicon: facts of every word that a list or the open texts hold."""
    facts: Facts = defaultdict(dict)
    _from_lists(facts, data)
    _from_usage(facts, sentences)
    words = sorted(set(facts) | {word.lower() for word in clusters})
    made = lex.empty(words)
    for word, row in made.rows.items():
        made.bits[row] = lex.pack(**facts.get(word, {}))
        made.cluster_lower[row] = clusters.get(word, (0, 0))[0]
        made.cluster_upper[row] = (clusters.get(word.title()) or clusters.get(word.upper()) or (0, 0))[0]
    coarse = np.zeros(max((fine for fine, _ in clusters.values()), default=0) + 1, np.uint8)
    for fine, wide in clusters.values():
        coarse[fine] = wide
    return Lexicon(made.rows, made.bits, made.cluster_lower, made.cluster_upper, coarse)


def _from_lists(facts: Facts, data: Path) -> None:
    def mark(word: str, fact: str, value: int = 1) -> None:
        if "\n" not in word:
            facts[word.lower()][fact] = max(value, facts[word.lower()].get(fact, 0))

    for name, grade in lists.forenames(data):
        mark(name, "forename", grade)
    for name, grade in lists.surnames(data):
        mark(name, "surname", grade)
    for name, people in lists.cities(data):
        if len(tokenize(name).words) == 1:
            mark(name, "city", 3 if people > 1_000_000 else 2 if people > 150_000 else 1)
    for fact, names in (
        ("country", lists.countries(data)),
        ("demonym", lists.demonyms(data)),
        ("region", lists.regions(data)),
        ("org_acronym", lists.acronyms(data)),
        ("calendar", iter(lists.CALENDAR)),
        ("company", (name for name, good in lists.companies(data).items() if good)),
    ):
        for name in names:
            if len(tokenize(name).words) == 1:
                mark(name, fact)
    _organisation_words(facts, data)


def _organisation_words(facts: Facts, data: Path) -> None:
    held: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    for name in _organisations(data):
        words = [word.lower() for word in tokenize(name).words if word[0].isalpha()]
        held.update(set(words))
        ended.update(words[-1:] if len(words) > 1 else ())
    for word, times in held.items():
        if times >= 8 and len(word) > 2:
            facts[word]["org_word"] = 3 if times >= 200 else 2 if times >= 40 else 1
    for word, times in ended.items():
        if times >= 25:
            facts[word]["org_head"] = 1


def _organisations(data: Path) -> Iterable[str]:
    yield from lists.companies(data)
    yield from lists.bodies(data)
    yield from lists.universities(data)


def _from_usage(facts: Facts, sentences: list[list[str]]) -> None:
    """How words are written inside sentences: first words, and sentences mostly in capitals, do not count."""
    forms: defaultdict[str, Counter[int]] = defaultdict(Counter)
    before_forename: Counter[str] = Counter()
    for sentence in sentences:
        if sum(word.islower() for word in sentence) * 2 < len(sentence):
            continue
        for previous, word in pairwise(sentence):
            if word[0].isalpha():
                form = lex.LOWER if word.islower() else lex.UPPER if word.isupper() and len(word) > 1 else lex.TITLE
                forms[word.lower()][form] += 1
                if form == lex.TITLE and facts[word.lower()].get("forename", 0) >= 2 and previous.isalpha():
                    before_forename[previous.lower()] += 1
    for word, seen in forms.items():
        if (total := seen.total()) >= 3:
            facts[word]["lower"] = 1 + int(np.searchsorted([0.02, 0.2, 0.6, 0.95], seen[lex.LOWER] / total, "right"))
            facts[word]["form"] = seen.most_common(1)[0][0]
            if before_forename[word] >= 20 and before_forename[word] > 0.04 * total and not facts[word].get("forename"):
                facts[word]["title"] = 1
    for word in [word for word, found in facts.items() if not found]:
        del facts[word]


def build_phrases(data: Path, lexicon: Lexicon) -> Phrases:
    """Names of two words and more, each under the first list that holds it."""
    table = WordTable(lexicon)
    hashes: dict[int, int] = {}
    named: dict[str, Iterable[str]] = {
        "place": [name for name, _ in lists.cities(data)] + [*lists.regions(data), *lists.countries(data)],
        "person": lists.politicians(data),
        "university": lists.universities(data),
        "body": lists.bodies(data),
        "company": lists.companies(data),
        "club": lists.clubs(data),
    }
    for kind, names in named.items():
        for name in names:
            words = tokenize(name.removeprefix("The ")).words
            if 2 <= len(words) <= LONGEST and words[0][0].isupper():
                hashes.setdefault(_hash(words, table), LISTS.index(kind))
    order = sorted(hashes)
    return Phrases(np.array(order, np.uint32), np.array([hashes[h] for h in order], np.uint8))


def _hash(words: list[str], table: WordTable) -> int:
    numbers = table.ids(words)
    codes = table.codes[numbers, 0]
    running = codes[:1]
    for code in codes[1:]:
        running = extend(running, np.array([code]))
    return int(shorten(running)[0])
