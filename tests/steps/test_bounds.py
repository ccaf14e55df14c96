"""What one article may send: bounded by construction, whatever stands in it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import schemas
from schemas import EnrichedArticle, Judged, Lack, Money, Origin, Part, RejectionError, Screened, Withdrawn
from schemas.codec import decode, encode
from schemas.headers import record_id
from streams.entities.mentions import TYPES, FoundMention
from streams.outputs import Output
from streams.steps import Incoming, Outgoing, bounds
from streams.steps.enrich import alone, enrich
from streams.steps.parts import EnrichRules
from streams.steps.records import size
from streams.steps.screen import ScreenRules, read
from streams.topics import ROOM

ORIGIN = Origin(topic="news.articles.raw", partition=0, offset=4, timestamp=1_795_509_000_123)
KIB = 1024


class EveryCapital:
    """A tagger that takes every capitalised word for a name, and names in turn people, organisations and places."""

    name = "every-capital"
    languages = frozenset({"en"})

    def tag(self, fields: Mapping[str, str]) -> list[FoundMention]:
        return [
            FoundMention(field, found.start(), found.end(), found[0], TYPES[number % len(TYPES)])
            for field, text in fields.items()
            for number, found in enumerate(re.finditer(r"[A-Z]\w*", text))
        ]


def sent(most: int = 8 * KIB * KIB, **fields: Any) -> list[Outgoing]:
    """What an article of these fields leads to; nothing where screen does not let it in."""
    enriching = EnrichRules(EveryCapital(), max_event_bytes=most)
    screening = ScreenRules(max_article_bytes=16 * KIB * KIB, max_event_bytes=most, shards=1, enrich=enriching)
    article = {"source": "wire", "id": "1", "language": "en", "body": "A body."} | fields
    record = Incoming(None, encode(article), (), ORIGIN)
    try:
        screened = read(record, screening)
    except RejectionError:
        return []
    # Through its bytes, as dedupe has it.
    screened = Screened.from_bytes(encode(screened))
    revised = alone(screened, ORIGIN).model_copy(update={"revision_of": record_id(ORIGIN)})
    return enrich(record, Judged.from_bytes(encode(revised)), enriching)


def event_of(outgoing: list[Outgoing]) -> dict[str, Any]:
    event: dict[str, Any] = decode(outgoing[0].value or b"")
    return event


def omitted(outgoing: list[Outgoing]) -> set[tuple[str, str]]:
    return {(lack["part"], lack["reason"]) for lack in event_of(outgoing)["omitted"]}


def names(count: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join(f"X{letters[n // 676 % 26]}{letters[n // 26 % 26]}{letters[n % 26]}" for n in range(count))


PIECES = [
    "$1 ",
    "€90 million (about $105.4 million) ",
    "Ab ",
    "A\n",
    "\x01",
    "\U0001f600",
    "said so. ",
    names(300) + " ",
]
texts = st.lists(st.tuples(st.sampled_from(PIECES), st.integers(1, 400)), max_size=4).map(
    lambda pieces: "".join(piece * count for piece, count in pieces)
)
identifiers = st.sampled_from(["wire", "\x01" * 512, "\U0001f600" * 512, "%/" * 256])


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([64 * KIB, 200 * KIB, 8 * KIB * KIB]), texts, texts, texts, identifiers, identifiers)
def test_the_bytes_that_one_article_sends_are_bounded(
    most: int, title: str, summary: str, body: str, source: str, id_: str
) -> None:
    outgoing = sent(most, title=title, summary=summary, body=f"A {body}", source=source, id=id_)
    assert sum(map(size, outgoing)) <= bounds.most_bytes(most)
    assert all(size(out) <= most + ROOM for out in outgoing)
    if outgoing:
        event = event_of(outgoing)
        assert len(outgoing[0].value or b"") <= most
        assert all((amount["equivalent_of"] or 0) < len(event["money"]) for amount in event["money"])
        added = [out.to for out in outgoing if decode(out.value or b"").get("action") == "add"]
        assert (added.count(Output.ENTITIES), added.count(Output.MONEY)) == (
            len(event["entities"]),
            len(event["money"]),
        )


def test_a_megabyte_of_sums_under_a_long_title_sends_a_few_megabytes() -> None:
    """It sent 900: the title stood in every flat record, and there were 4,000."""
    outgoing = sent(title="T" * 300_000, body="$1 " * 200_000)
    assert sum(map(size, outgoing)) < 2 * KIB * KIB
    assert ("money", "limit") in omitted(outgoing)
    assert ("money", "budget") in omitted(outgoing)


def test_an_article_sends_its_first_entities_and_says_that_there_are_more() -> None:
    outgoing = sent(body=names(bounds.ENTITIES + 1) + " and so on" * 1000)
    assert omitted(outgoing) == {(Part.ENTITIES, Lack.LIMIT)}
    assert len(event_of(outgoing)["entities"]) == bounds.ENTITIES
    assert omitted(sent(body=names(bounds.ENTITIES) + " and so on" * 1000)) == set()


def test_an_entity_has_its_first_mentions() -> None:
    outgoing = sent(body="Xa said that it would be so. " * (bounds.MENTIONS + 1) * len(TYPES))
    assert omitted(outgoing) == {(Part.ENTITIES, Lack.LIMIT)}
    assert max(len(entity["mentions"]) for entity in event_of(outgoing)["entities"]) == bounds.MENTIONS


def test_an_event_that_would_be_too_large_has_the_first_entities_and_amounts_that_fit() -> None:
    body = "It paid €90 million (about $105.4 million). " * 100 + names(400) + " and so on" * 1000
    whole, cut = (event_of(sent(most, body=body)) for most in (8 * KIB * KIB, 64 * KIB))
    assert len(encode(cut)) <= 64 * KIB
    for part in ("entities", "money"):
        assert 20 < len(cut[part]) < len(whole[part])
        assert cut[part] == whole[part][: len(cut[part])]


def test_flat_records_have_the_beginning_of_a_title() -> None:
    outgoing = sent(title="t" * 1000, body="It paid $5.")
    money = decode(outgoing[-1].value or b"")
    assert outgoing[-1].to == "money"
    assert money["title"] == "t" * bounds.TITLE
    assert len(event_of(outgoing)["article"]["title"]) == 1000


def money(**fields: Any) -> Money:
    amount = dict.fromkeys(Money.model_fields) | {"field": "body", "start": 0, "end": 2, "text": "$5"}
    return Money.model_validate(amount | {"approximate": False, "parties": []} | fields)


def test_nothing_refers_to_what_was_cut() -> None:
    golden = Path(schemas.__file__).parent / "golden/news.articles.enriched/v1/EnrichedArticle.json"
    event = EnrichedArticle.model_validate(decode(golden.read_bytes()))
    event = event.model_copy(update={"money": [money(part_of=1, repeats=1), *event.money]})
    cut = bounds.first(event, 1, 2)
    assert (cut.money[0].part_of, cut.money[0].repeats) == (1, 1)
    assert [party.entity for party in cut.money[1].parties] == [cut.entities[0].id]
    only = bounds.first(event, 0, 1).money[0]
    assert (only.part_of, only.repeats, only.parties) == (None, None, [])


def test_an_amount_that_lost_a_party_is_said_to_be_incomplete() -> None:
    """Its entity was cut: who adds up what one company paid has to know."""
    golden = Path(schemas.__file__).parent / "golden/news.articles.enriched/v1/EnrichedArticle.json"
    event = EnrichedArticle.model_validate(decode(golden.read_bytes()))
    event = event.model_copy(update={"omitted": []})
    assert any(one.parties for one in event.money)
    assert [(one.part, one.reason) for one in bounds.first(event, 0).omitted] == [
        (Part.ENTITIES, Lack.LIMIT),
        (Part.MONEY, Lack.LIMIT),
    ]


def test_the_whole_that_was_cut_is_missing_from_its_part_and_told() -> None:
    parts = ", ".join(f"${number},007" for number in range(1, bounds.AMOUNTS))
    outgoing = sent(body=f"It paid {parts}. It spent $3 million of the $9 million." + " and so on" * 4000)
    last = event_of(outgoing)["money"][-1]
    assert (last["text"], last["part_of"]) == ("$3 million", None)
    assert omitted(outgoing) == {("money", "limit")}


def test_a_retraction_sends_less_than_any_article_may() -> None:
    gone = Withdrawn(source="\x01" * 512, id="\U0001f600" * 512, version=1)
    ids = [record_id(ORIGIN)] * 100
    judged = Judged(kind="retraction", shard=0, withdrawn=gone, retracted=ids, copies=ids)
    outgoing = enrich(Incoming(None, None, (), ORIGIN), judged, EnrichRules(EveryCapital()))
    assert sum(map(size, outgoing)) <= bounds.most_bytes(64 * KIB)


@pytest.mark.parametrize(("room", "kept"), [(0, (0, 0)), (-5, (0, 0)), (50, (1, 1)), (1000, (2, 2))])
def test_room_is_shared(room: int, kept: tuple[int, int]) -> None:
    assert bounds.shares(room, [20, 20], [20, 20]) == kept
