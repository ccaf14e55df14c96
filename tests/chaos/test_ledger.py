"""The ledger passes what an ideal worker publishes, and names each way of going wrong."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chaos.claims import Claim, broken
from tests.chaos.ideal import ideal
from tests.chaos.ledger import RULES, Seens, audit
from tests.chaos.seen import NO_POINTS, Cloud, Event, Origin
from tests.chaos.terms import Terms, always


@given(st.integers(0, 1000))
@settings(max_examples=10, deadline=None)
def test_an_ideal_worker_is_found_without_fault(seed: int) -> None:
    assert audit(ideal(seed, 300), Terms()) == []


def event(seens: Seens, outcome: str) -> int:
    return next(at for at, event in enumerate(seens.events) if event.outcome == outcome)


def lose(seens: Seens) -> None:
    lost = seens.events.pop(event(seens, "exact"))
    seens.origins.discard(lost.origin)


def repeat(seens: Seens) -> None:
    again = seens.events[event(seens, "exact")]
    seens.add(replace(again, place=again.place._replace(offset=10**6)))


def repeat_otherwise(seens: Seens) -> None:
    again = seens.events[event(seens, "first")]
    seens.add(replace(again, place=again.place._replace(offset=10**6), digest=b"other"))


def invent(seens: Seens) -> None:
    seens.add(replace(seens.events[0], origin=Origin(0, 10**6), event_id="invented", record_id="invented"))


def change(**fields: object) -> Callable[[Seens, str], None]:
    def changed(seens: Seens, outcome: str) -> None:
        at = event(seens, outcome)
        seens.events[at] = replace(seens.events[at], **fields)  # type: ignore[arg-type]

    return changed


def news_twice(seens: Seens) -> None:
    """What a lost table write leads to."""
    change(outcome="first", about=())(seens, "exact")


def duplicate_of_itself(seens: Seens) -> None:
    """What remembering a key without its record leads to."""
    change(outcome="exact", about=("x",))(seens, "first")


def drop_what_nobody_has_read(seens: Seens) -> None:
    """What judging by likeness alone leads to."""
    change(outcome="near")(seens, "development")


def retracts_another(seens: Seens) -> None:
    change(about=("x",))(seens, "revision")


def wrong_reason(seens: Seens) -> None:
    change(reason="nonsense")(seens, "rejected")


def spoil_bytes(seens: Seens) -> None:
    change(original=b"spoilt")(seens, "rejected")


def lose_an_entity(seens: Seens) -> None:
    seens.flats.pop(0)


def lose_a_withdrawal(seens: Seens) -> None:
    seens.flats.remove(next(flat for flat in seens.flats if flat.withdrawn_by))


def change_flat(topic: str, **fields: object) -> Callable[[Seens], None]:
    """The last record that adds to a topic says something else."""

    def changed(seens: Seens) -> None:
        at = max(at for at, flat in enumerate(seens.flats) if flat.place.topic == topic and not flat.withdrawn_by)
        seens.flats[at] = replace(seens.flats[at], **fields)  # type: ignore[arg-type]

    changed.__name__ = f"{topic} with another {'/'.join(fields)}"
    return changed


def change_withdrawal(**fields: object) -> Callable[[Seens], None]:
    """The first withdrawal says something else."""

    def changed(seens: Seens) -> None:
        at = next(at for at, flat in enumerate(seens.flats) if flat.withdrawn_by)
        seens.flats[at] = replace(seens.flats[at], **fields)  # type: ignore[arg-type]

    changed.__name__ = f"withdrawal with another {'/'.join(fields)}"
    return changed


def withdraw_another(seens: Seens) -> None:
    """A withdrawal of what was not revised."""
    change_withdrawal(record_id=seens.events[event(seens, "exact")].record_id)(seens)


def id_of_another(seens: Seens) -> None:
    """An event that calls its raw record by the id of another one."""
    change(record_id=seens.events[0].record_id)(seens, "exact")


def event_id_for_record_id(seens: Seens) -> None:
    """What was one id before."""
    change(record_id=seens.events[event(seens, "first")].event_id)(seens, "first")


def another_story(seens: Seens) -> None:
    """Of what another article has begun."""
    last = max(at for at, event in enumerate(seens.events) if event.outcome == "first")
    change(cluster=seens.events[last].record_id)(seens, "revision")


def story_of_its_own(seens: Seens) -> None:
    """A copy that begins a story."""
    change(cluster=seens.events[event(seens, "exact")].record_id)(seens, "exact")


def no_story(seens: Seens) -> None:
    """A retraction of what stood, of no story."""
    at = next(at for at, event in enumerate(seens.events) if event.outcome == "retraction" and event.about)
    seens.events[at] = replace(seens.events[at], cluster="")


def with_copies(seens: Seens, number: int) -> int:
    return next(at for at, event in enumerate(seens.events) if len(event.copies) >= number)


def lose_copies(seens: Seens) -> None:
    at = with_copies(seens, 1)
    seens.events[at] = replace(seens.events[at], copies=())


def turn_copies(seens: Seens) -> None:
    at = with_copies(seens, 2)
    seens.events[at] = replace(seens.events[at], copies=seens.events[at].copies[::-1])


def copies_for_an_article(seens: Seens) -> None:
    change(copies=(seens.events[0].record_id,))(seens, "first")


def refer_by_event_id(seens: Seens) -> None:
    """A copy that refers to the event of its original."""
    copy = seens.events[event(seens, "exact")]
    original = next(event for event in seens.events if event.record_id in copy.about)
    change(about=(original.event_id,))(seens, "exact")


def take_back_by_event_id(seens: Seens) -> None:
    at = next(at for at, event in enumerate(seens.events) if event.outcome == "retraction" and event.about)
    ids = tuple(event.event_id for event in seens.events if event.record_id in seens.events[at].about)
    seens.events[at] = replace(seens.events[at], about=ids)


def swap_amounts(seens: Seens) -> None:
    """Each amount is there, with the ids of the other."""
    first, second = [at for at, flat in enumerate(seens.flats) if flat.place.topic == "news.money"][:2]
    one, other = seens.flats[first], seens.flats[second]
    seens.flats[first] = replace(one, content=other.content)
    seens.flats[second] = replace(other, content=one.content)


def amount_of_nothing(seens: Seens) -> None:
    """An amount of an article that was dropped."""
    dropped = seens.events[event(seens, "exact")]
    flat = next(flat for flat in seens.flats if flat.place.topic == "news.money")
    seens.add(replace(flat, event_id="more", record_id=dropped.record_id, article=dropped.event_id))


def change_time(seens: Seens) -> None:
    """The event tells the time of the worker, not of the raw record."""
    at = event(seens, "exact")
    late = replace(seens.events[at], timestamp=seens.events[at].timestamp + 1)
    seens.events[at] = replace(late, cloud=late.due_cloud)


def change_headers(seens: Seens) -> None:
    at = event(seens, "first")
    seens.events[at] = replace(seens.events[at], cloud=seens.events[at].cloud._replace(id="another"))


def change_key(seens: Seens) -> None:
    at = event(seens, "first")
    seens.events[at] = replace(seens.events[at], key=b"another")


def swap(seens: Seens) -> None:
    """An article's revision before its first version."""
    at = event(seens, "revision")
    revision = seens.events[at]
    before = next(at for at, event in enumerate(seens.events) if event.record_id in revision.about)
    first: Event = seens.events[before]
    seens.events[at] = replace(revision, place=first.place)
    seens.events[before] = replace(first, place=revision.place)


def lose_a_row(seens: Seens) -> None:
    seens.rows.pop(0)


def stray_row(seens: Seens) -> None:
    seens.rows.append(replace(seens.rows[0], key=seens.rows[0].key.replace(b"\x00", b"\x01")))


def forget_out_of_turn(seens: Seens) -> None:
    """The second row before the first."""
    forget(seens, seens.rows[1].key)


def row_says_otherwise(seens: Seens) -> None:
    seens.rows[0] = replace(seens.rows[0], value=seens.rows[1].value)


def forget(seens: Seens, key: bytes) -> None:
    last = seens.rows[-1]
    seens.add(replace(last, key=key, value=None, place=last.place._replace(offset=last.place.offset + 1)))


WRONG: dict[Callable[[Seens], None], str] = {
    lose: "lost",
    repeat: "twice",
    repeat_otherwise: "changed",
    invent: "unknown",
    news_twice: "verdict",
    duplicate_of_itself: "verdict",
    retracts_another: "verdict",
    wrong_reason: "verdict",
    spoil_bytes: "bytes",
    lose_an_entity: "flat",
    lose_a_withdrawal: "flat",
    change_flat("news.entities", content=b"another entity"): "flat",
    change_flat("news.entities", key=b"another"): "flat",
    change_flat("news.entities", cloud=Cloud("another", "org.newsmill.entity.v1", "")): "flat",
    change_flat("news.money", content=b"another sum"): "flat",
    change_flat("news.money", points=NO_POINTS): "flat",
    change_flat("news.money", article="another"): "flat",
    change_withdrawal(content=b"of another article"): "flat",
    change_withdrawal(article="of one event"): "flat",
    withdraw_another: "flat",
    change_flat("news.entities", record_id="another"): "record_id",
    change_withdrawal(withdrawn_by="another"): "record_id",
    id_of_another: "record_id",
    event_id_for_record_id: "record_id",
    another_story: "cluster",
    story_of_its_own: "cluster",
    no_story: "cluster",
    lose_copies: "copies",
    turn_copies: "copies",
    copies_for_an_article: "copies",
    refer_by_event_id: "verdict",
    drop_what_nobody_has_read: "verdict",
    take_back_by_event_id: "verdict",
    swap_amounts: "flat",
    amount_of_nothing: "flat",
    change_time: "headers",
    change_headers: "headers",
    change_key: "headers",
    swap: "order",
    lose_a_row: "changelog",
    stray_row: "changelog",
    forget_out_of_turn: "changelog",
    row_says_otherwise: "changelog",
}


@pytest.mark.parametrize("spoil", WRONG, ids=lambda spoil: spoil.__name__)
def test_what_goes_wrong_is_found_by_its_name(spoil: Callable[[Seens], None]) -> None:
    seens = ideal(5, 300)
    spoil(seens)
    assert WRONG[spoil] in {finding.rule for finding in audit(seens, Terms())}


def test_at_least_once_allows_the_same_bytes_again_and_nothing_else() -> None:
    seens = ideal(5, 300)
    repeat(seens)
    assert audit(seens, Terms(always)) == []
    repeat_otherwise(seens)
    assert {finding.rule for finding in audit(seens, Terms(always))} == {"changed"}


def test_the_oldest_rows_may_be_forgotten_and_are_still_held_to_what_they_said() -> None:
    seens = ideal(5, 300)
    for row in seens.rows[:3]:
        forget(seens, row.key)
    assert audit(seens, Terms()) == []
    row_says_otherwise(seens)
    assert {finding.rule for finding in audit(seens, Terms())} == {"changelog"}


def test_offsets_committed_up_to_what_is_out_are_fine() -> None:
    seens = ideal(5, 300)
    claims = [Claim("news.articles.raw", 0, 10**6), Claim("news.articles.unique", 1, 10**6)]
    assert broken(claims, seens) == []


def test_an_offset_committed_past_what_is_out_is_found() -> None:
    seens = ideal(5, 300)
    lost = seens.events.pop(event(seens, "first"))
    seens.origins.discard(lost.origin)
    passed = next(passed for passed in seens.passed["news.articles.unique"] if passed.origin == lost.origin)
    topic, partition, offset = passed.place
    assert [finding.rule for finding in broken([Claim(topic, partition, offset + 1)], seens)] == ["commit"]
    assert broken([Claim(topic, partition, offset)], seens) == []


def test_every_rule_of_the_ledger_is_provoked_here() -> None:
    assert {*WRONG.values(), "event_id", "commit"} == set(RULES)
    seens = ideal(5, 300)
    repeat(seens)
    assert "event_id" in {finding.rule for finding in audit(seens, Terms())}
