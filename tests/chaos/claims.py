"""Committed offsets are claims that everything below them is out; here they are held to it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from tests.chaos.ledger import Finding, Seens
from tests.chaos.rows import is_row, shard_and_origin
from tests.chaos.seen import Origin

SCREEN, DEDUPE, ENRICH = "news.articles.raw", "news.articles.screened", "news.articles.unique"
STAGES = (SCREEN, DEDUPE, ENRICH)


class Claim(NamedTuple):
    """The group committed `offset` of a stage's input partition."""

    topic: str
    partition: int
    offset: int


def broken(claims: Iterable[Claim], seens: Seens) -> list[Finding]:
    """Claims over records that are not out; `seens` must hold all that was out when they were made."""
    arrivals, out, rows = _arrivals(seens), _out(seens), _rows(seens)
    return [
        Finding("commit", f"{claim.topic}/{claim.partition}@{offset} is committed, {tuple(origin)} is not out")
        for claim in claims
        for offset, origin in arrivals[claim.topic, claim.partition]
        if offset < claim.offset
        and origin not in out[claim.topic]
        and not (_need_not_speak(claim, origin, seens) and (claim.partition, origin) in rows)
    ]


def _need_not_speak(claim: Claim, origin: Origin, seens: Seens) -> bool:
    """Every shard hears of a retraction; one that never held the article has to remember it, no more."""
    raw = seens.raws.get(origin)
    return claim.topic == DEDUPE and claim.partition > 0 and bool(raw and raw.mark and raw.mark.canceled)


def _rows(seens: Seens) -> set[tuple[int, Origin]]:
    return {shard_and_origin(row.key) for row in seens.rows if is_row(row.key)}


def _arrivals(seens: Seens) -> dict[tuple[str, int], list[tuple[int, Origin]]]:
    """What came into each stage, by input partition."""
    arrivals: dict[tuple[str, int], list[tuple[int, Origin]]] = defaultdict(list)
    for origin in seens.raws:
        arrivals[SCREEN, origin.partition].append((origin.offset, origin))
    for topic in (DEDUPE, ENRICH):
        for passed in seens.passed[topic]:
            arrivals[topic, passed.place.partition].append((passed.place.offset, passed.origin))
    return arrivals


def _out(seens: Seens) -> dict[str, set[Origin]]:
    """The records that each stage is done with: they stand in the next topic or ended in an event."""
    screened = {passed.origin for passed in seens.passed[DEDUPE]}
    unique = {passed.origin for passed in seens.passed[ENRICH]}
    return {SCREEN: screened | seens.origins, DEDUPE: unique | seens.origins, ENRICH: seens.origins}
