"""What a hostile text costs for each character, beside news of the same length.

    python -m benchmarks.money_hostile [code points, a million unless told]

The last column is the cost beside news; the first line that says "above" is a text that costs more than it may.
"""

import sys
from itertools import cycle, islice
from time import process_time

from benchmarks.money_texts import hostile, news
from streams.money import find_money

ROUNDS = 3


def cost(text: str, rounds: int = 1) -> float:
    """Nanoseconds of processor time for each code point, the best of `rounds`."""
    taken = []
    for _ in range(rounds):
        start = process_time()
        find_money({"body": text})
        taken.append(process_time() - start)
    return min(taken) / len(text) * 1e9


def main() -> None:
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    kind, texts = news()
    find_money({"body": "$5"})
    usual = cost("".join(islice(cycle("\n\n".join(texts)), length)), ROUNDS)
    print(f"news ({kind}): {usual:.0f} ns a code point, {length:,} code points")
    costs = {piece: cost(text) for piece, text in hostile(length).items()}
    for piece, nanoseconds in sorted(costs.items(), key=lambda item: -item[1]):
        mark = "above" if nanoseconds > usual else ""
        print(f"{piece[:30]!r:34} {nanoseconds:6.0f} ns  {nanoseconds / usual:5.2f}  {mark}")


if __name__ == "__main__":
    main()
