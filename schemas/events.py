"""What Newsmill publishes about an article, version 1. Strict: nothing undeclared leaves."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from schemas.article import Article

DecimalText = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?$")]
Share = Annotated[float, Field(ge=0, le=1)]
Index = Annotated[int, Field(ge=0)]


class Published(BaseModel):
    """Base of every published model: unknown fields are an error of ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Identified(Published):
    """Base of what is an event of its own: `record_id` says about which raw record, `event_id` which event it is."""

    record_id: UUID
    event_id: UUID


class Origin(Published):
    """The raw record that an event comes from; `timestamp` in milliseconds since 1970."""

    topic: str
    partition: int
    offset: int
    timestamp: int


class Format(StrEnum):
    """What a raw record was read as."""

    FLAT = "flat"
    NINJS = "ninjs"
    JSONLD = "jsonld"
    JSONFEED = "jsonfeed"
    NEWSML_G2 = "newsml_g2"
    RSS = "rss"
    ATOM = "atom"
    HTML = "html"
    PAGE = "page"


class Mend(StrEnum):
    """What was done about an optional field that could not be read as it stood."""

    LEFT_OUT = "left_out"
    MENDED = "mended"


class Repair(Published):
    """An optional field of the input that is not published as it came."""

    field: str
    reason: Mend


class Removed(Published):
    """A span of the original field, in code points, that was cut because it stands elsewhere in the article."""

    field: str
    start: int
    end: int
    reason: str


class Mention(Published):
    """A place in the published article: `text == article[field][start:end]`, in code points."""

    field: str
    start: int
    end: int
    text: str


class Link(Published):
    """An identifier of the same thing elsewhere: `iso3166`, `geonames`, `ticker`, `isin` or `cik`."""

    scheme: str
    id: str
    label: str


class Entity(Published):
    """A person, organisation or place with all its mentions in document order."""

    id: str
    type: str
    name: str
    links: list[Link]
    role: str | None
    salience: Share
    in_title: bool
    mentions: list[Mention]


class Currency(StrEnum):
    """How the currency of an amount is known."""

    EXPLICIT = "explicit"
    CONTEXT = "context"
    ASSUMED = "assumed"


class AmountKind(StrEnum):
    """What a sum is."""

    PRICE = "price"
    FUNDING = "funding"
    FINE = "fine"
    REVENUE = "revenue"
    PROFIT = "profit"
    LOAN = "loan"
    AID = "aid"
    BUDGET = "budget"
    MARKET_VALUE = "market_value"
    SALARY = "salary"
    DAMAGE = "damage"
    OTHER = "other"


class PartyRole(StrEnum):
    """What an entity has to do with a sum."""

    PAYER = "payer"
    PAYEE = "payee"
    SUBJECT = "subject"


class Party(Published):
    """An entity of the article, by its `id`, whose sum it is."""

    entity: str
    role: PartyRole


class Amount(Published):
    """What an amount of money says: exact decimals as text, in units of the currency."""

    field: str
    start: int
    end: int
    text: str
    amount: DecimalText | None
    amount_max: DecimalText | None
    magnitude: DecimalText | None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None
    currency_basis: Currency | None
    approximate: bool
    bound: Literal["at_least", "more_than", "at_most", "less_than"] | None
    per: str | None
    kind: AmountKind | None
    parties: list[Party]


class Money(Amount):
    """An amount within its article, and how it hangs together with others of it, by their indexes in the list."""

    equivalent_of: Index | None
    implied_rate: DecimalText | None
    repeats: Index | None
    part_of: Index | None


class Part(StrEnum):
    """What of an event may be left out."""

    ENTITIES = "entities"
    MONEY = "money"


class Lack(StrEnum):
    """Why a part of an event is not there, or not all of it."""

    LIMIT = "limit"  # more was found than one article may send: the first ones are there
    BUDGET = "budget"  # the text asks for more work than one article may cost: what the budget reached is there
    DEFECT = "defect"  # Newsmill's own code failed on it: nothing is there
    POISON = "poison"  # it ended workers: nothing is there


class Omitted(Published):
    """A part of an event that is not complete."""

    part: Part
    reason: Lack


class Pipeline(Published):
    """What made the event: Newsmill's pipeline version and the tagger's name, null where none serves the language."""

    version: str
    model: str | None


class EnrichedArticle(Identified):
    """An article with what was found in it."""

    article: Article
    origin: Origin
    format: Format
    repairs: list[Repair]
    content_hash: str
    removed: list[Removed]
    revision_of: UUID | None
    extends: UUID | None
    develops: UUID | None
    replaces: UUID | None
    omitted: list[Omitted]
    cluster_id: UUID
    entities: list[Entity]
    money: list[Money]
    pipeline: Pipeline


class DuplicateKind(StrEnum):
    """How a duplicate repeats what was seen; design and docs/dedup.md say when each applies."""

    RESENT = "resent"
    STALE = "stale"
    EXACT = "exact"
    NEAR = "near"
    CONTAINED = "contained"


class DuplicateArticle(Identified):
    """An article that adds nothing to one seen before."""

    source: str
    article_id: str
    duplicate_of: UUID
    kind: DuplicateKind
    similarity: Share | None
    containment: Share | None
    cluster_id: UUID
    origin: Origin
    title: str | None
    published_at: str | None


class RetractedArticle(Identified):
    """An article was withdrawn by its source: `retracted` are its newest published versions, oldest first; `copies`
    the dropped copies of these, newest first."""

    source: str
    article_id: str
    version: int | None
    retracted: list[UUID]
    copies: list[UUID]
    cluster_id: UUID | None
    origin: Origin
