"""The parts under the judge: words, the exact index, the search index, the bytes of rows."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.dedup.latest import Latest
from streams.dedup.lookup import Lookup
from streams.dedup.postings import Placing, Postings
from streams.dedup.roster import Roster
from streams.dedup.shingles import facts
from streams.dedup.spill import Spill
from streams.dedup.words import WordKind, prepare, read


def kinds(text: str) -> list[WordKind]:
    return [WordKind(kind) for kind in read(prepare(text)).kinds]


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("", ""),
        ("  — … ", ""),
        ("The U.S. paid $1,500!", "the u s paid 1 500"),
        ("-3.2 to 5-7/8", "-3 2 to 5 7 8"),
        ("COVID-19, (5)", "covid 19 5"),
        ("Straße GROẞ", "strasse gross"),
        ("ﬁne ＡＢＣ１２", "fine abc12"),
        ("٣ مارس", "3 مارس"),
        ("東京で 3日", "東京で 3日"),
        ("\x00a\x00", "a"),
    ],
)
def test_normalised_text(text: str, normalised: str) -> None:
    assert read(prepare(text)).text.decode() == normalised


def test_kinds_of_words() -> None:
    assert kinds("The bank of Chile said 5.25 percent") == [1, 1, 1, 4, 1, 2, 1]
    assert kinds("東京3日") == [3, 3, 2, 3]


def test_a_figure_is_one_word_however_it_is_written() -> None:
    assert read("1,500").hashes.tolist() == read("1.500").hashes.tolist()
    assert read("-3").hashes.tolist() != read("3").hashes.tolist()
    assert read("1,500").hashes.tolist() != read("15,00").hashes.tolist()


def test_a_capital_that_begins_a_sentence_makes_no_fact() -> None:
    assert facts(read("Sign up. Follow us!\nShare this"), 3).total == 0
    assert facts(read("they met Ida Brekke on 3 June"), 3).total == 3


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    words = read(prepare(text))
    assert len(words.hashes) == len(words.kinds) == len(words.starts) == len(words.initial)
    assert read(words.text.decode("utf-8", "surrogatepass")).text == words.text


@given(st.lists(st.tuples(st.sampled_from(["put", "drop"]), st.integers(0, 40), st.integers(1, 9)), max_size=200))
def test_the_exact_index_is_a_dict(steps: list[tuple[str, int, int]]) -> None:
    lookup, model = Lookup(), dict[int, int]()
    for step, number, ordinal in steps:
        key = number << 58  # many share a home slot
        if step == "put":
            lookup.put(key, ordinal)
            model[key] = ordinal
        else:
            lookup.drop(key, ordinal)
            if model.get(key) == ordinal:
                del model[key]
        assert len(lookup) == len(model)
    assert all(lookup.get(number << 58) == model.get(number << 58, 0) for number in range(41))


def test_the_exact_index_grows() -> None:
    rng, lookup = Random(1), Lookup()
    model = {rng.getrandbits(64): ordinal for ordinal in range(1, 5_000)}
    for key, ordinal in model.items():
        lookup.put(key, ordinal)
    assert all(lookup.get(key) == ordinal for key, ordinal in model.items())


def hashes(*values: int) -> bytes:
    return b"".join(value.to_bytes(4, "little") for value in values)


def test_the_search_index_forgets_what_is_evicted_though_ordinals_come_round() -> None:
    alive = 300
    roster, placing = Roster(alive), Placing(alive)
    postings, rounds = Postings(placing, roster), 2 * (placing.low + 1)
    for ordinal in range(1, rounds):
        roster.add(b"key", "wire")
        places = placing.places(hashes(ordinal % 50, ordinal % 50 + 1_000), 2, b"")
        if ordinal % 7 == 0:
            found = postings.find(places)
            assert all(ordinal - alive <= other < ordinal for other in found)
            assert ordinal <= 50 or ordinal - 50 in found
        postings.file(places, ordinal)
        postings.sweep()
        if len(roster) > alive:
            roster.forget(roster.oldest, "wire")
            roster.left(roster.leave(ordinal))
            roster.trim()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abc"), st.booleans()), max_size=120),
    st.sampled_from([1, 2**32 - 60, 2**40 + 1]),
)
def test_of_a_bucket_the_newest_remembered_are_found_whatever_was_forgotten_in_between(
    steps: list[tuple[int, str, bool]], first: int
) -> None:
    """Six texts, so each bucket overflows; forgotten is the oldest of a source, not of all. Of any age of a shard."""
    roster, placing = Roster(1_000), Placing(1_000)
    roster.begin(first)
    postings, alive = Postings(placing, roster, ways=4), dict[int, tuple[int, str]]()
    for text, source, forgets in steps:
        ordinal = roster.add(b"key", source)
        postings.file(placing.places(hashes(text), 1, b""), ordinal)
        alive[ordinal] = text, source
        if forgets:
            oldest = min(each for each, (_, its) in alive.items() if its == source)
            roster.forget(oldest, source)
            del alive[oldest]
        for sought in range(6):
            same = [each for each, (what, _) in alive.items() if what == sought]
            assert postings.find(placing.places(hashes(sought), 1, b"")) == same[-4:]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=300))
def test_under_a_key_all_that_are_remembered_are_found_whichever_goes_first(steps: list[tuple[int, int]]) -> None:
    remembered = dict[int, int]()
    latest = Latest(remembered.__contains__)
    for ordinal, (key, gone) in enumerate(steps, 1):
        remembered[ordinal] = key
        latest.put(key, ordinal)
        if gone and (oldest := [each for each in remembered if each % 4 == gone]):
            latest.drop(remembered[oldest[0]], oldest[0])
            del remembered[oldest[0]]
        for sought in range(4):
            there = [each for each in reversed(remembered) if remembered[each] == sought]
            assert list(latest.all(sought)) == there
            assert latest.get(sought) == (there[0] if there else 0)


@settings(max_examples=60)
@given(st.lists(st.sampled_from("aaaaaaab"), min_size=1, max_size=200))
def test_a_source_over_its_share_gives_way_first(sources: list[str]) -> None:
    roster, alive = Roster(20), list[tuple[int, str]]()
    for source in sources:
        if gone := roster.crowded():
            its = next(its for each, its in alive if each == gone)
            held = [each for each, other in alive if other == its]
            assert gone == held[0]
            assert len(held) > 5 or gone == alive[0][0]
            roster.forget(gone, its)
            alive.remove((gone, its))
        alive.append((roster.add(b"key", source), source))
        assert [each for each in range(1, roster.newest + 1) if each in roster] == [each for each, _ in alive]
        assert len(roster) == len(alive) <= 20


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["push", "push", "pop", "clean"]), st.booleans()), max_size=300
    )
)
def test_what_waits_is_counted_as_it_comes_and_goes(steps: list[tuple[int, str, bool]]) -> None:
    gone, model = set[int](), dict[int, list[int]]()
    spill = Spill(lambda value: value not in gone)
    for value, (key, step, forgets) in enumerate(steps, 1):
        if step == "push":
            spill.push(key, value)
            model.setdefault(key, []).append(value)
        elif step == "pop":
            kept = [each for each in model.pop(key, []) if each not in gone]
            assert spill.pop(key) == (kept[-1] if kept else 0)
            model |= {key: kept[:-1]} if kept[:-1] else {}
        if forgets and (there := [each for stack in model.values() for each in stack]):
            gone.add(there[0])
        if step == "clean":
            for each in range(4):
                spill.clean(each)
            model = {name: kept for name, stack in model.items() if (kept := [one for one in stack if one not in gone])}
            assert spill.nbytes == 200 * len(model) + 8 * sum(map(len, model.values()))
