"""What Newsmill publishes about an article, version 1. Strict: nothing undeclared leaves."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from schemas.article import Article, Moment

DecimalText = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?$")]
Share = Annotated[float, Field(ge=0, le=1)]
Index = Annotated[int, Field(ge=0)]


class Published(BaseModel):
    """Base of every published model: unknown fields are an error of ours."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Identified(Published):
    """Base of what is an event of its own: `record_id` says about which raw record, `event_id` which event it is."""

    record_id: UUID
    """UUIDv5 of the raw record's topic, partition and offset. It never changes, and every reference to an article is
    one."""
    event_id: UUID
    """UUIDv5 of what the event is and of what made it, the same each time, as in `ce_id`: what to deduplicate by."""


class Origin(Published):
    """The raw record that an event comes from; `timestamp` in milliseconds since 1970."""

    topic: str
    """Name of the topic on which the article was published."""
    partition: int
    """Partition of that topic, counted from 0."""
    offset: int
    """Offset in that partition, counted from 0."""
    timestamp: int
    """When the broker appended it: milliseconds since 1970, UTC."""


class Format(StrEnum):
    """What a raw record was read as."""

    FLAT = "flat"
    """Newsmill's own fields, see the input."""
    NINJS = "ninjs"
    """IPTC's ninjs, 1 to 3."""
    JSONLD = "jsonld"
    """Schema.org's NewsArticle and its kin in JSON-LD."""
    JSONFEED = "jsonfeed"
    """An item of a JSON Feed."""
    NEWSML_G2 = "newsml_g2"
    """IPTC's NewsML-G2."""
    RSS = "rss"
    """An item of an RSS feed."""
    ATOM = "atom"
    """An entry of an Atom feed."""
    HTML = "html"
    """A page in HTML."""
    PAGE = "page"
    """A page saved as text."""


class Mend(StrEnum):
    """What was done about an optional field that could not be read as it stood."""

    LEFT_OUT = "left_out"
    """It was left out."""
    MENDED = "mended"
    """It was written in the form that is wanted."""


class Repair(Published):
    """An optional field of the input that is not published as it came."""

    field: str
    """Name of the field of the input."""
    reason: Mend
    """What was done about it."""


class Removed(Published):
    """A span of the original field, in code points, that was cut because it stands elsewhere in the article."""

    field: str
    """Name of the field that was cut: `title` or `body`."""
    start: int
    """Where the cut begins: code points from the beginning of the original field, counted from 0."""
    end: int
    """Where the cut ends: the first code point that is kept again."""
    reason: str
    """`block` for text that stands in the article before, `boilerplate` for page furniture that recurs; more may
    follow."""


class Mention(Published):
    """A place in the published article: `text == article[field][start:end]`, in code points."""

    field: str
    """Field of the article: `title`, `summary` or `body`."""
    start: int
    """Where it begins: code points from the beginning of the published field, counted from 0."""
    end: int
    """Where it ends: the first code point behind it."""
    text: str
    """The words of the span, as they stand there."""


class Link(Published):
    """An identifier of the same thing elsewhere: `iso3166`, `geonames`, `ticker`, `isin` or `cik`."""

    scheme: str
    """Whose identifier it is: `iso3166` (alpha-2), `geonames`, `ticker` (`NASDAQ:AAPL`), `isin` or `cik`; more may
    follow."""
    id: str
    """The identifier, as text."""
    label: str
    """The register's own name for it."""


class Entity(Published):
    """A person, organisation or place with all its mentions in document order."""

    id: str
    """Unique in the article; the same in every article where the link or the full name is (`iso3166:US`,
    `person:steve-witkoff`)."""
    type: str
    """`PERSON`, `ORG` or `LOC`; more may follow."""
    name: str
    """The fullest name by which the article calls it."""
    links: list[Link]
    """The same thing in public registers, empty where it was found in none."""
    role: str | None
    """Office or profession of a person, as printed; null where none is told and for all others."""
    salience: Share
    """How much the article is about it: a share from 0 to 1."""
    in_title: bool
    """Whether the title names it."""
    mentions: list[Mention]
    """Where it is named, in the order of the text."""


class Currency(StrEnum):
    """How the currency of an amount is known."""

    EXPLICIT = "explicit"
    """The words say it: `US$`, `€`."""
    CONTEXT = "context"
    """The article decides: its places, its other amounts."""
    ASSUMED = "assumed"
    """Nothing decides: it is the one that is set for a bare `$`."""


class AmountKind(StrEnum):
    """What a sum is."""

    PRICE = "price"
    """What is paid for something."""
    FUNDING = "funding"
    """What investors put in."""
    FINE = "fine"
    """A fine, penalty or settlement."""
    REVENUE = "revenue"
    """Sales, turnover."""
    PROFIT = "profit"
    """Profit or loss."""
    LOAN = "loan"
    """What is lent."""
    AID = "aid"
    """What is given."""
    BUDGET = "budget"
    """What is set aside to be spent."""
    MARKET_VALUE = "market_value"
    """What a company or asset is worth."""
    SALARY = "salary"
    """What work is paid."""
    DAMAGE = "damage"
    """What a loss or damage comes to."""
    OTHER = "other"
    """Something else that the text tells."""


class PartyRole(StrEnum):
    """What an entity has to do with a sum."""

    PAYER = "payer"
    """Who pays it."""
    PAYEE = "payee"
    """Who gets it."""
    SUBJECT = "subject"
    """Who or what it is told of."""


class Party(Published):
    """An entity of the article, by its `id`, whose sum it is."""

    entity: str
    """`id` of an entity of the same article."""
    role: PartyRole
    """What it has to do with the sum."""


class Amount(Published):
    """What an amount of money says: exact decimals as text, in units of the currency."""

    field: str
    """Field of the article in which it stands: `title`, `summary` or `body`."""
    start: int
    """Where it begins: code points from the beginning of the published field, counted from 0."""
    end: int
    """Where it ends: the first code point behind it."""
    text: str
    """The words of the span, as they stand there."""
    amount: DecimalText | None
    """Decimal text in whole units of the currency (`50 cents` is `0.5`); the lower end of a range; null where the
    sum is vague."""
    amount_max: DecimalText | None
    """The upper end of a range, decimal text in units of the currency; else null."""
    magnitude: DecimalText | None
    """The scale that a vague sum names, decimal text in units of the currency: `1000000` of `millions of euros`;
    else null."""
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None
    """ISO 4217 code; null for money without one, such as bitcoin."""
    currency_basis: Currency | None
    """How the currency is known; null where there is none."""
    approximate: bool
    """Whether the text hedges it: `about`, `nearly`."""
    bound: Literal["at_least", "more_than", "at_most", "less_than"] | None
    """Which side of the sum the truth lies: `at_least`, `more_than`, `at_most`, `less_than`; null where it is the
    sum."""
    per: str | None
    """The noun that it is counted by, such as `barrel`, `share` or `year`; null for a sum of its own."""
    kind: AmountKind | None
    """What the sum is; null where the text does not say."""
    parties: list[Party]
    """Whose sum it is; empty where the text does not say."""


class Money(Amount):
    """An amount within its article, and how it hangs together with others of it, by their indexes in the list."""

    equivalent_of: Index | None
    """Index, from 0, of the amount in `money` that this one restates in another currency; else null. Leave it out of
    sums."""
    implied_rate: DecimalText | None
    """This amount divided by the one that it restates: decimal text, units of this currency for one of the other;
    else null."""
    repeats: Index | None
    """Index, from 0, of an earlier amount in `money` that states the same sum; else null. Leave it out of sums."""
    part_of: Index | None
    """Index, from 0, of the amount in `money` that this one is said to be a part of; else null. Leave it out of
    sums."""


class Part(StrEnum):
    """What of an event may be left out."""

    ENTITIES = "entities"
    """`entities`, and the records on `news.entities`."""
    MONEY = "money"
    """`money`, and the records on `news.money`."""


class Lack(StrEnum):
    """Why a part of an event is not there, or not all of it."""

    LIMIT = "limit"
    """More was found than one article may send: the first ones are there."""
    BUDGET = "budget"
    """The text asks for more work than one article may cost: what the budget reached is there."""
    DEFECT = "defect"
    """Newsmill's own code failed on it: nothing is there."""
    POISON = "poison"
    """It ended workers: nothing is there."""


class Omitted(Published):
    """A part of an event that is not complete."""

    part: Part
    """Which part is not complete."""
    reason: Lack
    """Why."""


class Pipeline(Published):
    """What made the event: Newsmill's pipeline version and the tagger's name, null where none serves the language."""

    version: str
    """Newsmill's pipeline version; it rises only when outputs change."""
    model: str | None
    """Name of the tagger that found the entities; null where none serves the language."""


class EnrichedArticle(Identified):
    """An article with what was found in it."""

    article: Article
    """The article as published, its title and body without what they repeat inside themselves."""
    origin: Origin
    """The raw record."""
    format: Format
    """What the raw record was read as."""
    repairs: list[Repair]
    """Optional fields of the input that are not published as they came; empty for nearly all."""
    content_hash: str
    """SHA-256, in hexadecimal, of the normalised title, summary and body."""
    removed: list[Removed]
    """What was cut from title and body, as spans of the original fields; cutting them gives the published ones."""
    revision_of: UUID | None
    """`record_id` of the version before, which this one replaces; null where it is the first."""
    extends: UUID | None
    """`record_id` of an earlier, shorter text that this one holds nearly whole and adds to; else null."""
    develops: UUID | None
    """`record_id` of an earlier text with which this one shares passages but brings much that is new; else null."""
    replaces: UUID | None
    """`event_id` of an earlier event about the same raw record that this one is a better version of, after a replay;
    else null."""
    omitted: list[Omitted]
    """Parts of this event that are not complete; empty for nearly all."""
    cluster_id: UUID
    """The story: `record_id` of its first article, shared by its copies, versions and extensions."""
    entities: list[Entity]
    """People, organisations and places that the article names."""
    money: list[Money]
    """Amounts of money in the order of the text."""
    pipeline: Pipeline
    """What made the event."""


class DuplicateKind(StrEnum):
    """How a duplicate repeats what was seen; design and docs/dedup.md say when each applies."""

    RESENT = "resent"
    """The same version of the same article again."""
    STALE = "stale"
    """A lower version than one seen before."""
    EXACT = "exact"
    """The same text as another article's, apart from case, spacing, quotes and punctuation."""
    NEAR = "near"
    """An edited copy."""
    CONTAINED = "contained"
    """A shortened copy: all it says stands in an earlier text."""


class DuplicateArticle(Identified):
    """An article that adds nothing to one seen before."""

    source: str
    """The feed that told it."""
    article_id: str
    """What the feed calls the article."""
    duplicate_of: UUID
    """`record_id` of the published article that holds most of it."""
    kind: DuplicateKind
    """How it repeats what was seen."""
    similarity: Share | None
    """Jaccard similarity of the two texts: a share from 0 to 1; null where no texts were compared."""
    containment: Share | None
    """How much of the smaller text stands in the larger: a share from 0 to 1; null where no texts were compared."""
    cluster_id: UUID
    """The story: `record_id` of its first article."""
    origin: Origin
    """The raw record."""
    title: str | None
    """The headline; null where there is none."""
    published_at: Moment | None
    """When the feed published it, RFC 3339; null where it does not say."""


class RetractedArticle(Identified):
    """An article was withdrawn by its source: `retracted` are its newest published versions, oldest first; `copies`
    the dropped copies of these, newest first."""

    source: str
    """The feed that takes it back."""
    article_id: str
    """What the feed calls the article."""
    version: int | None
    """Version that the retraction names; null for a null value, which names none."""
    retracted: list[UUID]
    """`record_id`s of what is taken back for good, oldest first; empty for what was never seen."""
    copies: list[UUID]
    """`record_id`s of dropped copies of these, newest first: their story would else vanish with its first teller."""
    cluster_id: UUID | None
    """The story of what is taken back; null for what was never seen."""
    origin: Origin
    """The raw record of the retraction."""
