"""What the worker would make of each record, before anybody publishes it: for `publish --check`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from schemas import Format, Origin, RejectionError, Repair, Screened
from schemas.headers import read_split
from streams.formats import Document
from streams.formats.read import one_article, read_document
from streams.inputs import InputRecord
from streams.raw_topics import topic_of
from streams.rules import enrich_rules, screen_rules
from streams.settings import Settings
from streams.steps import Incoming
from streams.steps.screen import ScreenRules, read


@dataclass(frozen=True, slots=True)
class Checked:
    """One record of a file: the article that it becomes, or the problem for which it is rejected. The article of a
    retraction is what is told of the one that is taken back."""

    file: str
    where: str
    format: Format | None = None
    article: Mapping[str, Any] | None = None
    repairs: tuple[Repair, ...] = ()
    problem: RejectionError | None = None

    def told(self) -> dict[str, Any]:
        """The line of `--json`."""
        return {
            "file": self.file,
            "outcome": "rejected" if self.problem else "accepted",
            "reason": self.problem.reason.value if self.problem else None,
            "message": self.problem.message if self.problem else None,
            "format": self.format,
            "article": self.article,
            "repairs": [repair.model_dump() for repair in self.repairs],
        }


def check_each(records: Iterable[InputRecord], settings: Settings) -> Iterator[Checked]:
    """What the worker would make of each record on the raw topic to which `publish` would send it, in order."""
    rules = screen_rules(settings, enrich_rules(settings))
    for found in records:
        origin = Origin(topic=topic_of(found.key, settings.raws), partition=0, offset=0, timestamp=0)
        raw = Incoming(found.key, found.value, found.headers, origin)
        try:
            screened = read(raw, rules)
        except RejectionError as problem:
            split = read_split(found.headers)
            yield Checked(found.file, found.where, split[0] if split else None, problem=problem)
            continue
        article = _article(screened, raw, rules)
        yield Checked(found.file, found.where, screened.format, article, tuple(screened.repairs))


def _article(screened: Screened, raw: Incoming, rules: ScreenRules) -> dict[str, Any]:
    if screened.article is not None:
        return screened.article.model_dump(exclude_none=True)
    told: Mapping[str, Any] = {}
    if raw.value is not None:
        told = one_article(read_document(Document(raw.value, raw.headers), rules.reading)).fields
    return {**told, **screened.named.model_dump(exclude_none=True), "status": "canceled"}
