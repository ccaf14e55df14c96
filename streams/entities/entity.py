"""An entity: all that one article says of one person, organisation or place."""

from dataclasses import dataclass

from streams.entities.mentions import FoundMention


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A record of a public register that an entity stands for.

    `scheme` is `iso3166` (alpha-2), `geonames`, `ticker` (`NASDAQ:AAPL`, or a MIC before the colon),
    `isin` or `cik`; `id` is always a string; `label` is the register's own name for it.
    """

    scheme: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """One person, organisation or place of an article, with its mentions in document order.

    `id` is unique in the article, and the same in every article where the link or the full name is
    (`iso3166:US`, `person:steve-witkoff`). `role` is as printed and only people have one.
    `salience` is from 0 to 1, rounded to four places.
    """

    id: str
    type: str
    name: str
    links: tuple[FoundLink, ...]
    role: str | None
    salience: float
    in_title: bool
    mentions: tuple[FoundMention, ...]
