"""Made-up articles for the benchmarks: words by Zipf's law, phrases that recur, no two alike unless asked for."""

from random import Random

WORDS = 300
_VOCABULARY = 60_000


class Writer:
    """Writes articles of `WORDS` words, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._rng = Random(seed)
        letters = Random(7)
        syllables = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "on", "es")]
        made = {
            "".join(letters.choice(syllables) for _ in range(letters.choice((1, 2, 2, 3, 3, 4)))) for _ in range(90_000)
        }
        self._words = sorted(made)
        letters.shuffle(self._words)
        self._words = self._words[:_VOCABULARY]
        self._phrases = [self._some(letters.randint(3, 6)) for _ in range(2_000)]

    def article(self) -> str:
        """A new text, with figures, names and now and then a phrase that other articles use too."""
        words: list[str] = []
        while len(words) < WORDS:
            words += self._sentence()
        return " ".join(words[:WORDS])

    def edited(self, text: str, share: float = 0.05) -> str:
        """A copy with a share of its words replaced."""
        return " ".join(self._word() if self._rng.random() < share else word for word in text.split())

    def _sentence(self) -> list[str]:
        rng = self._rng
        words = self._some(rng.randint(8, 20))
        if rng.random() < 0.5:
            words[rng.randrange(len(words))] = self._word().title() + " " + self._word().title()
        if rng.random() < 0.4:
            words[rng.randrange(len(words))] = str(rng.randint(2, 9_999))
        if rng.random() < 0.3:
            words += rng.choice(self._phrases)
        return [*" ".join(words).capitalize().split(), "."]

    def _word(self) -> str:
        """Zipf with exponent 1, by inverting the integral of 1/x."""
        return self._words[int(_VOCABULARY ** self._rng.random()) - 1]

    def _some(self, count: int) -> list[str]:
        return [self._word() for _ in range(count)]


def undisturbed(nanoseconds: list[int]) -> float:
    """Microseconds that the tenth percentile took.

    On a shared machine a sum, even of processor time, holds what others did to it, and long operations suffer more than
    short ones; the tenth percentile is near what each side takes when left alone.
    """
    return sorted(nanoseconds)[len(nanoseconds) // 10] / 1_000
