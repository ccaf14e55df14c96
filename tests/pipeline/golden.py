"""What the pipeline publishes for sample articles, kept: `python -m tests.pipeline.golden` writes it anew.

The file begins with the pipeline that wrote it. It is written anew only for a higher version that publishes something
else (or for another model), so that nobody changes what is published without raising `PIPELINE_VERSION`, nor raises it
without need: consumers tell by it what is worth replacing.
"""

import re
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from schemas import Judged, Origin, Screened
from schemas.codec import decode, encode
from streams import samples
from streams.contracts.asyncapi import default_settings
from streams.inputs import InputRecord, read_file
from streams.rules import enrich_rules, new_shard, screen_rules
from streams.steps import PIPELINE_VERSION, Incoming, Outgoing
from streams.steps.dedupe import Place, dedupe
from streams.steps.enrich import enrich
from streams.steps.parts import EnrichRules
from streams.steps.screen import screen
from tests.pipeline import made

HERE = Path(__file__).parent
KEPT = HERE / "published.jsonl"
MINUTE_MS = 60_000
START_MS = 1_777_880_000_000
TRACE = ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
_OWN = b'{"source"', b'{"$tombstone"'
"""How lines begin that are not in another format."""
SHOWN = 20
"""Of the beginning and the end of a long list."""
DEFAULTS = default_settings()


def articles() -> list[InputRecord]:
    """The demo's articles, some with what these lack (what is in another format also as a feed sends it to the topic),
    and some at the limits."""
    own = HERE / "articles.jsonl"
    lines = enumerate(own.read_bytes().splitlines(), 1)
    others = [InputRecord(None, line, (), f"raw:{at}") for at, line in lines if not line.startswith(_OWN)]
    return [*(record for file in samples.load() for record in file), *read_file(own), *others, *made.records()]


class Pipeline:
    """The steps of a worker with the default settings but for the number of shards, over tables of their own."""

    def __init__(self, shards: int, enriching: EnrichRules) -> None:
        settings = DEFAULTS.model_copy(update={"shards": shards})
        self._enriching = enriching
        self._screening = screen_rules(settings, enriching)
        self._tables: list[dict[bytes, bytes]] = [{} for _ in range(shards)]
        self._shards = [new_shard(settings, number, table) for number, table in enumerate(self._tables)]

    def published(self, record: Incoming) -> Iterator[Outgoing]:
        """All that is published about a raw record."""
        for screened in screen(record, self._screening):
            if screened.to == "rejected":
                yield screened
            else:
                yield from self._judged(screened, record.origin)

    def _judged(self, screened: Outgoing, origin: Origin) -> Iterator[Outgoing]:
        number = screened.partition or 0
        value = Screened.from_bytes(screened.value)
        judgement = dedupe(_next(screened, origin), value, self._shards[number], Place(number))
        for key, row in judgement.writes:
            self._tables[number].pop(key, None) if row is None else self._tables[number].update({key: row})
        for judged in judgement.outgoing:
            if judged.to == "duplicates":
                yield judged
            else:
                yield from enrich(_next(judged, origin), Judged.from_bytes(judged.value), self._enriching)


def _next(sent: Outgoing, origin: Origin) -> Incoming:
    return Incoming(sent.key, sent.value, sent.headers, origin)


def published() -> Iterator[Outgoing]:
    """What comes out of the articles, in order; then of the first ones once more, with three shards."""
    enriching = enrich_rules(DEFAULTS)
    for topic, shards, records in (("one", 1, articles()), ("three", 3, made.languages())):
        pipeline = Pipeline(shards, enriching)
        for offset, found in enumerate(records):
            origin = Origin(topic=topic, partition=0, offset=offset, timestamp=START_MS + offset * MINUTE_MS)
            headers = (*found.headers, TRACE) if offset % 7 == 0 else found.headers
            yield from _ends([*pipeline.published(Incoming(found.key, found.value, headers, origin))])


def lines() -> list[str]:
    """The file as it would be written now: the pipeline, then a line for each record."""
    head = {"version": PIPELINE_VERSION, "model": enrich_rules(DEFAULTS).tagger.name}
    return [encode(each).decode() for each in (head, *map(_shown, published()))]


def _ends(told: list[Any]) -> list[Any]:
    """A long list without its middle: the file is there to be read."""
    return told if len(told) <= 2 * SHOWN else [*told[:SHOWN], *told[-SHOWN:]]


def _shown(sent: Outgoing) -> dict[str, object]:
    value = _text(sent.value) if sent.to == "rejected" else _shortened(decode(sent.value or b""))
    headers = [[name, _text(header)] for name, header in sent.headers]
    return {"to": sent.to, "key": _text(sent.key), "headers": headers, "value": value}


def _shortened(event: Any) -> dict[str, object]:
    lists = {name: value for name, value in event.items() if isinstance(value, list)}
    counts = {name: len(value) for name, value in lists.items() if len(value) > 2 * SHOWN}
    return {**event, **{name: _ends(lists[name]) for name in counts}, **({"counts": counts} if counts else {})}


def _text(told: bytes | None) -> str | None:
    return None if told is None else told.decode("utf-8", "backslashreplace")


def kept() -> list[str]:
    """The file as it is."""
    return KEPT.read_text(encoding="utf-8").splitlines()


def without_names(told: list[str]) -> list[str]:
    """The lines but for the first, with ids by their order and without the version: what a consumer reads."""
    numbers, names = count(), dict[str, str]()
    version = decode(told[0].encode())["version"]
    lines = (line.replace(f'"pipeline":{{"version":"{version}"', '"pipeline":{"version":""') for line in told[1:])
    return [_ID.sub(lambda match: names.setdefault(match[0], f"#{next(numbers)}"), line) for line in lines]


_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def refusal(before: list[str], now: list[str]) -> str | None:
    """Why the new lines may not take the place of the old ones, None where they may."""
    was, is_ = (decode(told[0].encode()) for told in (before, now))
    if int(is_["version"]) < int(was["version"]):
        return "PIPELINE_VERSION never falls"
    higher, changed = int(is_["version"]) > int(was["version"]), without_names(before) != without_names(now)
    if is_["model"] == was["model"] and changed and not higher:
        return "what is published has changed: raise PIPELINE_VERSION in streams/steps/records.py first"
    if higher and not changed:
        return "PIPELINE_VERSION was raised, but what is published is the same"
    return None


def main() -> int:
    """Write the file; the exit status."""
    now = lines()
    if (reason := refusal(kept(), now)) is not None:
        print(reason)
        return 1
    KEPT.write_text("\n".join([*now, ""]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
