"""What fuzzing begins from: the samples of the package and the kept inputs, which are regressions too."""

from hashlib import sha1
from pathlib import Path

from tests.fuzz.records import written

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).parent / "corpus"
SAMPLES = ROOT / "streams" / "samples"


def corpus() -> dict[str, bytes]:
    """The kept inputs by name."""
    return {path.name: path.read_bytes() for path in sorted(CORPUS.iterdir())}


def seeds() -> list[bytes]:
    """The samples' articles, each by itself, and the kept inputs twice."""
    articles = [line for path in sorted(SAMPLES.glob("*.jsonl")) for line in path.read_bytes().splitlines()]
    return [*(written(line, b"key") for line in articles), *corpus().values(), *corpus().values()]


def keep(data: bytes, problem: str, folder: Path = CORPUS) -> Path:
    """Write an input that failed into the corpus; the name is of its problem and bytes."""
    word = "".join(c if c.isalnum() else "-" for c in problem.lower())[:40].strip("-")
    path = folder / f"{word}-{sha1(data).hexdigest()[:8]}"
    path.write_bytes(data)
    return path
