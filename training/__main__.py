"""Make the shipped entity model, from texts to weights: `python -m training --teacher PIPELINE`."""

import argparse
import json
import time
from pathlib import Path

import numpy as np

from streams.entities.tagging.builtin import DATA
from streams.entities.tagging.lexicon import Lexicon
from streams.entities.tagging.phrases import Phrases
from streams.entities.tagging.weights import BITS, Weights
from streams.entities.tagging.word_table import WordTable
from training.clusters import clusters, lines
from training.corpora import OPEN_TEXTS, open_texts
from training.crf import Settings, learn
from training.examples import examples
from training.lexicon import build_lexicon, build_phrases
from training.manifest import check
from training.mixture import Mixture, augmented, gold_documents, silver_documents

VERSION = "en-1"
SEED = 7
SETTINGS = Settings(epochs=3, rate=0.02, decay=1e-5, drop_word=0.25, fewest=3, seed=SEED)


def main() -> None:
    """Read the arguments, and go through the steps, each from what the one before left."""
    options = _options()
    began = time.time()
    check(options.data)
    lexicon, phrases = _lists(options.data, options.out)
    silver = list(silver_documents(options.data, options.teacher, options.work / "silver", SEED))
    mixture = augmented([*silver, *gold_documents(options.data)], options.data, SEED)
    _say(began, f"{len(mixture.documents)} documents")
    weights = _learn(mixture, lexicon, phrases)
    weights.save(options.out / "weights.npz")
    _say(began, "done")
    figures = {"seconds": round(time.time() - began), "bytes": sum(p.stat().st_size for p in options.out.glob("*.npz"))}
    (options.work / "made.json").write_text(json.dumps(figures), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="folder with the files of manifest.json"
    )
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="folder for what can be made again")
    parser.add_argument("--out", type=Path, default=DATA, help="folder for the model")
    parser.add_argument("--teacher", required=True, help="spaCy pipeline that labels the open texts: a name or a path")
    return parser.parse_args()


def _say(began: float, what: str) -> None:
    print(f"{time.time() - began:6.0f} s  {what}", flush=True)


def _lists(data: Path, out: Path) -> tuple[Lexicon, Phrases]:
    sentences = lines(text for name in OPEN_TEXTS for _, text in open_texts(data, name, SEED))
    lexicon = build_lexicon(data, sentences, clusters(sentences, SEED))
    phrases = build_phrases(data, lexicon)
    out.mkdir(parents=True, exist_ok=True)
    lexicon.save(out / "lexicon.npz")
    phrases.save(out / "phrases.npz")
    return lexicon, phrases


def _learn(mixture: Mixture, lexicon: Lexicon, phrases: Phrases) -> Weights:
    """The weights as they ship: in steps of 1/127 of the largest, or of 6 if that is less."""
    made = examples(mixture.documents, mixture.weights, WordTable(lexicon), phrases)
    print(f"  {len(made.position)} tokens", flush=True)
    table, transitions = learn(made, 1 << BITS, SETTINGS)
    scale = min(float(np.abs(table).max()), 6.0) / 127
    steps = np.clip(np.round(table / scale), -127, 127).astype(np.int8)
    return Weights(steps, scale, transitions, {"version": VERSION})


if __name__ == "__main__":
    main()
