"""What is found in an article: entities and amounts of money, and what of them is left out."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import StringConstraints, WithJsonSchema

from schemas.published import DecimalText, Index, Published, Share


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
    """Index, from 0, of the first amount in `money` that states the same sum; null for that one itself. Leave it out of
    sums."""
    part_of: Index | None
    """Index, from 0, of the amount in `money` that this one is said to be a part of, which may stand behind it; else
    null. Leave it out of sums."""


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

    part: Annotated[Part, WithJsonSchema({"type": "string"})]  # a list that will grow, which readers have to bear
    """Which part is not complete: `entities` or `money`; more may follow."""
    reason: Lack
    """Why."""
