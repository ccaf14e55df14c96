"""Duplicates, retractions, rejections and flat records."""

from rich.console import RenderableType
from rich.text import Text

from schemas.headers import first
from streams.render.amounts import read_amount, read_relation
from streams.render.block import block, joined, moment, name
from streams.render.outcome import Event, Headers, Outcome
from streams.render.seen import Seen
from streams.render.shape import items, number
from streams.render.text import safe, short

KINDS = {
    "resent": "the same version of the same article again",
    "stale": "a lower version than one seen before",
    "exact": "the same text",
    "near": "nearly the same text",
    "contained": "all of its text stands in an earlier one",
}
BYTES_SHOWN = 240


def render_duplicate(outcome: Outcome, event: Event, seen: Seen) -> RenderableType:
    """What it repeats, and how much of it."""
    rows = [
        ("of", seen.name(event.get("duplicate_of"))),
        ("kind", joined([outcome.detail, KINDS.get(outcome.detail, ""), shares(event)])),
    ]
    heading = Text(short(event.get("title") or "(no title)", 200), style="title")
    about = joined([name(event.get("source"), event.get("article_id")), moment(event.get("published_at"))])
    return block(outcome, heading, about, rows)


def render_retracted(outcome: Outcome, event: Event, seen: Seen) -> RenderableType:
    """What its source took back."""
    taken = items(event.get("retracted"))
    version = event.get("version")
    about = "status canceled" if version is not None else "tombstone"
    rows = [("takes back", seen.name(id_)) for id_ in taken] or [("takes back", "nothing: it was never seen")]
    if copies := items(event.get("copies")):
        rows.append(("copies", f"{len(copies)} of it {'was' if len(copies) == 1 else 'were'} dropped as repeats"))
    return block(outcome, Text(name(event.get("source"), event.get("article_id")), style="title"), about, rows)


def render_rejected(outcome: Outcome, headers: Headers, key: bytes | None, value: bytes | None) -> RenderableType:
    """Why, where it came from, and how its bytes begin."""
    told = {name: (content or b"").decode("utf-8", "replace") for name, content in headers}  # Kafka allows null
    origin = "/".join(told.get(f"__connect.errors.{part}", "?") for part in ("topic", "partition", "offset"))
    rows = [
        ("because", told.get("__connect.errors.exception.message", "")),
        ("key", readable(key) if key is not None else ""),
        ("bytes", f"{len(value):,}: {readable(value)}" if value is not None else "none, a null value"),
    ]
    about = f"{origin} at {told.get('__connect.errors.stage', '?')}"
    return block(outcome, Text(safe(outcome.detail), style="title"), about, rows)


def render_record(outcome: Outcome, event: Event) -> Text:
    """A flat record on one line."""
    line = Text(f"{outcome.verdict.upper():<9} ", style=f"verdict.{outcome.verdict}")
    line = Text().append_text(line).append_text(record_words(outcome, event))
    return line.append(f" · {name(event.get('source'), event.get('article_id'))}", style="quiet")


def record_words(outcome: Outcome, event: Event) -> Text:
    """What a flat record tells: a name with its type and count, an amount with its words, or what is withdrawn."""
    if outcome.verdict == "withdrawn":
        one = event.get("article_event_id")
        return Text(safe(f"all of record {event.get('record_id')}" if one is None else f"all of event {one}"))
    if outcome.verdict == "entity":
        style = {"PERSON": "person", "ORG": "org", "LOC": "loc"}.get(str(event.get("type")), "entity")
        words = joined([f"×{event.get('mentions')}", str(event.get("type")), str(event.get("role") or "")])
        return Text().append(safe(event.get("name")), style=style).append(f" {safe(words)}")
    told = Text()
    if outcome.verdict == "money":
        told.append(f"{safe(read_amount(event))} ", style="money")
    told.append(f"“{short(event.get('text'), 60)}”")
    return told.append(f" {relation}", style="quiet") if (relation := read_relation(event)) else told


def shares(event: Event) -> str:
    """`similarity 0.83, containment 0.95`, as far as they were measured."""
    measures = ((measure, number(event.get(measure))) for measure in ("similarity", "containment"))
    return joined([f"{measure} {value:.2f}" for measure, value in measures if value is not None], ", ")


def readable(data: bytes) -> str:
    """The start of bytes as text; what is no UTF-8 or acts on a terminal is written as an escape."""
    return short(data[: 4 * BYTES_SHOWN].decode("utf-8", "backslashreplace"), BYTES_SHOWN)


def origin_time(headers: Headers) -> str:
    """The time of the raw record, from `ce_time`, to the second."""
    return safe((first(headers, "ce_time") or b"").decode("utf-8", "replace"))[11:19]
