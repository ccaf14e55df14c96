"""The parts of enrich, in one list: what is found in an article, how much of it is sent, and in which form.

A part's name is also the field of `EnrichedArticle` that it fills.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from pydantic import BaseModel

from schemas import Article, EnrichedArticle, EventType, Omitted, Part
from streams.entities import FoundEntities, FoundEntity, linked_countries, read_entities
from streams.entities.tagging import Tagger
from streams.languages import primary_subtag
from streams.money import FoundAmount, FoundMoney, MoneyContext, read_money
from streams.outputs import Output
from streams.steps import bounds
from streams.steps.countries import publisher_country
from streams.steps.defects import Report, escalate
from streams.steps.flat import entity_records, money_records
from streams.steps.models import entity_model, money_model
from streams.steps.records import Incoming, Outgoing, size

MIB = 1024 * 1024
Found = TypeVar("Found")
Before: TypeAlias = Mapping[Part, Sequence[Any]]
"""What the parts that stand before one in the list have found; a part that failed has found nothing."""


@dataclass(frozen=True, slots=True)
class EnrichRules:
    """The tagger, what a bare `$` means where nothing decides, and the language of what is too short to tell.

    `max_event_bytes` bounds an enriched event. `report` is told of each part that failed on an article, `lacking` what
    its event says to be left out; `around` is entered while a part is looked for.
    """

    tagger: Tagger
    default_dollar: str = "USD"
    default_language: str = "en"
    max_event_bytes: int = 8 * MIB
    report: Report = escalate
    lacking: Callable[[Sequence[Omitted]], None] = lambda _: None
    around: Callable[[Part], AbstractContextManager[None]] = lambda _: nullcontext()

    def language(self, article: Article) -> str:
        """The primary subtag of the article's language."""
        return primary_subtag(article.language or self.default_language)

    def tags(self, article: Article) -> bool:
        """Whether the tagger knows the article's language."""
        return self.language(article) in self.tagger.languages


@dataclass(frozen=True, slots=True)
class Flat:
    """A part's flat records: one for each item, in the order of the event, and where and as what they are withdrawn."""

    records: Callable[[EnrichedArticle, Incoming], list[Outgoing]]
    output: Output
    withdrawn: str


@dataclass(frozen=True, slots=True)
class PartRow(Generic[Found]):
    """`find` gives what it found and whether it read the whole text; `first` the items that an event may hold; `model`
    an item as it is published."""

    part: Part
    find: Callable[[Article, Before, EnrichRules], tuple[Sequence[Found], bool]]
    first: Callable[[Sequence[Found]], list[Found]]
    model: Callable[[Found], BaseModel]
    flat: Flat | None = None


def find_entities(article: Article, _before: Before, rules: EnrichRules) -> FoundEntities:
    """Nobody and nothing where the tagger does not know the language."""
    return read_entities(article.texts(), rules.tagger) if rules.tags(article) else FoundEntities([], True)


def find_money(article: Article, before: Before, rules: EnrichRules) -> FoundMoney:
    """A bare sign of money is read by the countries that the article names, and its publisher's."""
    context = MoneyContext(
        language=rules.language(article),
        default_dollar=rules.default_dollar,
        publisher_country=publisher_country(article.url),
        places=linked_countries(before[Part.ENTITIES]),
    )
    return read_money(article.texts(), context)


ENTITIES: PartRow[FoundEntity] = PartRow(
    Part.ENTITIES,
    find=find_entities,
    first=bounds.first_entities,
    model=entity_model,
    flat=Flat(entity_records, Output.ENTITIES, EventType.ENTITY_WITHDRAWN),
)
MONEY: PartRow[FoundAmount] = PartRow(
    Part.MONEY,
    find=find_money,
    first=bounds.first_amounts,
    model=money_model,
    flat=Flat(money_records, Output.MONEY, EventType.MONEY_WITHDRAWN),
)

PARTS: tuple[PartRow[Any], ...] = (ENTITIES, MONEY)
"""In the order in which they are found and sent."""

FLATS = tuple(row.flat for row in PARTS if row.flat)


def flat_records(event: EnrichedArticle, record: Incoming) -> list[list[Outgoing]]:
    """The flat records of each part; none of one that has no flat records."""
    return [row.flat.records(event, record) if row.flat else [] for row in PARTS]


def flat_sizes(event: EnrichedArticle, flat: Sequence[Sequence[Outgoing]]) -> list[list[int]]:
    """For each part the bytes that each of its items has as a flat record: 0 where the part has none."""
    return [
        [*map(size, records)] if row.flat else [0] * len(bounds.items(event, row.part))
        for row, records in zip(PARTS, flat, strict=True)
    ]
