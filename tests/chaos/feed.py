"""The feed of a campaign: numbered articles from a seed, most bodies coming twice or more, with what must come of each.

What must come of a record travels with it in the header `chaos`, which `tests.chaos.key` reads back from the raw topic.
"""

import heapq
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count

from tests.chaos.courses import PLANS, Courses, Plan
from tests.chaos.texts import Text, Writer
from tests.chaos.wrecks import WRECKS

MARK = "chaos"
SKEWED = 0.1
SKEW_MILLISECONDS = 5 * 365 * 86_400_000


@dataclass(frozen=True, slots=True)
class Mark:
    """What a record is: its number, its story (one text family) and the part that it plays there.

    Attributes:
        number: counts the records of a feed from 1.
        story: stories count from 1; records of one story share a text, more or less.
        plan: the course of the story.
        source, id, version: the article's identity; id is "" where a malformed record has none.
        canceled: whether it takes the article back.
        reasons: for what it may be rejected; empty: it must not be.
        language: of all texts of the story.
        passages: the numbers of those that the text is made of, which count in its story; empty: it is of one piece.
    """

    number: int
    story: int
    plan: Plan
    source: str
    id: str
    version: int = 1
    canceled: bool = False
    reasons: tuple[str, ...] = ()
    language: str = "en"
    passages: tuple[int, ...] = ()

    def header(self) -> tuple[str, bytes]:
        return MARK, json.dumps(asdict(self)).encode()

    @classmethod
    def read(cls, header: bytes) -> "Mark":
        fields = json.loads(header)
        return cls(**fields | {name: tuple(fields[name]) for name in ("reasons", "passages")})


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to publish; `timestamp` in milliseconds since 1970 is the feed's own clock, often wrong."""

    mark: Mark
    key: bytes
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]
    skew: int

    def with_header(self) -> list[tuple[str, bytes]]:
        return [*self.headers, self.mark.header()]


@dataclass(frozen=True, slots=True)
class Later:
    """A record of a story that is due when `number` records are out."""

    mark: Mark
    text: Text


class Feed:
    """An endless feed; `spread` is the mean number of records between two records of one story."""

    def __init__(self, seed: int, spread: float = 150, languages: Sequence[str] = ("en",)) -> None:
        self._languages = languages
        self._random = random.Random(seed)
        self._writer = Writer(self._random)
        self._courses = Courses(self._random, self._writer)
        self._spread = spread
        self._stories = count(1)
        self._number = 0
        self._tie = count()
        self._due: list[tuple[int, int, Later]] = []

    def __iter__(self) -> Iterator[Draft]:
        while True:
            if not self._due or self._due[0][0] > self._number:
                self._begin()
            yield self._next()

    def rest(self) -> Iterator[Draft]:
        """What is still to come of the stories that were begun."""
        while self._due:
            yield self._next()

    def _next(self) -> Draft:
        self._number += 1
        _, _, later = heapq.heappop(self._due)
        return self._draft(replace(later.mark, number=self._number), later.text)

    def _begin(self) -> None:
        plan = self._random.choices(list(PLANS), list(PLANS.values()))[0]
        story, language = next(self._stories), self._random.choice(self._languages)
        due = self._number
        for part, text in self._courses.course(plan):
            told = (part.source, part.id, part.version, part.canceled)
            mark = Mark(0, story, plan, *told, language=language, passages=text.passages)
            heapq.heappush(self._due, (due, next(self._tie), Later(mark, text)))
            due += self._gap()

    def _gap(self) -> int:
        """Records until the next one of a story: often none, now and then very many."""
        return 1 + int(self._random.choice((0, 0.1, 1, 2)) * self._random.expovariate(1 / self._spread))

    def _draft(self, mark: Mark, text: Text) -> Draft:
        key = f"{mark.source.replace('%', '%25').replace('/', '%2F')}/{mark.id}".encode()
        skew = self._random.randrange(-SKEW_MILLISECONDS, SKEW_MILLISECONDS) if self._random.random() < SKEWED else 0
        if mark.canceled and self._random.random() < 0.5:
            names = (("source", mark.source.encode()), ("id", mark.id.encode()))
            return Draft(mark, key, None, names, skew)
        article = self._writer.article(mark.source, mark.id, mark.version, mark.canceled, text)
        article["language"] = mark.language
        if mark.plan != "malformed":
            return Draft(mark, key, json.dumps(article).encode(), (), skew)
        wreck = self._random.choices(WRECKS, [wreck.weight for wreck in WRECKS])[0]
        return Draft(replace(mark, reasons=wreck.reasons), key, wreck.make(article), (), skew)
