"""Texts made from texts: names exchanged, sentences in capitals, datelines, and templates filled with names.

What is learned should be where names stand and how they look, not which ones were in the news of one year.
"""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from streams.tables import Tables
from training import lists
from training.corpora import Document, Span

SUFFIXES = (
    *("", "", "", " Inc", " Inc.", " Corp", " Corp.", " Co", " Co."),
    *(" Ltd", " Ltd.", " plc", " AG", " SA", " Group", " Holdings", ", Inc.", ", Inc"),
)
PARTNERSHIPS = ("{} & {}", "{}, {} & {}", "{}, {} and {}", "{} {}", "{} {} {}", "{}-{}")
PARTNERSHIP_SUFFIXES = ("", "", "", "", " LLP", ", LLP", " LLP", " LLC", ", P.C.", " & Co", " & Co.", " Partners")
PARTNERSHIP_SHARE = 0.12
_SUFFIX = re.compile(r"\b(?:Inc|Corp|Co|Ltd|plc|PLC|AG|SA|Group|Holdings|Motors|Airlines|Energy)\.?$")
_BODY = re.compile(r"\b(?:Ministry|Department|Agency|Commission|Council|Authority|Committee|Bureau|Office|Board)\b")
_UNIVERSITY = re.compile(r"\b(?:University|College|Institute|School)\b")
_AGENCIES = ("AP", "Reuters", "AFP", "Xinhua", "UPI", "REUTERS", "Bloomberg", "PTI", "dpa")
_SMALL = frozenset(re.findall(r"\w+", "a an and as at but by for from in of on or over the to vs with"))


class Names:
    """Names to draw from, of each kind that the templates know."""

    def __init__(self, data: Path, draw: random.Random) -> None:
        self._draw = draw
        good = [name for name, listed in lists.companies(data).items() if listed]
        self.companies = [name for name in good if (len(name) < 32 and not name.isupper()) or len(name) < 5]
        self.known = {name for name in lists.companies(data) if len(name) > 4}
        self.bodies = [name.removeprefix("The ") for name in lists.bodies(data) if len(name) < 55]
        self.universities = [name for name in lists.universities(data) if name.isascii()]
        self.clubs = [name for name in lists.clubs(data) if name.isascii() and len(name) > 4]
        self.cities = [
            name for name, people in lists.cities(data) for _ in range(1 + min(people, 3_000_000) // 300_000)
        ]
        self.large = set(self.cities)
        self.forenames = [name for name, grade in lists.forenames(data) for _ in range(grade * grade)]
        self.surnames = [name for name, grade in lists.surnames(data) for _ in range(grade)]

    def company(self) -> str:
        if self._draw.random() < PARTNERSHIP_SHARE:
            return self._partnership()
        return self._draw.choice(self.companies) + self._draw.choice(SUFFIXES)

    def _partnership(self) -> str:
        """A firm named after people, as those of lawyers, accountants and brokers are."""
        form = self._draw.choice(PARTNERSHIPS)
        return form.format(*(self.surname() for _ in range(3))) + self._draw.choice(PARTNERSHIP_SUFFIXES)

    def surname(self) -> str:
        return self._draw.choice(self.surnames)

    def person(self) -> str:
        middle = self._draw.choice(["", "", "", "", f"{self._draw.choice('ABCDEFGHJKLMNPRST')}. "])
        return f"{self._draw.choice(self.forenames)} {middle}{self.surname()}"

    def ticker(self) -> str:
        return "".join(self._draw.choices("ABCDEFGHIJKLMNOPRSTUWX", k=self._draw.randint(2, 4)))

    def of(self, letter: str) -> str:
        """A name for a slot of the templates."""
        made: dict[str, Callable[[], str]] = {
            "C": self.company,
            "P": self.person,
            "T": self.ticker,
            "L": lambda: self._draw.choice(self.cities),
            "B": lambda: self._draw.choice(self.bodies),
            "U": lambda: self._draw.choice(self.universities),
            "S": lambda: self._draw.choice(self.clubs),
        }
        return made[letter]()


def rewrite(document: Document, change: Callable[[str, str], str]) -> Document:
    """`document` with `change(name, type)` in the place of each of its names."""
    text, spans, done = "", [], 0
    for start, end, kind in document.spans:
        if start < done:
            continue
        text += document.text[done:start]
        name = change(document.text[start:end], kind)
        spans.append((len(text), len(text) + len(name), kind))
        text += name
        done = end
    return replace(document, text=text + document.text[done:], spans=tuple(spans))


def swap(document: Document, names: Names, draw: random.Random, share: float) -> Document:
    """`document` with a `share` of its names exchanged for others of their kind, each for one throughout."""
    chosen: dict[tuple[str, str], str] = {}

    def change(name: str, kind: str) -> str:
        if (name, kind) not in chosen:
            chosen[name, kind] = _other(name, kind, names) if draw.random() < share else name
        return chosen[name, kind]

    return rewrite(document, change)


def _other(name: str, kind: str, names: Names) -> str:
    if kind == "PERSON":
        return names.person() if " " in name else names.surname()
    if kind == "LOC":
        return names.of("L") if name in names.large else name
    if _UNIVERSITY.search(name):
        return names.of("U")
    if _BODY.search(name):
        return names.of("B")
    return names.company() if _SUFFIX.search(name) or name in names.known else name


def in_capitals(document: Document) -> Document:
    """The first sentence of `document` as wire copy in capitals has it."""
    return _recased(_first(document), str.upper)


def as_headline(document: Document) -> Document:
    """The first words of `document` In the Case of Titles."""
    return _recased(_first(document, 16), lambda word: word if word.lower() in _SMALL else word[:1].upper() + word[1:])


def _first(document: Document, words: int = 40) -> Document:
    """The first sentence, cut after some words where no name is cut."""
    stop = re.search(r"(?<=[a-z\d])[.?!](?=\s|$)|\n", document.text)
    end = stop.start() if stop else len(document.text)
    spaces = [found.start() for found in re.finditer(r" ", document.text[:end])]
    end = spaces[words] if len(spaces) > words else end
    while any(start < end < stop_ for start, stop_, _ in document.spans):
        end = min(start for start, stop_, _ in document.spans if start < end < stop_)
    kept = tuple(span for span in document.spans if span[1] <= end)
    return replace(document, text=document.text[:end], spans=kept)


def _recased(document: Document, case: Callable[[str], str]) -> Document:
    text = re.sub(r"[^\W_]+(?:['’][^\W_]+)?", lambda word: case(word.group()), document.text)
    return replace(document, text=text) if len(text) == len(document.text) else document


def with_dateline(document: Document, names: Names, draw: random.Random) -> Document:
    """`document` behind a line of place and agency, in one of the ways of the wires."""
    city, country, agency = names.of("L").upper(), draw.choice(names.cities), draw.choice(_AGENCIES)
    if draw.random() < 0.3:
        city = city.title()
    parts: list[tuple[str, str | None]] = [(city, "LOC")]
    if draw.random() < 0.5:
        parts += [(", ", None), (country, "LOC")]
    if draw.random() < 0.3:
        parts.append((draw.choice([", March 3", ", Nov 12", ", June 9", ", Aug. 30", " 1996-08-22"]), None))
    if draw.random() < 0.75:
        parts += [(" (", None), (agency, "ORG"), (")", None)]
    parts.append((draw.choice([" _ ", " - ", " -- ", " — ", " – "]), None))
    return join([*parts, (document.text, None)], document)


def join(parts: Iterable[tuple[str, str | None]], document: Document) -> Document:
    """Parts in a row, those with a type being names, before the names that `document` has at its end."""
    text, spans = "", list[Span]()
    for part, kind in parts:
        if kind:
            spans.append((len(text), len(text) + len(part), kind))
        text += part
    shift = len(text) - len(document.text)
    spans += [(start + shift, end + shift, kind) for start, end, kind in document.spans]
    return replace(document, text=text, spans=tuple(spans))


_SLOT = re.compile(r"\{([A-Z])(\d)\}")
_TYPES = {"C": "ORG", "B": "ORG", "U": "ORG", "S": "ORG", "P": "PERSON", "L": "LOC", "T": None}


def filled(names: Names, draw: random.Random, number: int) -> list[Document]:
    """Sentences of `templates.txt` with names in their slots."""
    templates = Tables("training").words("templates.txt")
    return [_fill(draw.choice(templates), names, f"template-{i}") for i in range(number)]


def _fill(template: str, names: Names, id_: str) -> Document:
    parts: list[tuple[str, str | None]] = []
    done = 0
    for slot in _SLOT.finditer(template):
        parts += [(template[done : slot.start()], None), (names.of(slot[1]), _TYPES[slot[1]])]
        done = slot.end()
    return join([*parts, (template[done:], None)], Document(id_, "", ()))
