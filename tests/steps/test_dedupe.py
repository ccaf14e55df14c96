"""Dedupe: from a verdict to what is sent and written."""

from typing import Any
from uuid import UUID

from schemas import Judged, Origin, Screened, Withdrawn
from schemas.codec import decode, encode
from schemas.headers import first, passed_on, read_origin, record_id
from streams.dedup.shard import Shard
from streams.steps import Incoming
from streams.steps.dedupe import Judgement, Place, dedupe
from streams.steps.screen import clean
from tests.support.flat import accept

BODY = (
    "The port authority of Mombasa said on Tuesday that two cranes will be replaced before the rains. "
    "Director Amina Hassan told reporters that the contract went to a yard in Busan after a second tender. "
    "Shipping lines had complained for a year about delays at the second container terminal."
)


class Feed:
    """A shard, its table, and records that arrive one after the other."""

    def __init__(self, number: int = 0) -> None:
        self.table: dict[bytes, bytes] = {}
        self.number = number
        self.shard = Shard(number, self.table)
        self.offset = 0

    def article(self, **fields: Any) -> Judgement:
        return self.arrives(clean(*accept({"source": "wire", "id": "1", "title": "Port", "body": BODY} | fields)))

    def tombstone(self, source: str = "wire", id_: str = "1") -> Judgement:
        return self.arrives(Screened(withdrawn=Withdrawn(source=source, id=id_, version=None)))

    def arrives(self, screened: Screened, offset: int | None = None) -> Judgement:
        self.offset = self.offset + 1 if offset is None else offset
        origin = Origin(topic="news.articles.raw", partition=0, offset=self.offset, timestamp=1000 * self.offset)
        record = Incoming(b"k", encode(screened), passed_on(origin, b"00-trace"), origin)
        judgement = dedupe(record, screened, self.shard, Place(self.number))
        for key, value in judgement.writes:
            if value is None:
                del self.table[key]
            else:
                self.table[key] = value
        return judgement


def judged(judgement: Judgement) -> Judged:
    (out,) = judgement.outgoing
    assert out.to == "unique"
    return Judged.from_bytes(out.value)


def named(judgement: Judgement) -> UUID:
    """What the article that was judged is referred to by."""
    return record_id(read_origin(judgement.outgoing[0].headers))


def duplicate(judgement: Judgement) -> dict[str, Any]:
    (out,) = judgement.outgoing
    assert out.to == "duplicates"
    value: dict[str, Any] = decode(out.value or b"")
    return value


def test_a_first_article_goes_on_with_its_trace_and_founds_its_story() -> None:
    judgement = Feed().article()
    first_one = judged(judgement)
    assert first_one.kind == "first"
    assert first_one.cluster_id == named(judgement)
    assert len(first_one.content_hash) == 64
    assert first(judgement.outgoing[0].headers, "traceparent") == b"00-trace"
    assert judgement.writes


def test_a_copy_names_what_it_repeats() -> None:
    feed = Feed()
    original = named(feed.article())
    copy = duplicate(feed.article(source="other", id="9", body=BODY.upper()))
    assert copy["kind"] == "exact"
    assert copy["duplicate_of"] == copy["cluster_id"] == str(original)
    assert (copy["source"], copy["article_id"], copy["title"]) == ("other", "9", "Port")
    assert copy["origin"]["offset"] == 2
    assert copy["record_id"] == str(record_id(Origin.model_validate(copy["origin"])))
    assert len({copy["event_id"], copy["record_id"], str(original)}) == 3


def test_the_same_raw_record_again_gets_its_first_event_again_and_writes_nothing() -> None:
    feed = Feed()
    screened = clean(*accept({"source": "wire", "id": "1", "title": "Port", "body": BODY}))
    before = feed.arrives(screened, offset=5)
    feed.article(source="other", id="2")
    again = feed.arrives(screened, offset=5)
    assert again.outgoing == before.outgoing
    assert again.writes == ()


def test_a_new_version_revises_and_an_old_one_is_stale() -> None:
    feed = Feed()
    original = named(feed.article(version=2))
    revision = judged(feed.article(version=3, body=BODY + " The cranes cost nine million dollars."))
    assert (revision.kind, revision.revision_of) == ("revision", original)
    assert duplicate(feed.article(version=1))["kind"] == "stale"


def test_a_retraction_lists_the_versions_that_it_takes_back_and_their_dropped_copies() -> None:
    feed = Feed()
    original = named(feed.article())
    copy = duplicate(feed.article(source="other", id="9"))
    revision = named(feed.article(version=2, body=BODY + " The cranes cost nine million dollars."))
    retraction = judged(feed.tombstone())
    assert retraction.kind == "retraction"
    assert retraction.retracted == [original, revision]
    assert list(map(str, retraction.copies)) == [copy["record_id"]]
    assert judged(feed.tombstone()).retracted == []


def test_of_all_shards_only_the_first_speaks_of_what_none_has_seen() -> None:
    assert judged(Feed(0).tombstone()).retracted == []
    other = Feed(3)
    assert other.tombstone().outgoing == []
    other.article(id="2")
    told = judged(other.tombstone(id_="2"))
    assert (told.kind, told.shard) == ("retraction", 3)


def test_a_changed_copy_revises_the_copy() -> None:
    feed = Feed()
    feed.article()
    copy = duplicate(feed.article(source="other", id="9"))
    revision = judged(feed.article(source="other", id="9", body=BODY + " The cranes cost nine million dollars."))
    assert str(revision.revision_of) == copy["record_id"]


def test_a_text_that_holds_an_earlier_one_extends_it_though_it_is_also_near_to_an_edited_copy() -> None:
    feed = Feed()
    edited = BODY.replace("two cranes", "both cranes").replace("told reporters", "said in a statement")
    feed.article(source="a", id="1", body=edited + " He gave no price.")
    original = named(feed.article(source="a", id="1", body=BODY, version=2))
    longer = BODY + (
        " In a separate move, the railway said that it would double the number of freight trains to Nairobi from May, "
        "after a loan of 300 million shillings from the African Development Bank was approved by parliament last week."
    )
    extension = judged(feed.article(source="c", id="1", body=longer))
    assert (extension.kind, extension.extends) == ("extension", original)
