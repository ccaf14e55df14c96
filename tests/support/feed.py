"""A feed of mixed articles from a seed: texts that are all different, copies of some, and records that are no articles.

What must come of it does not depend on the order in which partitions are read: of every story exactly one article is
enriched and the others are duplicates; every malformed record is rejected.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schemas import Reason
from streams.inputs import InputRecord
from streams.inputs.record import key_of

FOLDER = Path(__file__).parent
SOURCES = ("tidewire", "harbour-daily", "meridian-post", "lagos-ledger", "pampa-news", "straits-ledger")
COPIES = 0.2
MALFORMED = 0.05

Article = dict[str, object]


@dataclass(frozen=True, slots=True)
class Mixed:
    """A record to publish. Articles of one `story` are copies of each other; `reason` is set where it is rejected."""

    record: InputRecord
    story: int
    reason: Reason | None = None


WRECKS: tuple[tuple[Reason, Callable[[Article], bytes | None]], ...] = (
    (Reason.NOT_JSON, lambda article: _json(article)[:-30]),
    (Reason.NOT_UTF8, lambda article: _json(article).replace(b'"title": "', b'"title": "\xe9')),
    (Reason.NOT_AN_OBJECT, lambda article: b"[7]"),
    (Reason.MISSING_FIELD, lambda article: _json({**article, "id": None}).replace(b'"id": null, ', b"")),
    (Reason.INVALID_FIELD, lambda article: _json({**article, "status": "perhaps"})),
    (Reason.EMPTY_BODY, lambda article: _json({**article, "body": " \n—"})),
    (Reason.UNNAMED_TOMBSTONE, lambda article: None),
)


def mixed_articles(n: int, seed: int) -> list[Mixed]:
    """`n` records, the same ones for the same seed: a fifth are copies, a twentieth malformed."""
    return list(_records(n, random.Random(seed)))


def _records(n: int, draw: random.Random) -> Iterator[Mixed]:
    texts: list[tuple[str, list[str]]] = []
    for number in range(n):
        chance = draw.random()
        if chance < MALFORMED:
            reason, wreck = draw.choice(WRECKS)
            value = wreck(_article(number, *_text(draw), draw))
            yield Mixed(InputRecord(None, value, (), f"feed:{number + 1}"), -1, reason)
        elif texts and chance < MALFORMED + COPIES:
            story = draw.randrange(len(texts))
            yield Mixed(_record(number, *_retouched(*texts[story], draw), draw), story)
        else:
            texts.append(_text(draw))
            yield Mixed(_record(number, *texts[-1], draw), len(texts) - 1)


def _record(number: int, title: str, body: list[str], draw: random.Random) -> InputRecord:
    article = _article(number, title, body, draw)
    return InputRecord(key_of(article), _json(article), (), f"feed:{number + 1}")


def _article(number: int, title: str, body: list[str], draw: random.Random) -> Article:
    return {
        "source": draw.choice(SOURCES),
        "id": f"mixed-{number}",
        "title": title,
        "body": "\n\n".join(body),
        "language": "en",
        "published_at": f"2026-03-02T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z",
    }


def _text(draw: random.Random) -> tuple[str, list[str]]:
    """A title and eight to sixteen sentences about one set of names."""
    told = {kind: draw.choice(names) for kind, names in _names().items()}
    sentences = [_filled(line, told, draw) for line in draw.sample(_sentences(), draw.randrange(8, 17))]
    return " ".join(sentences[0].split()[:9]).rstrip(",.").replace('"', ""), sentences


def _filled(line: str, told: dict[str, str], draw: random.Random) -> str:
    other = draw.choice(_names()["company"])
    amount = f"{draw.choice(('$', '€', '£'))}{draw.randrange(2, 900)} {draw.choice(('million', 'billion'))}"
    # The sentence's own names and figures, beside those of the whole text, keep two texts with one sentence apart.
    own = {**told, "city": draw.choice(_names()["city"]), "day": draw.choice(_names()["day"])}
    number = draw.randrange(11, 990)
    return line.format(**own, surname=told["person"].split()[-1], other=other, amount=amount, number=number)


def _retouched(title: str, body: list[str], draw: random.Random) -> tuple[str, list[str]]:
    """A copy: word for word, in other case and spacing, or with one word less."""
    way = draw.randrange(3)
    if way == 1:
        return title.upper(), [sentence.replace(" ", "  ") for sentence in body]
    if way == 2:
        at = draw.randrange(len(body))
        return title, [*body[:at], body[at].replace(" said ", " says ").replace(" the ", " a ", 1), *body[at + 1 :]]
    return title, body


def _json(article: Article) -> bytes:
    return json.dumps(article, ensure_ascii=False).encode()


@cache
def _sentences() -> list[str]:
    lines = (FOLDER / "sentences.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _names() -> dict[str, list[str]]:
    lines = (FOLDER / "names.txt").read_text("utf-8").splitlines()
    kinds = (line.split("|") for line in lines if line and not line.startswith("#"))
    return {kind: names for kind, *names in kinds}
