"""Texts of our own for the feed: news in form, nonsense in content, each far from every other."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

WORDS = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()
SYLLABLES = tuple(onset + vowel for onset in "bcdfglmnprstvwz" for vowel in "aeiou")
PEOPLE = ("Mara Lindqvist", "Tomas Okafor", "Helen Castellano", "Jiro Watanabe", "Ruth Abernathy", "Pavel Dvorak")
COMPANIES = ("Northgate Holdings Inc", "Brightwater Energy plc", "Castell Bank AG", "Orchard Foods Ltd")
PLACES = ("Norway", "Lagos", "Chile", "Osaka", "Vienna", "Canada")
UNITS = ("$%d million", "EUR %d,000", "£%d bn", "¥%d billion")


@dataclass(frozen=True, slots=True)
class Text:
    """A title and the sentences of a body; of one that is made of passages their numbers, which count in its story."""

    title: str
    sentences: tuple[str, ...]
    passages: tuple[int, ...] = ()

    @property
    def body(self) -> str:
        return "\n\n".join(self.sentences)


class Writer:
    """Writes texts from a generator of random numbers."""

    def __init__(self, random_: random.Random) -> None:
        self._random = random_

    def text(self) -> Text:
        """A text of 60 to 200 words; more than half of them are its own alone, so that no two texts are alike."""
        sentences = [self._sentence() for _ in range(self._random.randrange(5, 14))]
        sentences.insert(1, self._fact())
        return Text(self._words(7).capitalize(), tuple(sentences))

    def passages(self, number: int) -> list[str]:
        """Paragraphs of 48 words, of which texts are put together; the first, of some 78, is enough for a flash.

        It alone has a fact: facts in the same words that differ would be those of two stories.
        """
        flash = [self._fact(), *(self._sentence(12) for _ in range(5))]
        return [" ".join(flash)] + [" ".join(self._sentence(12) for _ in range(4)) for _ in range(number - 1)]

    def composed(self, passages: Sequence[str], numbers: Sequence[int]) -> Text:
        """The text of the passages of these numbers, under a title of its own."""
        return Text(self._words(7).capitalize(), tuple(passages[number] for number in numbers), tuple(numbers))

    def retouched(self, text: Text) -> Text:
        """A near copy: one plain word in some sixty is another."""
        at = self._random.randrange(2, len(text.sentences))
        words = text.sentences[at].split()
        words[self._random.randrange(1, len(words) - 1)] = self._random.choice(WORDS)
        return replace(text, sentences=(*text.sentences[:at], " ".join(words), *text.sentences[at + 1 :]))

    def revised(self, text: Text) -> Text:
        """The next version: a sentence more."""
        return replace(text, sentences=(*text.sentences, self._sentence()))

    def article(self, source: str, id_: str, version: int, canceled: bool, text: Text) -> dict[str, object]:
        """The article as a feed publishes it; `published_at` is any time of some years."""
        year, month, day = (self._random.randrange(*bounds) for bounds in ((2010, 2040), (1, 13), (1, 29)))
        return {
            "source": source,
            "id": id_,
            "url": f"https://example.com/{source}/{id_}",
            "title": text.title,
            "byline": self._random.choice(PEOPLE),
            "body": text.body,
            "published_at": f"{year}-{month:02}-{day:02}T08:00:00Z",
            "version": version,
            "status": "canceled" if canceled else "usable",
            "keywords": [self._random.choice(WORDS)],
            "desk": "chaos",
        }

    def _sentence(self, words: int = 0) -> str:
        return self._words(words or self._random.randrange(9, 16)).capitalize() + "."

    def _words(self, number: int) -> str:
        return " ".join(
            self._own() if self._random.random() < 0.6 else self._random.choice(WORDS) for _ in range(number)
        )

    def _own(self) -> str:
        return "".join(self._random.choices(SYLLABLES, k=self._random.randrange(3, 5)))

    def _fact(self) -> str:
        pick = self._random.choice
        sum_ = pick(UNITS) % self._random.randrange(2, 900)
        return (
            f"{pick(PEOPLE)} of {pick(COMPANIES)} said in {pick(PLACES)} that {sum_} went to the {self._own()} works."
        )
