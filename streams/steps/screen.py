"""Screen: from the bytes that a feed published to an article that the other stages can rely on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from pydantic import ValidationError

from schemas import Article, Format, Reason, RejectionError, Removed, Repair, Screened, Withdrawn
from schemas.codec import encode
from schemas.headers import LEFT_OUT, Headers, first, has, horizon_header, passed_on
from streams.dedup.fingerprint import fingerprint
from streams.dedup.repeats import Cut, cut, find_repeats
from streams.formats import Document, PageReader, ReaderLostError, Reading
from streams.formats.read import one_article, read_document
from streams.languages import detect_language, primary_subtag
from streams.outputs import Output
from streams.raw_topics import Sources, may_speak
from streams.steps.accept import accepted, invalid
from streams.steps.enrich import bare_event_bytes
from streams.steps.parts import EnrichRules
from streams.steps.records import Incoming, Outgoing
from streams.steps.rejected import rejected

STAGE = "screen"
MOST_ARTICLES = 200
"""Of a record, which may have one: how many are read to tell whether others than that one have a text."""
MARKUP = 2
"""How much larger a document may be than an article."""


@dataclass(frozen=True, slots=True)
class ScreenRules:
    """`max_article_bytes` bounds an article in our own fields, a document of another format may have twice as many:
    markup is no text. `max_event_bytes` bounds what it may become; `shards` as in dedupe. `raws` are the sources that
    may speak on each raw topic, None where all may; see `streams.raw_topics`. The others are of `streams.formats`."""

    max_article_bytes: int
    max_event_bytes: int
    shards: int
    enrich: EnrichRules
    raws: Mapping[str, Sources] | None = None
    default_timezone: str | None = None
    pages: PageReader | None = None

    @property
    def reading(self) -> Reading:
        """How documents are read."""
        most = min(MARKUP * self.max_article_bytes, self.max_event_bytes)
        return Reading(most, self.default_timezone, self.pages, MOST_ARTICLES)


def screen(raw: Incoming, rules: ScreenRules, horizon: int | None = None) -> list[Outgoing]:
    """One record to dedupe (a retraction: one for each shard), or the rejection with the original bytes.

    `horizon` (ms) is a time before which no raw record lies that is still to be screened, None where nobody knows.
    """
    try:
        screened = read(raw, rules)
    except RejectionError as error:
        return [rejected(raw, STAGE, error, rules.max_event_bytes)]
    value = encode(screened)
    headers = [*passed_on(raw.origin, raw.trace), *horizon_header(horizon)]
    return [
        Outgoing(Output.SCREENED, screened.named.key, value, headers, shard)
        for shard in _shards(screened, rules.shards)
    ]


def read(raw: Incoming, rules: ScreenRules) -> Screened:
    """The article in `raw`, cleaned and fingerprinted, or what it retracts. Raises RejectionError."""
    try:
        screened = _read(raw, rules)
        _check_source(screened.named.source, raw.origin.topic, rules)
        return screened
    except (RejectionError, MemoryError, ReaderLostError):  # want of memory says nothing of the record
        raise
    except Exception as error:
        rules.enrich.report(STAGE, raw.origin, error)
        raise RejectionError(Reason.DEFECT, f"{type(error).__name__} in Newsmill's own code, see its log") from error


def _read(raw: Incoming, rules: ScreenRules) -> Screened:
    if raw.value is None:
        return Screened(withdrawn=_tombstone(raw.headers))
    document = Document(raw.value, raw.headers, told_by=_only_source(raw.origin.topic, rules))
    draft = one_article(read_document(document, rules.reading))
    if draft.format is Format.FLAT and len(raw.value) > rules.max_article_bytes:
        raise RejectionError(
            Reason.TOO_LARGE, f"{len(raw.value)} bytes, at most {rules.max_article_bytes} are read of an article"
        )
    article, repairs = accepted(draft, rules.reading)
    if article.status == "canceled":
        withdrawn = Withdrawn(source=article.source, id=article.id, version=article.version)
        return Screened(withdrawn=withdrawn, format=draft.format)
    screened = clean(article, repairs, draft.format)
    # Checked here, where the original bytes are at hand and dedupe has not yet seen the article.
    needed = bare_event_bytes(screened, raw.origin, rules.enrich)
    if needed > rules.max_event_bytes:
        raise RejectionError(
            Reason.TOO_LARGE, f"its fields alone need an event of {needed} bytes, at most {rules.max_event_bytes} fit"
        )
    return screened


def _only_source(topic: str, rules: ScreenRules) -> str | None:
    """The one source that may speak on a topic: whose a document there is that names nobody."""
    allowed = (rules.raws or {}).get(topic)
    return next(iter(allowed)) if allowed and len(allowed) == 1 else None


def _check_source(source: str, topic: str, rules: ScreenRules) -> None:
    """A topic's writers may neither revise nor retract what others have published."""
    if rules.raws is not None and not may_speak(source, topic, rules.raws):
        raise RejectionError(Reason.NOT_ALLOWED, f"source: {source!r} may not speak on {topic}")


def _tombstone(headers: Headers) -> Withdrawn:
    if has(headers, LEFT_OUT):
        raise RejectionError(
            Reason.UNNAMED_TOMBSTONE, f"the value was left out of a rejection ({LEFT_OUT}), which retracts nothing"
        )
    source, id_ = first(headers, "source"), first(headers, "id")
    if not source or not id_:
        raise RejectionError(Reason.UNNAMED_TOMBSTONE, "a null value needs the headers source and id")
    try:
        return Withdrawn(source=source.decode(), id=id_.decode(), version=None)
    except UnicodeDecodeError as error:
        raise RejectionError(Reason.NOT_UTF8, f"header source or id: {error.reason}") from error
    except ValidationError as error:
        raise invalid(error) from error


def clean(article: Article, repairs: Sequence[Repair] = (), format: Format = Format.FLAT) -> Screened:  # noqa: A002
    """The article without what it repeats inside itself, with its language and fingerprint."""
    cuts = _repeats(article)
    texts: dict[str, str] = {field: cut(getattr(article, field), spans) for field, spans in cuts.items()}
    language = article.language or detect_language("\n".join({**article.texts(), **texts}.values()))
    cleaned = article.model_copy(update={**texts, "language": language})
    marks = fingerprint(cleaned.title, cleaned.summary, cleaned.body or "")
    removed = [
        Removed(field=field, start=span.start, end=span.end, reason=span.reason)
        for field, spans in cuts.items()
        for span in spans
    ]
    hashed = marks.content_hash.hex()
    return Screened(
        article=cleaned,
        format=format,
        repairs=list(repairs),
        removed=removed,
        content_hash=hashed,
        fingerprint=marks.to_bytes(),
    )


def _repeats(article: Article) -> dict[str, list[Cut]]:
    """What to cut from title and body; fields without repeats are left out."""
    beside = [text for text in (article.title, article.byline, article.summary) if text]
    found = {"title": find_repeats(article.title or ""), "body": find_repeats(article.body or "", beside)}
    return {field: cuts for field, cuts in found.items() if cuts}


def _shards(screened: Screened, shards: int) -> list[int]:
    """Where it is judged: by language; a retraction does not say its language, so every shard hears of it."""
    if screened.article is None:
        return list(range(shards))
    return [crc32(primary_subtag(screened.article.language).encode()) % shards]
