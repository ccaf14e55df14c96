"""Whatever is sent leads to exactly one event that can be read, and nothing raises: kept inputs, and some new ones."""

from collections.abc import Iterator
from random import Random

import pytest

from schemas import EnrichedArticle
from schemas.codec import encode
from streams.steps import Incoming, Outgoing
from streams.steps.enrich import enrich
from tests.fuzz import shown, way
from tests.fuzz.harness import problem, smaller
from tests.fuzz.mutate import mutated
from tests.fuzz.records import joined, read, written
from tests.fuzz.seeds import corpus, seeds
from tests.support.work import calls

INPUTS, SEED = 2000, 1
CALLS, CALLS_A_BYTE = 20_000, 100
"""Functions that one input may call, and for each byte: several times what the kept ones need."""


@pytest.mark.parametrize("name", corpus())
def test_a_kept_input_goes_the_whole_way(name: str) -> None:
    assert problem(corpus()[name]) is None


def test_so_do_new_ones_of_a_seed() -> None:
    told = seeds()
    made = (mutated(told, Random(f"{SEED}/{number}")) for number in range(INPUTS))
    found = ((problem(data, all_of_it=False), data) for data in made)
    assert next((one for one in found if one[0]), None) is None


def test_a_kept_input_costs_in_proportion_to_its_length() -> None:
    told = {name: data for name, data in corpus().items() if not name.startswith("page")}  # its dates have no bound
    for data in told.values():
        way.go(read(data))  # tables are loaded, words are known
    work = {name: calls(lambda data=data: way.go(read(data))) for name, data in told.items()}  # type: ignore[misc]
    assert {name: count for name, count in work.items() if count > CALLS + CALLS_A_BYTE * len(told[name])} == {}


def test_an_input_is_read_as_it_was_written() -> None:
    headers = (("source", b"wire"), ("traceparent", None))
    parts = [written(b"value", b"key", headers), written(None), written(b"x", None, headers)]
    told = [(one.key, one.value, one.headers) for one in read(joined(parts))]
    assert told == [(b"key", b"value", headers), (None, None, ()), (None, b"x", headers)]


def test_what_fails_is_made_small() -> None:
    assert smaller(b"a long input with x in it", lambda data: b"x" in data) == b"x"


def shifted(event: EnrichedArticle) -> EnrichedArticle:
    entities = [
        entity.model_copy(update={"mentions": [m.model_copy(update={"start": m.start + 1}) for m in entity.mentions]})
        for entity in event.entities
    ]
    return event.model_copy(update={"entities": entities})


@pytest.fixture
def plain() -> bytes:
    return corpus()["plain"]


def test_a_span_that_is_off_is_found(plain: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def off(*arguments: object) -> list[Outgoing]:
        first, *others = enrich(*arguments)  # type: ignore[arg-type]
        event = shifted(EnrichedArticle.model_validate_json(first.value or b""))
        return [Outgoing(first.to, first.key, encode(event), first.headers), *others]

    monkeypatch.setattr(way, "enrich", off)
    assert "a span is not its text" in (problem(plain) or "")


def test_an_event_too_few_or_too_many_is_found(plain: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(way, "enrich", lambda *arguments: enrich(*arguments)[1:])
    assert "not exactly one event" in (problem(plain) or "")
    monkeypatch.setattr(way, "enrich", lambda *arguments: enrich(*arguments)[:1] * 2)
    assert "not exactly one event" in (problem(plain) or "")


def test_an_exception_in_a_step_is_found(plain: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.steps.parts.read_money", lambda *_: 1 / 0)
    assert "ZeroDivisionError" in (problem(plain) or "")


def test_a_control_in_what_is_shown_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown, "safe_json", lambda line: line.replace("Acme", "\x9b"))
    assert "a control reaches a terminal" in (problem(corpus()["plain"]) or "")


def test_an_endless_loop_is_found(plain: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_records: list[Incoming]) -> Iterator[None]:
        while True:
            pass

    monkeypatch.setattr("tests.fuzz.harness.go", endless)
    monkeypatch.setattr("tests.fuzz.harness.SECONDS", 0.05)
    assert (problem(plain) or "").startswith("OvertimeError")
