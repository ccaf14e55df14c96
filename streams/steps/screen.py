"""Screen: from the bytes that a feed published to an article that the other stages can rely on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from pydantic import ValidationError

from schemas import Article, Mend, Reason, RejectionError, Removed, Repair, Screened, Withdrawn
from schemas.codec import decode, encode
from schemas.headers import LEFT_OUT, Headers, first, has, horizon_header, passed_on
from streams.dedup.fingerprint import fingerprint
from streams.dedup.repeats import Cut, cut, find_repeats
from streams.language_tags import language_tag
from streams.languages import detect_language, primary_subtag
from streams.outputs import Output
from streams.raw_topics import Sources, may_speak
from streams.steps.enrich import bare_event_bytes
from streams.steps.parts import EnrichRules
from streams.steps.records import Incoming, Outgoing
from streams.steps.rejected import rejected

STAGE = "screen"


@dataclass(frozen=True, slots=True)
class ScreenRules:
    """`max_article_bytes` bounds what is read, `max_event_bytes` what it may become; `shards` as in dedupe. `raws` are
    the sources that may speak on each raw topic, None where all may; see `streams.raw_topics`."""

    max_article_bytes: int
    max_event_bytes: int
    shards: int
    enrich: EnrichRules
    raws: Mapping[str, Sources] | None = None


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
    except (RejectionError, MemoryError):  # want of memory says nothing of the record
        raise
    except Exception as error:
        rules.enrich.report(STAGE, raw.origin, error)
        raise RejectionError(Reason.DEFECT, f"{type(error).__name__} in Newsmill's own code, see its log") from error


def _read(raw: Incoming, rules: ScreenRules) -> Screened:
    if raw.value is None:
        return Screened(withdrawn=_tombstone(raw.headers))
    article, repairs = parse(decode(raw.value, max_bytes=rules.max_article_bytes))
    if article.status == "canceled":
        return Screened(withdrawn=Withdrawn(source=article.source, id=article.id, version=article.version))
    screened = clean(article, repairs)
    # Checked here, where the original bytes are at hand and dedupe has not yet seen the article.
    needed = bare_event_bytes(screened, raw.origin, rules.enrich)
    if needed > rules.max_event_bytes:
        raise RejectionError(
            Reason.TOO_LARGE, f"its fields alone need an event of {needed} bytes, at most {rules.max_event_bytes} fit"
        )
    return screened


def parse(value: Any) -> tuple[Article, list[Repair]]:
    """The article that a JSON value holds, and what had to be mended in it. Raises RejectionError naming the field that
    is wrong."""
    if not isinstance(value, dict):
        raise RejectionError(Reason.NOT_AN_OBJECT, f"a JSON {type(value).__name__}, not an object")
    read = value
    if isinstance(language := value.get("language"), str):
        read = value | {"language": language_tag(language)}  # what is not understood is detected
    try:
        article = Article.model_validate(read)
    except ValidationError as error:
        raise _invalid(error) from error
    if article.status == "usable":
        _check_body(article.body)
    return article, [*_repairs(value, article)]


def _repairs(given: Mapping[str, Any], article: Article) -> Iterator[Repair]:
    """What an optional field says otherwise than it was sent."""
    for name in ("language", "published_at"):
        sent, read = given.get(name), getattr(article, name)
        if sent is not None and sent != read:
            yield Repair(field=name, reason=Mend.LEFT_OUT if read is None else Mend.MENDED)


def _check_source(source: str, topic: str, rules: ScreenRules) -> None:
    """A topic's writers may neither revise nor retract what others have published."""
    if rules.raws is not None and not may_speak(source, topic, rules.raws):
        raise RejectionError(Reason.NOT_ALLOWED, f"source: {source!r} may not speak on {topic}")


def _invalid(error: ValidationError) -> RejectionError:
    first_error = error.errors(include_url=False)[0]
    field = ".".join(map(str, first_error["loc"]))
    missing = first_error["type"] == "missing"
    return RejectionError(Reason.MISSING_FIELD if missing else Reason.INVALID_FIELD, f"{field}: {first_error['msg']}")


def _check_body(body: str | None) -> None:
    if body is None:
        raise RejectionError(Reason.MISSING_FIELD, "body: required unless the article is canceled")
    if not any(map(str.isalnum, body)):
        raise RejectionError(Reason.EMPTY_BODY, "body: no letter or digit in it")


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
        raise _invalid(error) from error


def clean(article: Article, repairs: Sequence[Repair] = ()) -> Screened:
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
