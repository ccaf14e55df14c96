"""What the pipeline publishes for sample articles, kept: `python -m tests.pipeline.golden` writes it anew.

The file begins with the pipeline that wrote it. It is written anew only for another one, so that nobody changes what is
published without raising `PIPELINE_VERSION`: consumers tell by it what is worth replacing.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from schemas import Judged, Origin, Screened
from schemas.codec import decode, encode
from streams import samples
from streams.inputs import InputRecord, read_file
from streams.rules import enrich_rules, new_shard, screen_rules
from streams.settings import Settings
from streams.steps import PIPELINE_VERSION, Outgoing, Record
from streams.steps.dedupe import Place, dedupe
from streams.steps.enrich import enrich
from streams.steps.screen import screen

HERE = Path(__file__).parent
KEPT = HERE / "published.jsonl"
MINUTE_MS = 60_000
START_MS = 1_777_880_000_000


def articles() -> list[InputRecord]:
    """The demo's articles, and some with what these lack."""
    own = read_file(str(HERE / "articles.jsonl"), reference_time=None)
    return [*(record for file in samples.load() for record in file), *own]


def published() -> Iterator[Outgoing]:
    """What comes out of them, as from a worker with the default settings, in order."""
    settings = Settings()
    enriching = enrich_rules(settings)
    screening = screen_rules(settings, enriching)
    table: dict[bytes, bytes] = {}
    shard = new_shard(settings, 0, table)
    for offset, found in enumerate(articles()):
        origin = Origin(topic="news.articles.raw", partition=0, offset=offset, timestamp=START_MS + offset * MINUTE_MS)
        for screened in screen(Record(found.key, found.value, found.headers, origin), screening):
            if screened.to == "rejected":
                yield screened
                continue
            judgement = dedupe(_next(screened, origin), Screened.from_bytes(screened.value), shard, Place())
            for key, value in judgement.writes:
                table.pop(key, None) if value is None else table.update({key: value})
            for judged in judgement.outgoing:
                if judged.to == "duplicates":
                    yield judged
                else:
                    yield from enrich(_next(judged, origin), Judged.from_bytes(judged.value), enriching)


def _next(sent: Outgoing, origin: Origin) -> Record:
    return Record(sent.key, sent.value, sent.headers, origin)


def lines() -> list[str]:
    """The file as it would be written now: the pipeline, then a line for each record."""
    head = {"version": PIPELINE_VERSION, "model": enrich_rules(Settings()).tagger.name}
    return [encode(each).decode() for each in (head, *map(_shown, published()))]


def _shown(sent: Outgoing) -> dict[str, object]:
    value = _text(sent.value) if sent.to == "rejected" else decode(sent.value or b"")
    headers = [[name, _text(header)] for name, header in sent.headers]
    return {"to": sent.to, "key": _text(sent.key), "headers": headers, "value": value}


def _text(told: bytes | None) -> str | None:
    return None if told is None else told.decode("utf-8", "backslashreplace")


def kept() -> list[str]:
    """The file as it is."""
    return KEPT.read_text(encoding="utf-8").splitlines() if KEPT.exists() else []


def main() -> int:
    """Write the file; the exit status."""
    before, now = kept(), lines()
    if before and before != now and before[0] == now[0]:
        print("what is published has changed: raise PIPELINE_VERSION in streams/steps/records.py first")
        return 1
    KEPT.write_text("\n".join([*now, ""]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
