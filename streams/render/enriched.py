"""An enriched article: who and what is in it, which sums, what was cut."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from streams.render.amounts import read_amounts, read_bases
from streams.render.block import block, joined, moment, name
from streams.render.outcome import Event, Outcome
from streams.render.seen import Seen
from streams.render.shape import items, mapping, mappings, number
from streams.render.text import Span, marked, safe, short, window

TYPES = {"PERSON": ("people", "person"), "ORG": ("organisations", "org"), "LOC": ("places", "loc")}
CUTS = {"block": "a block that stands twice", "boilerplate": "a line of the page around the article"}
REPAIRS = {
    "left_out": "left out, it could not be read",
    "mended": "mended, it was written in another way",
}
LACKS = {
    "limit": "the first ones only, more than one article may send",
    "budget": "the first ones only, the text asks for too much work",
    "defect": "left out, Newsmill's own code failed on it",
    "poison": "left out, it ended workers",
}
SCHEMES = ("iso3166", "ticker", "geonames", "isin", "cik")
SELF_TELLING = ("iso3166", "ticker")
MAX_NAMES = 12
EXCERPT_WIDTH = 320


def render_enriched(outcome: Outcome, event: Event, seen: Seen) -> RenderableType:
    """The block of one enriched event."""
    article = mapping(event.get("article"))
    spans = _spans(event)
    return block(outcome, title(article, spans), about(event), _rows(event, article, spans, seen))


def title(article: Mapping[str, Any], spans: Mapping[str, list[Span]]) -> Text:
    """The title with its names marked; an article without one is called by its text."""
    if article.get("title"):
        text = marked(str(article["title"]), spans.get("title", ()))
        text.stylize_before("title")
        return text
    return Text(heading(article), style="title")


def heading(article: Mapping[str, Any]) -> str:
    """What an article is called: its title, else the start of its text."""
    return short(article.get("title") or short(article.get("body") or "(no title)", 80), 200)


def about(event: Event) -> str:
    """Whose article it is, when it was published and in which language."""
    article = mapping(event.get("article"))
    version = article.get("version", 1)
    return joined(
        [
            name(article.get("source"), article.get("id")),
            f"version {version}" if version != 1 else "",
            moment(article.get("published_at")),
            short(article.get("language") or "", 20),
            short(article.get("byline") or "", 60),
        ]
    )


def _rows(
    event: Event, article: Mapping[str, Any], spans: Mapping[str, list[Span]], seen: Seen
) -> Iterator[tuple[str, str | Text]]:
    if event.get("revision_of"):
        yield "revises", seen.name(event["revision_of"])
    if event.get("extends"):
        yield "extends", seen.name(event["extends"])
    if event.get("develops"):
        yield "develops", seen.name(event["develops"])
    entities = mappings(event.get("entities"))
    for type_, (label, style) in TYPES.items():
        yield label, _names([entity for entity in entities if entity.get("type") == type_], style)
    yield "others", _names([entity for entity in entities if str(entity.get("type")) not in TYPES], "entity")
    yield "money", _money(mappings(event.get("money")))
    yield "text", _excerpt(article, spans)
    yield "repairs", _reasons(mappings(event.get("repairs")), "field", REPAIRS)
    yield "removed", _removed(mappings(event.get("removed")))
    yield "omitted", _reasons(mappings(event.get("omitted")), "part", LACKS)


def _money(amounts: Sequence[Mapping[str, Any]]) -> Text:
    """All sums, and how their currencies are known."""
    text = Text(" · ", style="quiet").join([Text(safe(one), style="money") for one in read_amounts(amounts)])
    if bases := read_bases(amounts):
        text.append(f" ({safe(joined(bases, '; '))})", style="quiet")
    return text


def _names(entities: Sequence[Mapping[str, Any]], style: str) -> Text:
    shown = [_name(entity, style) for entity in entities[:MAX_NAMES]]
    text = Text(", ").join(shown)
    if len(entities) > MAX_NAMES:
        text.append(f", and {len(entities) - MAX_NAMES} more", style="quiet")
    return text


def _name(entity: Mapping[str, Any], style: str) -> Text:
    """`Steve Witkoff ×7 (U.S. Special Envoy)`; bold where the title names it, a link where one is known."""
    text = Text().append(safe(entity.get("name", "?")), style=style)
    if entity.get("in_title"):
        text.stylize("bold")
    if (count := len(items(entity.get("mentions")))) > 1:
        text.append(f" ×{count}", style="quiet")
    notes = [str(entity.get("role") or ""), _link(mappings(entity.get("links")))]
    if told := joined(notes, "; "):
        text.append(f" ({short(told, 90)})", style="quiet")
    return text


def _link(links: Sequence[Mapping[str, Any]]) -> str:
    """The link that tells a person most; all of them are in the event."""
    ranks = {scheme: rank for rank, scheme in enumerate(SCHEMES)}
    best = min(links, key=lambda link: ranks.get(str(link.get("scheme")), len(ranks)), default={})
    scheme, id_ = str(best.get("scheme", "")), str(best.get("id", ""))
    return id_ if scheme in SELF_TELLING else f"{scheme} {id_}".strip()


def _excerpt(article: Mapping[str, Any], spans: Mapping[str, list[Span]]) -> Text:
    """The start of the text, and the surroundings of the first amount if that stands further down."""
    text = str(article.get("body") or article.get("summary") or "")
    marks = spans.get("body" if article.get("body") else "summary", [])
    first_amount = min((span.start for span in marks if span.style == "money"), default=0)
    start, end = window(text, EXCERPT_WIDTH)
    if first_amount < end:
        return _piece(text, marks, start, end)
    start, end = window(text, EXCERPT_WIDTH // 2)
    return Text(" ").join(
        [_piece(text, marks, start, end), _piece(text, marks, *window(text, EXCERPT_WIDTH // 2, first_amount))]
    )


def _piece(text: str, marks: Iterable[Span], start: int, end: int) -> Text:
    piece = marked(text, marks, start, end)
    piece.rstrip()
    return piece if end == len(text) else piece.append(" …", style="quiet")


def _spans(event: Event) -> dict[str, list[Span]]:
    """What is marked in each field: names first, amounts over them."""
    found: dict[str, list[Span]] = {}
    for entity in mappings(event.get("entities")):
        _, style = TYPES.get(str(entity.get("type")), ("", "entity"))
        for mention in mappings(entity.get("mentions")):
            _add(found, mention, style)
    for amount in mappings(event.get("money")):
        _add(found, amount, "money")
    return found


def _add(found: dict[str, list[Span]], span: Mapping[str, Any], style: str) -> None:
    if isinstance(span.get("start"), int) and isinstance(span.get("end"), int):
        found.setdefault(str(span.get("field")), []).append(Span(span["start"], span["end"], style))


def _removed(removed: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(map(_cut, removed))


def _cut(span: Mapping[str, Any]) -> str:
    start, end, reason = number(span.get("start")), number(span.get("end")), str(span.get("reason"))
    length = f"{end - start:,}" if start is not None and end is not None else "some"
    return f"{length} characters of {span.get('field')}: {CUTS.get(reason, reason)}"


def _reasons(parts: Sequence[Mapping[str, Any]], name: str, meaning: Mapping[str, str]) -> str:
    """A line for each part of the event that is not as it should be, called by the field `name`: why."""
    return "\n".join(
        f"{short(part.get(name, '?'), 40)}: {meaning.get(str(part.get('reason')), short(part.get('reason'), 40))}"
        for part in parts
    )
