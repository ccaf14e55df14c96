"""Articles made rather than written: at the limits of what one may send, and on both sides of what is a copy."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.codec import encode
from streams.inputs import InputRecord
from streams.inputs.record import key_of, tombstone_record

_LAST = "Adler Brandt Castle Dorsey Ellison Farrow Gilroy Hartley Ibsen Jarvis Keaton Larkin Mercer Norwood Osborne"
_FIRST = "Ada Ben Clara David Emma Felix Grace Henry Irene James Karen Louis Maria Nora Oscar Paul Quinn Rosa Simon"
_DONE = (
    "approved the plan for the northern road",
    "asked the council to hear the fishermen first",
    "promised that the school would open in spring",
    "said the harvest had been better than feared",
    "wants the ferry to sail on Sundays as well",
    "told the inquiry that no warning had come",
    "will leave the board at the end of the month",
    "called the vote a victory for small towns",
    "has sold the mill to its own workers",
    "expects the bridge to be closed until autumn",
    "praised the nurses who had stayed overnight",
    "refused to name the buyer of the painting",
)


def _record(**fields: object) -> InputRecord:
    article = {"source": "made", "language": "en", "published_at": "2026-05-05T08:00:00Z"} | fields
    return InputRecord(key_of(article), encode(article), (), "made:1")


def records() -> Iterator[InputRecord]:
    """All of them."""
    yield from _limits()
    yield from _copies()
    dollars = "The council of Harrow will spend $2 million on its parks this year, a spokesman said."
    yield _record(id="uk", url="https://www.harrow.co.uk/1", body=dollars)
    yield _record(id="au", url="https://www.harrow.com.au/1", body=dollars.replace("Harrow", "Bendigo"))
    yield from languages()


def _limits() -> Iterator[InputRecord]:
    last_names = [*_LAST.split(), *(f"Mac{name.lower()}" for name in _LAST.split())]
    people = [f"{first} {last}" for first in _FIRST.split() for last in last_names]
    said = (f"{name} {_DONE[at % len(_DONE)]}." for at, name in enumerate(people))
    yield _record(id="many-names", title="Names " * 60, body="\n\n".join(said))
    sums = (f"Another of the houses by the old market was sold for ${number} million." for number in range(1, 420))
    yield _record(id="many-amounts", body="\n\n".join(sums))
    again = (f"Ada Adler {_DONE[at % len(_DONE)]}, for the {at + 2}th time." for at in range(230))
    yield _record(id="many-mentions", body="\n\n".join(again))


def _story(first: list[str], last: list[str], done: Sequence[str]) -> list[str]:
    return [" ".join(words) for words in zip(first, last, done, strict=False)]


def _copies() -> Iterator[InputRecord]:
    """Texts that share more and more with one, that hold more and more of it, and short ones."""
    story = _story(_FIRST.split(), _LAST.split(), _DONE)
    other = _story(_FIRST.split()[5:], _LAST.split()[3:], _DONE[::-1])
    yield _record(id="story", body=". ".join(story))
    for kept in range(1, len(story) + 1):
        mixed = [*story[:kept], *(f"{line} after all" for line in other[kept:])]
        yield _record(id=f"shares-{kept}", source="others", body=". ".join(mixed))
        yield _record(id=f"holds-{kept}", source="shorter", body=". ".join(story[-kept:]))
        yield _record(id=f"longer-{kept}", source="longer", body=". ".join([*story, *other[:kept], *other[:kept]]))
    for words, more in pairwise(range(4, 28, 3)):
        brief = " ".join(". ".join(other).split()[:words])
        yield _record(id=f"brief-{words}", source="brief", body=brief)
        yield _record(id=f"brief-{words}-{more}", source="briefer", body=f"{brief} today")


def languages() -> list[InputRecord]:
    """One sentence or two in each of some languages, and all of them taken back."""
    said = {
        "es": "El Ayuntamiento de Sevilla gastará 3,5 millones de euros en autobuses, dijo la alcaldesa Ana Ruiz.",
        "fr": "La ville de Lyon versera 12 millions d'euros à la société Kéolis, a annoncé Pierre Martin lundi.",
        "pt": "A prefeitura do Recife vai investir R$ 40 milhões em drenagem, disse o secretário João Lima.",
        "it": "Il Comune di Genova spenderà 800.000 euro per il molo, ha detto il sindaco Marco Bianchi.",
        "nl": "De gemeente Utrecht trekt 2,4 miljoen euro uit voor fietspaden, zei wethouder Jan de Vries.",
        "de": "Die Stadt Kiel zahlt 15 Millionen Euro für die neue Fähre, sagte Bürgermeisterin Eva Krüger.",
        "sw": "Serikali ya Kenya itatumia shilingi milioni 90 kujenga barabara, alisema waziri.",
    }
    there = [_record(id=language, language=language, body=text) for language, text in said.items()]
    gone = [tombstone_record({"source": "made", "id": language}, "made:1") for language in said]
    return [*there, *gone, tombstone_record({"source": "made", "id": "never seen"}, "made:1")]
