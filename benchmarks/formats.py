"""How much of your feeds is read, and rightly: ``python -m benchmarks.formats FOLDER``.

Reads every document of a folder as ``newsmill publish --check`` does. Where the folder has a ``cases.jsonl``, it
says how many cases are wholly right, and how often each expectation is met (``benchmarks/formats_cases.py`` tells how
a case is written); else how many articles of each format are accepted, and why others are rejected.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.formats_cases import Check, checks
from schemas import RejectionError
from streams.check import Checked, check_each
from streams.formats import Reading
from streams.inputs import FileRules, find_files, read_file
from streams.inputs.reading import LARGEST
from streams.settings import Settings, load_settings


def check(path: Path, case: Mapping[str, Any], settings: Settings) -> list[Checked]:
    """What ``publish --check`` says of one document, in order."""
    left_out: list[Checked] = []

    def tell(where: str, problem: RejectionError) -> None:
        left_out.append(Checked(str(path), where, problem=problem))

    headers = tuple((name, value.encode()) for name, value in case.get("headers", {}).items())
    rules = FileRules(
        longest=settings.longest_article,
        tell=tell,
        documents=Reading(LARGEST, settings.default_timezone),
        content_type=case.get("content_type"),
        headers=headers or None,
    )
    return [*check_each(read_file(path, rules), settings), *left_out]


def read_cases(folder: Path) -> list[Mapping[str, Any]]:
    """The cases of a folder; without any, every document in it, of which nothing is expected."""
    told = folder / "cases.jsonl"
    if told.exists():
        return [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [{"id": name, "path": Path(name).relative_to(folder)} for name in find_files([str(folder)])]


def score(cases: Sequence[tuple[Mapping[str, Any], list[Checked]]]) -> Iterator[str]:
    """A line for each format and for all: cases that are wholly right, and each expectation; then what is wrong."""
    made = [(case, checks(case, articles(checked))) for case, checked in cases]
    for group in [*sorted({case["format"] for case, _ in made}), "all"]:
        yield _row(group, [met for case, met in made if group in (case["format"], "all")])
    for case, met in made:
        if missed := sorted({name for name, good in met if not good}):
            yield f"  {case['id']}: {', '.join(missed)}"


def _row(group: str, made: list[list[Check]]) -> str:
    whole = sum(all(good for _, good in met) for met in made)
    wanted = Counter(name for met in made for name, _ in met)
    right = Counter(name for met in made for name, good in met if good)
    shares = "  ".join(f"{name} {right[name]}/{wanted[name]}" for name in sorted(wanted))
    return f"{group:22} right {whole:3}/{len(made):3}  {shares}"


def articles(checked: Iterable[Checked]) -> list[Mapping[str, Any]]:
    """Those that are accepted."""
    return [one.article for one in checked if one.article is not None]


def count(checked: Iterable[Checked]) -> Iterator[str]:
    """How many articles of each format are accepted, and how many are rejected for each reason."""
    made = Counter(
        f"rejected as {one.problem.reason.value}" if one.problem else f"accepted from {one.format}" for one in checked
    )
    return (f"{number:6} {what}" for what, number in sorted(made.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--results", type=Path, help="write a line of JSON for each case: case, outcome, articles")
    given = parser.parse_args()
    settings, started = load_settings(), time.perf_counter()
    read = [(case, check(given.folder / case["path"], case, settings)) for case in read_cases(given.folder)]
    print(f"{len(read)} documents in {time.perf_counter() - started:.1f} s")
    if given.results:
        given.results.write_text("".join(f"{json.dumps(result(*one))}\n" for one in read), encoding="utf-8")
    expected = (given.folder / "cases.jsonl").exists()
    lines = score(read) if expected else count(one for _, checked in read for one in checked)
    print(*lines, sep="\n")


def result(case: Mapping[str, Any], checked: Iterable[Checked]) -> dict[str, Any]:
    """What came of one case."""
    made = articles(checked)
    return {"case": case["id"], "outcome": "accepted" if made else "rejected", "articles": made}


if __name__ == "__main__":
    main()
