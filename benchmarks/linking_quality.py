"""Precision and recall of links on the labelled articles: ``python benchmarks/linking_quality.py``.

Names are the human spans of ``entities/worldwide_dev``, so that the linkers alone are measured. The labels hold the
first mention of every organisation and place, with the link that it should have; ``docs/linking.md`` says how they
were made.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from streams.entities import FoundMention, join_mentions
from streams.entities.mentions import TYPES

LABELS = Path(__file__).parent / "data" / "linking_labels.tsv"
Place = tuple[str, int, int]


def read_labels() -> dict[Place, str]:
    rows = (line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {(record, int(start), int(end)): link for record, start, end, _, link in rows}


def found_links(articles: Path) -> Iterator[tuple[Place, str]]:
    """The first link of every mention of an organisation or place; "-" where there is none."""
    for line in articles.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        spans = [(e["start"], e["end"], e["label"]) for e in record["entities"] if e["label"] in TYPES]
        mentions = [FoundMention("body", start, end, record["text"][start:end], kind) for start, end, kind in spans]
        for entity in join_mentions({"body": record["text"]}, mentions):
            link = f"{entity.links[0].scheme}:{entity.links[0].id}" if entity.links else "-"
            yield from (((record["id"], mention.start, mention.end), link) for mention in entity.mentions)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "data")
    articles = parser.parse_args().data / "entities" / "worldwide_dev.jsonl"
    labels = read_labels()
    made: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wanted = Counter(link.partition(":")[0] for link in labels.values() if link != "-")
    for place, link in found_links(articles):
        if place in labels and link != "-":
            scheme = link.partition(":")[0]
            made[scheme] += 1
            right[scheme] += link == labels[place]
    for scheme in made:
        print(
            f"{scheme:8} made {made[scheme]:4}  right {right[scheme]:4}  precision {right[scheme] / made[scheme]:.3f}"
        )
    total, hits, gold = sum(made.values()), sum(right.values()), sum(wanted.values())
    print(f"all      made {total:4}  right {hits:4}  precision {hits / total:.3f}")
    print(f"wanted {gold}, recall {hits / gold:.3f}")


if __name__ == "__main__":
    main()
