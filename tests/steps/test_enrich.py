"""Enrich: what is published about an article, and what is taken back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from schemas import Judged, Omitted, Origin, Withdrawn
from schemas.codec import decode
from schemas.headers import first, record_id
from streams.entities.mentions import FoundMention
from streams.steps import Incoming, Outgoing
from streams.steps.countries import publisher_country
from streams.steps.enrich import alone, bare_event_bytes, enrich
from streams.steps.parts import EnrichRules
from streams.steps.screen import clean
from tests.support.flat import accept

ORIGIN = Origin(topic="news.articles.raw", partition=0, offset=4, timestamp=1_795_509_000_123)
RECORD = Incoming(b"k", b"", (("traceparent", b"00-1"),), ORIGIN)
BODY = "Meridian Foods will pay €90 million (about $105.4 million) for Okello Mills of Kampala."
EARLIER = UUID(int=1)


class Names:
    """A tagger that knows one company."""

    name = "one-company"
    languages = frozenset({"en"})

    def tag(self, fields: Mapping[str, str]) -> list[FoundMention]:
        found = [(field, text.find("Meridian Foods")) for field, text in fields.items()]
        return [FoundMention(field, at, at + 14, "Meridian Foods", "ORG") for field, at in found if at >= 0]


RULES = EnrichRules(Names())


def judge(**fields: Any) -> Judged:
    return alone(clean(*accept({"source": "wire", "id": "1", "language": "en", "body": BODY} | fields)), ORIGIN)


def value(out: Outgoing) -> dict[str, Any]:
    decoded: dict[str, Any] = decode(out.value or b"")
    return decoded


def test_an_article_becomes_one_event_and_a_flat_record_for_each_find() -> None:
    outgoing = enrich(RECORD, judge(), RULES)
    assert [out.to for out in outgoing] == ["enriched", "entities", "money", "money"]
    assert {out.key for out in outgoing} == {b"wire/1"}
    ids = [(first(out.headers, "ce_id") or b"").decode() for out in outgoing]
    assert ids == [value(out)["event_id"] for out in outgoing]
    assert len(set(ids)) == 4
    assert {value(out)["record_id"] for out in outgoing} == {str(record_id(ORIGIN))}
    assert all(dict(out.headers)["traceparent"] == b"00-1" for out in outgoing)


def test_every_offset_points_at_its_text() -> None:
    event = value(enrich(RECORD, judge(title="Meridian Foods buys mills for €90 million"), RULES)[0])
    found = [*event["money"], *(mention for entity in event["entities"] for mention in entity["mentions"])]
    assert found
    for span in found:
        assert event["article"][span["field"]][span["start"] : span["end"]] == span["text"]


def test_a_restated_amount_points_at_its_record() -> None:
    euros, dollars = (value(out) for out in enrich(RECORD, judge(), RULES) if out.to == "money")
    assert (euros["amount"], euros["currency"]) == ("90000000", "EUR")
    assert (dollars["amount"], dollars["equivalent_of"]) == ("105400000", euros["event_id"])


def test_a_sum_told_again_and_a_part_of_it_point_at_its_record() -> None:
    body = f"{BODY} The €90 million includes no debt. Of the €90 million, €20 million is due in May."
    outgoing = enrich(RECORD, judge(title="Meridian Foods buys mills for €90 million", body=body), RULES)
    first, *others = (value(out) for out in outgoing if out.to == "money")
    assert (first["field"], first["repeats"], first["part_of"]) == ("title", None, None)
    assert [one["text"] for one in others if one["repeats"] == first["event_id"]] == ["€90 million"] * 3
    assert [one["text"] for one in others if one["part_of"] == first["event_id"]] == ["€20 million"]


def test_the_same_judgement_gives_the_same_bytes() -> None:
    assert enrich(RECORD, judge(), RULES) == enrich(RECORD, judge(), RULES)


def test_a_language_without_a_tagger_passes_with_amounts_only_and_says_so() -> None:
    event = value(enrich(RECORD, judge(language="fi"), RULES)[0])
    assert event["entities"] == []
    assert event["pipeline"]["model"] is None
    assert len(event["money"]) == 2


def test_a_text_too_short_to_tell_its_language_is_read_as_the_default_one() -> None:
    event = value(enrich(RECORD, judge(language=None, body="Meridian Foods up"), RULES)[0])
    assert event["article"]["language"] is None
    assert event["pipeline"]["model"] == "one-company"


def test_a_revision_withdraws_the_records_of_the_version_before() -> None:
    revision = judge().model_copy(update={"kind": "revision", "revision_of": EARLIER})
    withdrawn = [value(out) for out in enrich(RECORD, revision, RULES) if value(out).get("action") == "withdraw"]
    assert [(record["record_id"], record["article_event_id"]) for record in withdrawn] == [(str(EARLIER), None)] * 2
    assert len({record["event_id"] for record in withdrawn}) == 2
    assert {record["withdrawn_by"] for record in withdrawn} == {str(record_id(ORIGIN))}


def test_a_retraction_is_an_event_with_the_same_key_and_withdraws() -> None:
    gone = Withdrawn(source="wire", id="1", version=2)
    about = {"retracted": [EARLIER], "copies": [UUID(int=3)], "cluster_id": EARLIER}
    judged = Judged(kind="retraction", shard=0, withdrawn=gone, **about)
    outgoing = enrich(RECORD, judged, RULES)
    assert [out.to for out in outgoing] == ["enriched", "entities", "money"]
    assert dict(outgoing[0].headers)["ce_type"] == b"org.newsmill.article.retracted.v1"
    assert outgoing[0].key == b"wire/1"
    assert (value(outgoing[0])["retracted"], value(outgoing[0])["copies"]) == ([str(EARLIER)], [str(UUID(int=3))])


def test_what_several_shards_tell_of_one_retraction_are_several_events_of_one_record() -> None:
    gone = Withdrawn(source="wire", id="1", version=2)
    told = [value(enrich(RECORD, Judged(kind="retraction", shard=at, withdrawn=gone), RULES)[0]) for at in (0, 1)]
    assert told[0]["record_id"] == told[1]["record_id"]
    assert told[0]["event_id"] != told[1]["event_id"]


def test_another_model_makes_other_events_of_the_same_records() -> None:
    """Else a consumer that deduplicates would throw a better event away."""

    class Others(Names):
        name = "two-companies"

    mine, theirs = (list(map(value, enrich(RECORD, judge(), EnrichRules(tagger)))) for tagger in (Names(), Others()))
    assert [event["record_id"] for event in mine] == [event["record_id"] for event in theirs]
    assert not {event["event_id"] for event in mine} & {event["event_id"] for event in theirs}


def test_flat_records_tell_of_the_story_and_the_language() -> None:
    outgoing = enrich(RECORD, judge().model_copy(update={"cluster_id": EARLIER}), RULES)
    told = {(value(out)["cluster_id"], value(out)["language"]) for out in outgoing[1:]}
    assert told == {(str(EARLIER), "en")}


def test_an_event_has_room_for_all_but_its_finds_in_what_is_asked_for_the_bare_one() -> None:
    body = " ".join([BODY, *(f"It paid ${number} million." for number in range(100))])
    screened = clean(*accept({"source": "wire", "id": "1", "language": "en", "body": body}))
    rules = EnrichRules(Names(), max_event_bytes=bare_event_bytes(screened, ORIGIN, RULES))
    revision = alone(screened, ORIGIN).model_copy(update={"revision_of": EARLIER, "extends": EARLIER})
    event, *_ = enrich(RECORD, revision, rules)
    assert len(event.value or b"") <= rules.max_event_bytes
    assert [(lack["part"], lack["reason"]) for lack in value(event)["omitted"]] == [
        ("entities", "limit"),
        ("money", "limit"),
    ]


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://www.bbc.co.uk/news/1", "GB"),
        ("https://nation.africa/", None),
        ("https://www.straitstimes.com.sg:443/a", "SG"),
        ("https://start.io/x", None),
        ("http://[broken", None),
        ("no address", None),
        (None, None),
    ],
)
def test_the_country_of_a_publisher_is_that_of_its_domain(url: str | None, country: str | None) -> None:
    assert publisher_country(url) == country


class Broken(Names):
    """A tagger that fails on every text."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def tag(self, fields: Mapping[str, str]) -> list[FoundMention]:
        raise self.error


def test_a_part_that_fails_on_an_article_is_left_out_and_reported() -> None:
    """The worker would end at it, and the next one too."""
    told: list[tuple[str, Origin, str]] = []
    rules = EnrichRules(
        Broken(IndexError("no such word")), report=lambda part, at, error: told.append((part, at, str(error)))
    )
    outgoing = enrich(RECORD, judge(), rules)
    assert [out.to for out in outgoing] == ["enriched", "money", "money"]
    assert value(outgoing[0])["omitted"] == [{"part": "entities", "reason": "defect"}]
    assert told == [("entities", ORIGIN, "no such word")]


def test_want_of_memory_is_no_defect_of_an_article() -> None:
    with pytest.raises(MemoryError):
        enrich(RECORD, judge(), EnrichRules(Broken(MemoryError())))


def test_whoever_watches_sees_each_part_looked_for_and_what_the_event_lacks() -> None:
    looked_for: list[str] = []
    lacks: list[Omitted] = []

    @contextmanager
    def around(part: str) -> Iterator[None]:
        yield
        looked_for.append(part)

    enrich(RECORD, judge(), replace(RULES, around=around, lacking=lacks.extend))
    assert (looked_for, lacks) == (["entities", "money"], [])
    enrich(RECORD, judge(), replace(RULES, around=around, lacking=lacks.extend), poison=True)
    assert [(lack.part, lack.reason) for lack in lacks] == [("entities", "poison"), ("money", "poison")]
    assert len(looked_for) == 2
