"""What remembering a million articles costs: time for an article, memory for each, and the index made anew.

    python -m benchmarks.dedup_scale [remembered]

The shard is filled with made-up fingerprints of 300-word articles, a tenth of each from shingles that many share; then
real texts are judged. Memory is what the process grew by, divided by the articles; keys and values of the table, in a
dict, are in it.
"""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from resource import getpagesize
from time import perf_counter_ns, process_time
from uuid import UUID

import numpy as np

from benchmarks.dedup_texts import Writer, undisturbed
from streams.dedup.fingerprint import Fingerprint, fingerprint
from streams.dedup.shard import Shard
from streams.dedup.verdict import Arrival, RawOrigin

FEW = 10_000
PROBES = 3_000
SHINGLES = 298


def made_up(count: int) -> Iterator[Fingerprint]:
    rng = np.random.default_rng(1)
    common = rng.integers(0, 1 << 32, 20_000, dtype=np.uint32)
    for _ in range(count):
        own = rng.integers(0, 1 << 32, SHINGLES, dtype=np.uint32)
        own[: SHINGLES // 10] = rng.choice(common, SHINGLES // 10)
        found = np.unique(own)
        facts = np.sort(rng.integers(0, 1 << 32, 17, dtype=np.uint32))
        parts = (found[: max(48, len(found) // 6)], np.sort(facts[:6]), np.sort(facts[6:14]), facts[14:])
        sketch, figures, names, lead = (part.astype("<u4").tobytes() for part in parts)
        yield Fingerprint(rng.bytes(32), 300, len(found), 20, sketch, figures, names, lead, rng.bytes(16))


class Memory:
    """A shard over a dict, fed one record after another."""

    def __init__(self, room: int) -> None:
        self.table: dict[bytes, bytes] = {}
        self.shard = Shard(0, self.table, max_entries=room)
        self.offset = 0

    def judge(self, printed: Fingerprint) -> None:
        at = self.offset = self.offset + 1
        origin = RawOrigin("news.articles.raw", at % 8, at, 1_760_000_000_000 + at)
        event = UUID(bytes=at.to_bytes(16, "big"))
        judgement = self.shard.judge(Arrival(origin, event, "a-news-agency", f"article-{at}", 1, False, printed))
        for key, value in judgement.writes:
            if value is None:
                del self.table[key]
            else:
                self.table[key] = value


def cost(memory: Memory, texts: list[str]) -> tuple[float, float]:
    """Microseconds an article: for the sketch, and for search and verdict."""
    sketching, judging = list[int](), list[int]()
    for text in texts:
        start = perf_counter_ns()
        printed = fingerprint("A headline over the text", None, text)
        sketched = perf_counter_ns()
        memory.judge(printed)
        sketching.append(sketched - start)
        judging.append(perf_counter_ns() - sketched)
    return undisturbed(sketching), undisturbed(judging)


def resident() -> int:
    """Bytes of the process in memory (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * getpagesize()


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    writer = Writer(2)
    texts = [writer.article() for _ in range(2 * PROBES)]
    gc.collect()
    before, memory = resident(), Memory(many + 2 * PROBES)
    prints = made_up(many)
    for _ in range(FEW):
        memory.judge(next(prints))
    sketch, few = cost(memory, texts[:PROBES])
    print(f"{len(memory.shard):9,} remembered: {sketch:.0f} µs sketch + {few:.0f} µs search and verdict")
    for each in prints:
        memory.judge(each)
    gc.collect()
    grown = resident() - before
    sketch_again, lots = cost(memory, texts[PROBES:])
    print(f"{len(memory.shard):9,} remembered: {sketch_again:.0f} µs sketch + {lots:.0f} µs search and verdict")
    print(f"ratio of the whole {(sketch + lots) / (sketch + few):.2f}, of search and verdict {lots / few:.2f}")
    rows = sum(len(key) + len(value) for key, value in memory.table.items())
    size, index = len(memory.table), memory.shard.index_bytes
    print(
        f"memory {grown / size:.0f} bytes an article: row {rows / size:.0f}, index {index / size:.0f}, objects the rest"
    )
    start = process_time()
    again = Shard(0, memory.table, max_entries=many + 2 * PROBES)
    print(f"index of {len(again):,} rows made anew in {process_time() - start:.1f} s")


if __name__ == "__main__":
    main()
