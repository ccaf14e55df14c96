"""Words a second of joining and linking beside the tagger, in one run: ``python benchmarks/linking_speed.py``.

CPU time of this process, on whole articles, the caches of names filled by nothing but the articles themselves.
"""

import argparse
import json
import time
from pathlib import Path

from streams.entities import find_entities, join_mentions
from streams.entities.linking import registers
from streams.entities.tagging import load_tagger


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent.parent.parent / "shared" / "data")
    path = parser.parse_args().data / "entities" / "worldwide_dev.jsonl"
    texts = [{"body": json.loads(line)["text"]} for line in path.read_text(encoding="utf-8").splitlines()]
    words = sum(len(fields["body"].split()) for fields in texts)
    started = time.process_time()
    for load in (registers.countries, registers.regions, registers.cities, registers.companies, registers.demonyms):
        load()
    print(f"tables loaded in {time.process_time() - started:.2f} s")
    tagger = load_tagger()
    started = time.process_time()
    tagged = [tagger.tag(fields) for fields in texts]
    tagging = time.process_time() - started
    started = time.process_time()
    for fields, mentions in zip(texts, tagged, strict=True):
        join_mentions(fields, mentions)
    joining = time.process_time() - started
    started = time.process_time()
    for fields in texts:
        find_entities(fields, tagger)
    whole = time.process_time() - started
    print(f"tagger {words / tagging:9,.0f} words/s")
    print(f"join, link {words / joining:9,.0f} words/s, {joining / tagging:.2f} of the tagger's time")
    print(f"find_entities {words / whole:9,.0f} words/s")


if __name__ == "__main__":
    main()
