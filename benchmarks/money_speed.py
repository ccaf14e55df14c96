"""How many words a second one core reads for money, beside Recognizers-Text in the same run.

    python -m benchmarks.money_speed [--peer PYTHON]

Recognizers-Text is no dependency of the project. Make it a virtual environment of its own, whose interpreter is PYTHON:

    python3 -m venv peer && peer/bin/pip install recognizers-text-suite 'emoji<2'

Both read the same texts, ours three times for each of theirs; figures are processor time, the best round of each.
"""

import argparse
import json
import subprocess
from collections.abc import Callable
from time import process_time

from benchmarks.money_texts import news
from streams.money import find_money

ROUNDS = 3
PEER_TEXTS = 40
"""Texts that Recognizers-Text is given: it takes minutes for all."""

PEER = """
import json, sys, time
from recognizers_number_with_unit import recognize_currency
texts = json.load(sys.stdin)
recognize_currency("$5", "en-us")
start = time.process_time()
found = sum(len(recognize_currency(text, "en-us")) for text in texts)
print(json.dumps([time.process_time() - start, found]))
"""


def ours(texts: list[str]) -> tuple[float, int]:
    """Seconds of processor time and amounts found."""
    start = process_time()
    found = sum(len(find_money({"body": text})) for text in texts)
    return process_time() - start, found


def theirs(python: str) -> Callable[[list[str]], tuple[float, int]]:
    def run(texts: list[str]) -> tuple[float, int]:
        done = subprocess.run([python, "-c", PEER], input=json.dumps(texts), capture_output=True, text=True, check=True)
        seconds, found = json.loads(done.stdout.splitlines()[-1])
        return seconds, found

    return run


def words(texts: list[str]) -> int:
    return sum(len(text.split()) for text in texts)


def show(name: str, texts: list[str], seconds: float, found: int) -> float:
    """Prints a line and gives words a second."""
    speed = words(texts) / seconds
    print(f"{name:18} {speed:12,.0f} words/s   {found:5} amounts in {words(texts):,} words")
    return speed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", help="interpreter of an environment with recognizers-text-suite")
    peer = parser.parse_args().peer
    kind, texts = news()
    print(f"{len(texts)} texts: {kind}")
    ours(texts)  # tables are built on the first use
    mine = show("newsmill", texts, *min(ours(texts) for _ in range(ROUNDS)))
    if peer is None:
        print("Recognizers-Text   not measured: " + str(__doc__).split("\n\n")[2].strip())
        return
    sample = texts[:: max(1, len(texts) // PEER_TEXTS)]
    other = show("Recognizers-Text", sample, *theirs(peer)(sample))
    mine = max(mine, show("newsmill, again", texts, *min(ours(texts) for _ in range(ROUNDS))))
    print(f"newsmill is {mine / other:.0f} times as fast")


if __name__ == "__main__":
    main()
