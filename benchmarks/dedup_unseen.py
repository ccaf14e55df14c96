"""How much of what is dropped nobody had read, on any file of dated articles; how well labelled pairs are told apart.

    python -m benchmarks.dedup_unseen ARTICLES.jsonl[.gz] [PAIRS.jsonl[.gz]] [--worst N]

An article is a line with `id`, `body` (or `text`), `published_at` (or `published`), and where there is one `title` and
`source`. A pair has `a` and `b`, each an article, and a `label`: `near_duplicate`, `unclear` (not counted), or anything
else. The unseen share of a text is that of its word 3-shingles that stand in no text published before in its cluster.
Dropped are exact, near and contained copies; let through is what was published as first, extension or development
though at most a tenth of it was unseen (a first is held against its cluster and against each text alone).

The same beside word 3-gram Jaccard alone, at its best threshold on the pairs or 0.5: exact, no sketches, no facts.
"""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from typing import Any, Protocol
from uuid import UUID, uuid5

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from schemas import Article
from streams.dedup.fingerprint import Fingerprint
from streams.dedup.shard import HOUR_MS, Shard
from streams.dedup.verdict import COPY, Arrival, RawOrigin
from streams.steps.screen import clean

WINDOW_MS = 72 * HOUR_MS
SEEN, MUCH, VERY_MUCH = 0.10, 0.40, 0.45
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)
NAMES = UUID("8c2b8ce5-7c7e-4c0a-bd5e-0d5f3a2c9b11")

Shingles = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Dated:
    """An article of the file; `at` in ms."""

    id: str
    source: str
    title: str
    body: str
    at: int

    @classmethod
    def read(cls, line: Mapping[str, Any]) -> "Dated":
        moment = datetime.fromisoformat(line.get("published_at") or line.get("published") or "1970-01-01T00:00:00Z")
        body = line.get("body") or line.get("text") or ""
        at = int(moment.timestamp() * 1000)
        return cls(str(line["id"]), str(line.get("source") or "one"), line.get("title") or "", body, at)

    @property
    def shingles(self) -> Shingles:
        """Of title and body, case and punctuation aside."""
        text = f"{self.title} {self.body}".casefold()
        words = "".join(c if c.isalnum() else " " for c in text).split()
        return frozenset(tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2)))


@dataclass(frozen=True, slots=True)
class Said:
    """What a judge says: whether it is dropped as a copy, what it is, and its cluster."""

    dropped: bool
    kind: str
    cluster: object


class Judge(Protocol):
    """Judges articles in their order."""

    def judge(self, article: Dated, shingles: Shingles) -> Said: ...


class Newsmill:
    """The product: cleaning, fingerprint, shard."""

    def __init__(self) -> None:
        self._table: dict[bytes, bytes] = {}
        self._shard = Shard(0, self._table, WINDOW_MS)
        self._offset = 0

    def judge(self, article: Dated, shingles: Shingles) -> Said:
        self._offset += 1
        flat = Article(source=article.source, id=article.id, title=article.title, body=article.body, language="en")
        printed = Fingerprint.from_bytes(clean(flat).fingerprint or b"")
        origin = RawOrigin("articles", 0, self._offset, max(0, article.at))
        record = uuid5(NAMES, str(self._offset))
        ruling = self._shard.judge(Arrival(origin, record, article.source, article.id, 1, False, printed))
        for key, value in ruling.writes:
            if value is None:
                del self._table[key]
            else:
                self._table[key] = value
        verdict = ruling.verdict
        assert verdict is not None
        return Said(verdict.kind in COPY, verdict.kind.value, verdict.cluster_id)


@dataclass
class Jaccard:
    """Word 3-gram Jaccard with what was kept before, within the window; exact, by an inverted index."""

    threshold: float
    kept: list[tuple[int, int, object]] = field(default_factory=list)
    index: dict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))

    def judge(self, article: Dated, shingles: Shingles) -> Said:
        shared = Counter(number for shingle in shingles for number in self.index.get(shingle, ()))
        best, cluster = 0.0, None
        for number, common in shared.items():
            at, size, its = self.kept[number]
            likeness = common / (size + len(shingles) - common)
            if likeness > best and article.at - at <= WINDOW_MS:
                best, cluster = likeness, its
        if best >= self.threshold:
            return Said(True, "near", cluster)
        for shingle in shingles:
            self.index[shingle].append(len(self.kept))
        self.kept.append((article.at, len(shingles), article.id))
        return Said(False, "first", article.id)


@dataclass
class Published:
    """What consumers have been given: by cluster, and by shingle."""

    clusters: dict[object, set[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(set))
    index: dict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))
    times: list[int] = field(default_factory=list)

    def unseen(self, shingles: Shingles, cluster: object) -> float:
        return len(shingles - self.clusters[cluster]) / len(shingles)

    def unseen_anywhere(self, shingles: Shingles, at: int) -> float:
        """The least over all texts that were published within the window before, each alone."""
        shared = Counter(number for shingle in shingles for number in self.index.get(shingle, ()))
        held = (common for number, common in shared.items() if at - self.times[number] <= WINDOW_MS)
        return 1 - max(held, default=0) / len(shingles)

    def add(self, shingles: Shingles, cluster: object, at: int) -> None:
        self.clusters[cluster] |= shingles
        for shingle in shingles:
            self.index[shingle].append(len(self.times))
        self.times.append(at)


@dataclass(frozen=True, slots=True)
class Case:
    """One article that was dropped, or let through."""

    unseen: float
    kind: str
    article: Dated


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one judge made of all articles."""

    name: str
    dropped: list[Case]
    let_through: list[Case]
    kinds: Counter[str]


def measure(name: str, judge: Judge, articles: Sequence[Dated]) -> Outcome:
    published, dropped, let_through, kinds = Published(), list[Case](), list[Case](), Counter[str]()
    for article in track(articles, name, console=Console(stderr=True), transient=True):
        shingles = article.shingles
        said = judge.judge(article, shingles)
        kinds[said.kind] += 1
        unseen = published.unseen(shingles, said.cluster)
        if said.dropped:
            dropped.append(Case(unseen, said.kind, article))
            continue
        if said.kind in ("first", "extension", "development"):
            unseen = min(unseen, published.unseen_anywhere(shingles, article.at))
            if unseen <= SEEN:
                let_through.append(Case(unseen, said.kind, article))
        published.add(shingles, said.cluster, article.at)
    return Outcome(name, dropped, let_through, kinds)


def told_apart(judge: Judge, pairs: Sequence[Mapping[str, Any]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of "both are of one cluster"."""
    articles = {side["id"]: Dated.read(side) for pair in pairs for side in (pair["a"], pair["b"])}
    clusters = {
        article.id: judge.judge(article, article.shingles).cluster
        for article in sorted(articles.values(), key=lambda article: article.at)
    }
    said = Counter[tuple[bool, bool]]()
    for pair in pairs:
        if pair["label"] != "unclear":
            same = clusters[str(pair["a"]["id"])] == clusters[str(pair["b"]["id"])]
            said[pair["label"] == "near_duplicate", same] += 1
    right, found, wanted = said[True, True], said[False, True] + said[True, True], said[True, True] + said[True, False]
    return right / max(1, found), right / max(1, wanted), 2 * right / max(1, found + wanted)


def row(outcome: Outcome, count: int, pairs: tuple[float, float, float] | None) -> list[str]:
    shares = sorted(case.unseen for case in outcome.dropped) or [0.0]
    tenths = quantiles(shares, n=10, method="inclusive") if len(shares) > 1 else shares * 9
    very_much = sum(share > VERY_MUCH for share in shares)
    told = [f"{value:.3f}" for value in pairs] if pairs else ["–"] * 3
    return [
        outcome.name,
        str(len(outcome.dropped)),
        *(f"{value:.2f}" for value in (tenths[4], tenths[8])),
        str(sum(share > MUCH for share in shares)),
        f"{very_much} ({very_much / len(shares):.2%})",
        f"{shares[-1]:.2f}",
        f"{len(outcome.let_through)} ({len(outcome.let_through) / count:.3%})",
        *told,
    ]


HEADINGS = (
    *("judge", "dropped", "median", "p90", f"over {MUCH}", f"over {VERY_MUCH}", "worst", "let through"),
    *("precision", "recall", "F1"),
)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines():
        yield json.loads(line)


@click.command()
@click.argument("articles", type=click.Path(exists=True, path_type=Path))
@click.argument("pairs", type=click.Path(exists=True, path_type=Path), required=False)
@click.option(
    "--worst", default=0, help="Show so many of those with the largest unseen share, and what was let through."
)
@click.option("--alone/--with-jaccard", default=False, help="Without Jaccard beside it.")
def main(articles: Path, pairs: Path | None, worst: int, alone: bool) -> None:
    """The unseen share of what is dropped."""
    dated = sorted(map(Dated.read, _lines(articles)), key=lambda article: article.at)
    labelled = [*_lines(pairs)] if pairs else []
    table, ours = (
        Table(*HEADINGS, title=f"{len(dated):,} articles of {articles.name}"),
        measure("newsmill", Newsmill(), dated),
    )
    table.add_row(*row(ours, len(dated), told_apart(Newsmill(), labelled) if labelled else None))
    for threshold in () if alone else THRESHOLDS:
        told = told_apart(Jaccard(threshold), labelled) if labelled else None
        outcome = measure(f"Jaccard ≥ {threshold}", Jaccard(threshold), dated)
        table.add_row(*row(outcome, len(dated), told))
    console = Console(width=150)
    console.print(table)
    console.print(dict(ours.kinds))
    shown = sorted(ours.dropped, key=lambda case: -case.unseen)[:worst]
    for what, cases in (("dropped", shown), ("let through", ours.let_through[:worst])):
        for case in cases:
            click.echo(f"{what} {case.unseen:.2f} {case.kind} {case.article.id}: {case.article.title}")


if __name__ == "__main__":
    main()
