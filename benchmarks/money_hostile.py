"""What a hostile text costs for each character, beside news of the same length and beside finding the names in that.

    python -m benchmarks.money_hostile [code points, a million unless told]

The columns are the cost beside money in news and beside names in news; a text may cost more than the first, because a
long list of prices is read to its end, but a line that says "above" costs more than names do.
"""

import sys
from itertools import cycle, islice
from time import process_time

from benchmarks.money_texts import hostile, news
from streams.entities import find_entities
from streams.entities.tagging import load_tagger
from streams.money import find_money

ROUNDS = 3
NAMES_READ = 300_000
"""Code points in which names are found: a megabyte takes seconds."""


def cost(text: str, rounds: int = 1) -> float:
    """Nanoseconds of processor time for each code point, the best of `rounds`."""
    taken = []
    for _ in range(rounds):
        start = process_time()
        find_money({"body": text})
        taken.append(process_time() - start)
    return min(taken) / len(text) * 1e9


def cost_of_names(text: str) -> float:
    """Nanoseconds of processor time for each code point."""
    tagger = load_tagger()
    find_entities({"body": "Paris"}, tagger)
    start = process_time()
    find_entities({"body": text}, tagger)
    return (process_time() - start) / len(text) * 1e9


def main() -> None:
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    kind, texts = news()
    find_money({"body": "$5"})
    text = "".join(islice(cycle("\n\n".join(texts)), length))
    usual, names = cost(text, ROUNDS), cost_of_names(text[:NAMES_READ])
    print(f"news ({kind}): {usual:.0f} ns a code point, names {names:.0f} ns, {length:,} code points")
    costs = {piece: cost(text) for piece, text in hostile(length).items()}
    for piece, nanoseconds in sorted(costs.items(), key=lambda item: -item[1]):
        mark = "above" if nanoseconds > names else ""
        print(
            f"{piece[:30]!r:34} {nanoseconds:6.0f} ns  {nanoseconds / usual:5.2f}  {nanoseconds / names:5.2f}  {mark}"
        )


if __name__ == "__main__":
    main()
