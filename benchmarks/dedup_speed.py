"""How many articles a second one core judges, beside datasketch's MinHashLSH in the same run.

    python -m benchmarks.dedup_speed [articles]

Each side does the whole of it: from the text to sketch, search and verdict, then remembers the article. datasketch is
asked for the easier thing (Jaccard 0.5 by banded MinHash, 128 permutations, word 3-grams, no verification), both as its
documentation shows it, one `update` for each shingle, and by its quicker `update_batch`. It is no dependency of the
project: `pip install datasketch` where this is run.
"""

import sys
from collections.abc import Callable
from time import perf_counter_ns
from uuid import UUID

from benchmarks.dedup_texts import Writer, undisturbed
from streams.dedup.fingerprint import fingerprint
from streams.dedup.shard import Shard
from streams.dedup.verdict import Arrival, RawOrigin

COPIES = 0.1
"""Share of the articles that are edited copies of others."""


def articles(count: int) -> list[str]:
    writer, texts = Writer(1), list[str]()
    for number in range(count):
        texts.append(writer.edited(texts[number // 2]) if number % 10 == 9 else writer.article())
    return texts


def newsmill() -> Callable[[int, str], bool]:
    table: dict[bytes, bytes] = {}
    shard = Shard(0, table)

    def judge(number: int, text: str) -> bool:
        origin = RawOrigin("news.articles.raw", number % 8, number, 1_760_000_000_000 + number * 100)
        printed = fingerprint("A headline over the text", None, text)
        judgement = shard.judge(Arrival(origin, UUID(int=number), "wire", f"article-{number}", 1, False, printed))
        for key, value in judgement.writes:
            if value is None:
                del table[key]
            else:
                table[key] = value
        return judgement.verdict is not None and judgement.verdict.is_duplicate

    return judge


def datasketch_lsh(batch: bool) -> Callable[[int, str], bool]:
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.5, num_perm=128)

    def judge(number: int, text: str) -> bool:
        words = text.casefold().split()
        shingles = {" ".join(words[at : at + 3]).encode() for at in range(len(words) - 2)}
        sketch = MinHash(num_perm=128)
        if batch:
            sketch.update_batch(shingles)
        else:
            for shingle in shingles:
                sketch.update(shingle)
        found = bool(lsh.query(sketch))
        lsh.insert(number, sketch)
        return found

    return judge


def timed(judge: Callable[[int, str], bool], texts: list[str], warm: int) -> tuple[float, int]:
    """Microseconds an article, the first `warm` left out, and how many duplicates were found."""
    duplicates = sum(judge(number, text) for number, text in enumerate(texts[:warm]))
    times = []
    for number, text in enumerate(texts[warm:], warm):
        start = perf_counter_ns()
        duplicates += judge(number, text)
        times.append(perf_counter_ns() - start)
    return undisturbed(times), duplicates


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    texts = articles(count)
    ours, found = timed(newsmill(), texts, count // 2)
    print(f"newsmill    {ours:7.0f} µs an article, {1e6 / ours:6.0f} a second, {found} of {count // 10} found")
    few = texts[: max(1_000, count // 10)]
    for name, batch in (("update", False), ("update_batch", True)):
        try:
            judge = datasketch_lsh(batch)
        except ImportError:
            sys.exit("datasketch is not installed here: pip install datasketch, and run again for the comparison")
        theirs, found = timed(judge, few, len(few) // 2)
        print(f"datasketch  {theirs:7.0f} µs an article, {found} of {len(few) // 10} found, by {name}")
        print(f"ratio       {theirs / ours:7.1f}")


if __name__ == "__main__":
    main()
