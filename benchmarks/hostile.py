"""What a hostile article costs for each character on its whole way, beside news of the same length in the same run.

    python -m benchmarks.hostile [--only WORD] [--limit SECONDS] [code points, 10000 100000 1000000 unless told]

Each case runs in processes of its own that are ended at the limit. A line is a case: how many times the processor time
of news it takes, in the worker or as a page in `publish`, in which parts, bytes that go out for each that comes in, and
the memory that it adds. "above" marks what costs more than it may; the exit status is 1 if there is such a case.
"""

import argparse
import gc
import multiprocessing
import multiprocessing.connection
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import process_time
from typing import TypeVar

from benchmarks.hostile_texts import Text, hostile, news
from schemas import Article, Origin
from schemas.codec import encode
from streams.entities import read_entities
from streams.entities.tagging import Tagger, load_tagger
from streams.inputs.page import parse_page
from streams.money import read_money
from streams.steps import Incoming
from streams.steps.enrich import alone, enrich
from streams.steps.parts import EnrichRules
from streams.steps.records import size
from streams.steps.screen import ScreenRules, read

T = TypeVar("T")

SIZES = (10_000, 100_000, 1_000_000)
BAR = 3.0
"""Times the cost of news that a hostile text may take."""
LIMIT = 60
"""Seconds of processor time after which a case is ended."""
ROUNDS = {10_000: 3}
"""Times that a text of a length is taken, each time by a process that has not seen its words; others once."""
ORIGIN = Origin(topic="news.articles.raw", partition=0, offset=0, timestamp=0)
WARM = Article(
    source="warm", id="1", title="Up", body=f"Up\nBy A B\nMay 1, 2025\n{news(5_000)} é 新聞 ไทย", language="en"
)
FIELDS = ("title", "byline", "summary", "url", "keywords")
FIELD_TEXTS = (
    "'a'",
    "' '",
    "'Smith-'",
    "'John Smith, '",
    "'$1 '",
    "'http://a '",
    "'.'",
    "words",
    "people",
    "a + spaces + b",
)
"""Texts that are tried in other fields than the body too."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of each part, bytes out, and megabytes that the process grew by."""

    parts: dict[str, float]
    bytes_out: int
    megabytes: int

    @property
    def seconds(self) -> float:
        """Of the dearer of the two ways: through the worker, or as a page."""
        return max(self.parts["page"], sum(self.parts.values()) - self.parts["page"])


def measured(article: Article, tagger: Tagger) -> Cost:
    """What one article costs."""
    _once(WARM, tagger)  # in this process too: what it has from its parent is copied when it is first touched
    before = _megabytes()
    parts, bytes_out = _once(article, tagger)
    return Cost(parts, bytes_out, _megabytes() - before)


def _once(article: Article, tagger: Tagger) -> tuple[dict[str, float], int]:
    rules = EnrichRules(tagger)
    screening = ScreenRules(max_article_bytes=1 << 26, max_event_bytes=1 << 23, shards=1, enrich=rules)
    raw = Incoming(None, encode(article), (), ORIGIN)
    parts: dict[str, float] = {}

    def timed(part: str, do: Callable[[], T]) -> T:
        start = process_time()
        found = do()
        parts[part] = process_time() - start
        return found

    screened = timed("screen", lambda: read(raw, screening))
    assert screened.article
    texts = screened.article.texts()
    timed("entities", lambda: read_entities(texts, tagger))
    timed("money", lambda: read_money(texts))
    page = article.title or article.body or ""
    timed("page", lambda: parse_page(page, source="a", article_id="1"))
    both = parts["entities"] + parts["money"]
    sent = timed("events", lambda: enrich(raw, alone(screened, ORIGIN), rules))
    parts["events"] = max(0.0, parts["events"] - both)
    return parts, sum(map(size, sent))


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def cost(article: Article, length: int, tagger: Tagger, limit: int) -> Cost | str:
    """The cost, or why there is none: the mean of the rounds."""
    rounds = [_in_a_process(article, tagger, limit)]
    for _ in range(1, ROUNDS.get(length, 1)):
        if isinstance(rounds[-1], str):
            return rounds[-1]
        rounds.append(_in_a_process(article, tagger, limit))
    told = [one for one in rounds if isinstance(one, Cost)]
    if not told:
        return rounds[0]
    parts = {part: sum(one.parts[part] for one in told) / len(told) for part in told[0].parts}
    return Cost(parts, told[0].bytes_out, told[0].megabytes)


def _in_a_process(article: Article, tagger: Tagger, limit: int) -> Cost | str:
    """The process is a copy of this one, with everything loaded."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(article, tagger, limit, theirs))
    process.start()
    theirs.close()
    try:
        answer: Cost | str = ours.recv()
    except EOFError:
        answer = f"ended after {limit} s"
    process.join()
    return answer


def _child(article: Article, tagger: Tagger, limit: int, to: "multiprocessing.connection.Connection") -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    try:
        to.send(measured(article, tagger))
    except Exception as error:
        to.send(f"{type(error).__name__}: {error}"[:200])


def cases(length: int, only: str) -> Iterator[tuple[str, Article]]:
    """Each pattern as a body, and some of them as each other field."""
    texts = hostile()
    for name, text in texts.items():
        if only in name:
            yield name, _article(name, text, length)
    for field in FIELDS:
        for name in FIELD_TEXTS:
            if only in f"{field} {name}":
                value = texts[name](length)
                yield f"{field} {name}", _with(field, [value] if field == "keywords" else value)


def _article(name: str, text: Text, length: int) -> Article:
    # Words in front: a body without a letter is rejected, and costs nothing.
    return Article(source="hostile", id="1", body=f"The body begins here.\n{text(length - 22)}", language="en")


def _with(field: str, value: object) -> Article:
    return Article.model_validate({"source": "hostile", "id": "1", "body": "A body.", "language": "en", field: value})


def report(length: int, only: str, limit: int, tagger: Tagger) -> int:
    """Print the cases of one length, the dearest first; the number of those above the bar."""
    usual = cost(Article(source="news", id="1", title="News", body=news(length), language="en"), length, tagger, limit)
    if isinstance(usual, str):
        sys.exit(f"news: {usual}")
    print(f"\n{length:,} code points; news: {_line(usual, usual, length)}", flush=True)
    found = [(name, cost(article, length, tagger, limit)) for name, article in cases(length, only)]
    above = 0
    for name, one in sorted(found, key=lambda case: -_rank(case[1])):
        bad = isinstance(one, str) or one.seconds > BAR * usual.seconds
        above += bad
        text = one if isinstance(one, str) else _line(one, usual, length)
        print(f"{'above' if bad else '':6}{name[:44]:46}{text}", flush=True)
    print(f"{len(found)} cases, {above} above {BAR:g} times news", flush=True)
    return above


def _rank(one: Cost | str) -> float:
    return float("inf") if isinstance(one, str) else one.seconds


def _line(one: Cost, usual: Cost, length: int) -> str:
    share = one.seconds / usual.seconds
    parts = "  ".join(f"{part} {seconds / length * 1e9:.0f}" for part, seconds in one.parts.items())
    return f"{share:5.2f} x  ns a code point: {parts}  out {one.bytes_out / length:.1f} x  +{one.megabytes} MB"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--only", default="")
    parser.add_argument("--limit", type=int, default=LIMIT)
    asked = parser.parse_args()
    tagger = load_tagger()
    tagger.tag({"body": news(1_000_000)})  # a worker knows the words of news, and none of a hostile text
    measured(WARM, tagger)
    gc.freeze()
    sys.exit(min(1, sum([report(size, asked.only, asked.limit, tagger) for size in asked.sizes])))


if __name__ == "__main__":
    main()
