"""An event as a block of lines, or on one line to follow many."""

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from schemas.headers import rfc3339
from streams.outputs import FLAT, Output
from streams.render.amounts import read_amounts
from streams.render.block import badge, joined, name
from streams.render.enriched import heading, render_enriched
from streams.render.others import (
    origin_time,
    readable,
    record_words,
    render_duplicate,
    render_record,
    render_rejected,
    render_retracted,
    shares,
)
from streams.render.outcome import Event, Headers, Outcome, outcome, outcome_of, read_event
from streams.render.seen import Seen
from streams.render.shape import items, mapping, mappings
from streams.render.text import safe, short


def render_event(
    output: Output, headers: Headers, value: bytes | None, key: bytes | None = None, seen: Seen | None = None
) -> RenderableType:
    """The event for a person, to be printed on `streams.render.console`.

    `seen` remembers what went by, so that a
    duplicate or a revision can name the article it refers to; give the same one for all events.
    """
    seen = seen or Seen()
    if output is Output.REJECTED:
        return render_rejected(outcome(output, headers, value), headers, key, value)
    event = read_event(value)
    told = outcome_of(output, headers, event)
    if output in FLAT:
        return render_record(told, event)
    if output is Output.DUPLICATES:
        return render_duplicate(told, event, seen)
    if told.verdict == "retracted":
        return render_retracted(told, event, seen)
    seen.remember(event)
    return render_enriched(told, event, seen)


class Line:
    """One line, cut with an ellipsis where the console is narrower."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from console.render(self.text, options.update(no_wrap=True, overflow="ellipsis"))


def render_line(output: Output, headers: Headers, value: bytes | None) -> Line:
    """The event on one line: time of the raw record, verdict, article, and what was found in few words."""
    event = read_event(value) if output is not Output.REJECTED else {}
    told = outcome(output, headers, value) if output is Output.REJECTED else outcome_of(output, headers, event)
    line = Text().append(f"{origin_time(headers) or '--:--:--'} ", style="quiet")
    line.append_text(badge(told))
    line.pad_right(max(1, len("--:--:-- DUPLICATE ") - len(line)))
    return Line(line.append(safe(joined(_words(output, told, event, value), " · "))))


def render_record_line(kind: str, place: str, time: int, key: bytes | None, value: bytes | None) -> Line:
    """A record that is no event, on one line: when it was appended, where it stands, its key, how its bytes begin."""
    line = Text().append(f"{rfc3339(time)[11:19]} ", style="quiet").append(f"{kind.upper():<9} ", style="label")
    named = "no key" if key is None else readable(key)
    return Line(line.append(joined([safe(place), named, "a null value" if value is None else readable(value)])))


def _words(output: Output, told: Outcome, event: Event, value: bytes | None) -> list[str]:
    if output is Output.REJECTED:
        return [told.detail, readable(value) if value is not None else "a null value"]
    if output in FLAT:
        return [record_words(told, event).plain, name(event.get("source"), event.get("article_id"))]
    if "article" in event:
        article = mapping(event["article"])
        return [name(article.get("source"), article.get("id")), heading(article), *_found(event)]
    identity = name(event.get("source"), event.get("article_id"))
    if told.verdict == "retracted":
        return [identity, _counted(len(items(event.get("retracted"))), "version", "versions") + " taken back"]
    return [identity, short(event.get("title") or "", 200), told.detail, shares(event)]


def _found(event: Event) -> list[str]:
    types = [entity.get("type") for entity in mappings(event.get("entities"))]
    counts = [
        _counted(types.count("PERSON"), "person", "people"),
        _counted(types.count("ORG"), "organisation", "organisations"),
        _counted(types.count("LOC"), "place", "places"),
    ]
    return [joined(counts, ", "), "; ".join(read_amounts(mappings(event.get("money"))))]


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""
