"""The courses that the stories of a feed take: which records there are of a text, one after the other."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tests.chaos.texts import Text, Writer

Plan = Literal["copies", "near", "chain", "retold", "developed", "unseen", "malformed"]

# How often each plan is begun. Copies prevail: a lost table write shows as a body that is news twice.
PLANS: dict[Plan, int] = {
    "copies": 45,
    "near": 10,
    "chain": 18,
    "retold": 9,
    "developed": 6,
    "unseen": 2,
    "malformed": 18,
}
HOME_COUNT = 40
SLASHED = 5
"""One source of so many has a `/` in its name."""

DEVELOPED = ((0,), range(4), range(1, 8), range(8), range(1, 9), range(5, 12))
"""The passages of a flash, of the story and its rewrite; of both in one, of a copy of the rewrite that brings little,
and of a text that shares half with that copy and less with what was published."""


@dataclass(frozen=True, slots=True)
class Part:
    """An article's part in a story; `source` and `id` are its identity, `canceled` says that it is taken back."""

    source: str
    id: str
    version: int = 1
    canceled: bool = False


Parts = Iterator[tuple[Part, Text]]


class Courses:
    """Makes up stories from a generator of random numbers."""

    def __init__(self, random_: random.Random, writer: Writer) -> None:
        self._random, self._writer = random_, writer

    def course(self, plan: Plan) -> Parts:
        """The records of a new story."""
        text, teller = self._writer.text(), self._teller()
        match plan:
            case "chain":
                yield from self._chain(teller, text)
            case "retold":
                yield from self._retold(teller, text)
            case "developed":
                yield from self._developed()
            case "unseen":
                yield replace(teller, canceled=True), text
            case "malformed":
                yield teller, text
            case "copies" | "near":
                yield teller, text
                for other in self._others(teller, self._random.choice((0, 1, 1, 1, 2, 2, 3, 5))):
                    yield other, self._writer.retouched(text) if plan == "near" else text

    def _teller(self) -> Part:
        home = self._random.randrange(HOME_COUNT)
        return Part(f"wire-{home}" if home % SLASHED else f"wire/{home}", f"{self._random.getrandbits(48):012x}")

    def _others(self, teller: Part, number: int) -> list[Part]:
        """Other articles; the first two have what would be the key of a teller with `/`, if keys did not escape it and
        the `%` by which they do."""
        source, slash, home = teller.source.partition("/")
        twins = [Part(source, f"{home}/{teller.id}"), Part(f"{source}%2F{home}", teller.id)] if slash else []
        return [*twins, *(self._teller() for _ in range(number))][:number]

    def _chain(self, first: Part, text: Text) -> Parts:
        """The same article again, its next version, a stale one, and perhaps its retraction."""
        yield first, text
        version, texts = 1, {1: text}
        for step in self._random.choices(("resend", "revise", "stale"), (3, 4, 1), k=self._random.randrange(1, 5)):
            if step == "revise":
                version += 1
                texts[version] = self._writer.revised(texts[version - 1])
            said = 1 if step == "stale" else version
            yield replace(first, version=said), texts[said]
        if self._random.random() < 0.4:
            yield replace(first, version=version + 1, canceled=True), texts[version]

    def _retold(self, first: Part, text: Text) -> Parts:
        """Copies of a text, some of which are revised or taken back; then the first one is, and perhaps a copy more."""
        yield first, text
        tellers = self._others(first, self._random.randrange(1, 5))
        for teller in tellers:
            yield teller, text
        for teller in tellers:
            fate = self._random.random()
            if fate < 0.2:
                yield replace(teller, version=2), self._writer.revised(text)
            elif fate < 0.4:
                yield replace(teller, version=2, canceled=True), text
        yield replace(first, version=2, canceled=True), text
        if self._random.random() < 0.5:
            yield self._teller(), text

    def _developed(self) -> Parts:
        """A flash, the story that holds it, a rewrite that brings much, and what others make of these. Then the rewrite
        is taken back, somebody else prints it, and a copy of it comes again."""
        passages = self._writer.passages(12)
        flash, story, rewrite, both, more, far = (self._writer.composed(passages, numbers) for numbers in DEVELOPED)
        if self._random.random() < 0.7:
            yield self._teller(), flash
        yield self._teller(), story
        first, second, third = self._teller(), self._teller(), self._teller()
        yield first, rewrite
        yield second, rewrite
        yield third, (retouched := self._writer.retouched(rewrite))
        if self._random.random() < 0.5:
            yield self._teller(), both
        if self._random.random() < 0.5:
            yield self._teller(), more
            yield self._teller(), far
        if self._random.random() < 0.7:
            yield replace(first, version=2, canceled=True), rewrite
            yield self._teller(), self._writer.retouched(rewrite)
        yield self._random.choice(((second, rewrite), (third, retouched)))
