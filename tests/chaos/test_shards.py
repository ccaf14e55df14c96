"""With several shards a retraction is heard by each, and may be told by two: docs/decisions/0010."""

from dataclasses import replace
from uuid import UUID

from tests.chaos.claims import Claim, broken
from tests.chaos.ideal import Ideal, ideal
from tests.chaos.ledger import Seens, audit
from tests.chaos.rows import shard_and_origin
from tests.chaos.seen import Event, Passed, Place
from tests.chaos.terms import Terms


def heard_by_two(seens: Seens) -> Event:
    """A retraction of an article that another shard than the first held; the first one's event comes back."""
    at = max(at for at, event in enumerate(seens.events) if event.outcome == "retraction" and event.about)
    taken = seens.events[at]
    empty = replace(taken, event_id=str(UUID(int=0)), about=(), copies=(), place=taken.place._replace(offset=10**6))
    empty = replace(empty, cloud=empty.due_cloud)
    row = next(at for at, row in enumerate(seens.rows) if shard_and_origin(row.key)[1] == taken.origin)
    first = Ideal()._row(empty)
    seens.add(replace(first, place=first.place._replace(offset=10**6)))
    seens.rows[row] = replace(seens.rows[row], key=b"\x00\x01" + seens.rows[row].key[2:])
    seens.events.insert(at, empty)
    return empty


def test_several_shards_may_tell_of_one_retraction_twice() -> None:
    seens = ideal(5, 300)
    heard_by_two(seens)
    assert audit(seens, Terms(shards=3)) == []
    assert "twice" in {finding.rule for finding in audit(seens, Terms())}


def test_two_shards_that_heard_in_vain_are_one_too_many() -> None:
    seens = ideal(5, 300)
    empty = heard_by_two(seens)
    seens.events[-1] = replace(empty, event_id=str(UUID(int=1)))
    at = next(at for at, one in enumerate(seens.events) if one.origin == empty.origin and one.about)
    seens.events[at] = replace(seens.events[at], about=(), copies=())
    assert {"twice", "verdict"} <= {finding.rule for finding in audit(seens, Terms(shards=3))}


def test_a_shard_that_held_nothing_remembers_a_retraction_in_silence() -> None:
    seens = ideal(5, 300)
    silent = Ideal()._row(heard_by_two(seens))
    row = replace(silent, key=b"\x00\x02" + silent.key[2:], place=silent.place._replace(partition=2))
    origin = shard_and_origin(row.key)[1]
    seens.add(Passed(Place("news.articles.screened", 2, 0), origin, b""))
    seens.events = [event for event in seens.events if event.origin != origin or event.about]
    seens.origins.discard(origin)
    seens.passed["news.articles.unique"] = []
    claim = Claim("news.articles.screened", 2, 1)
    assert [finding.rule for finding in broken([claim], seens)] == ["commit"]
    seens.add(row)
    assert broken([claim], seens) == []
