"""Listed companies: by a name that is theirs alone, or by a shared one where the text speaks of a company."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from streams.entities.entity import FoundLink
from streams.entities.linking.article_context import ArticleContext
from streams.entities.linking.registers import Company, Grade, companies
from streams.entities.mentions import FoundMention
from streams.entities.names import org_core, tokens
from streams.entities.word_lists import words
from streams.tables import Tables

NEAR = 60
"""Characters on each side of a name in which a word such as "shares" counts."""

_WORD = re.compile(r"[A-Za-z]+")
_TICKER = r"""
    [^()\n]{{0,20}}\(\s*
    (?P<exchange>{exchanges})
    (?:\s+[A-Z][a-z]+)?\s*[:,]\s*
    (?P<symbol>[A-Z0-9][A-Z0-9.-]{{0,9}})
"""


def company_links(group: Sequence[FoundMention], context: ArticleContext) -> tuple[FoundLink, ...]:
    """The links of a group that names a listed company: ISIN, CIK and ticker, as far as they are known."""
    quoted = next(filter(None, (_tickers().match(context.after(mention, 60)) for mention in group)), None)
    found = dict.fromkeys(_candidates(group, context, bool(quoted)))
    if len(found) == 1:
        return tuple(_links(next(iter(found))))
    if quoted and not found:
        ticker = f"{quoted['exchange'].upper()}:{quoted['symbol']}"
        return (FoundLink("ticker", ticker, group[0].text),)
    return ()


@cache
def _tickers() -> re.Pattern[str]:
    exchanges = "|".join(Tables("streams.entities.linking").words("exchanges.txt"))
    return re.compile(_TICKER.format(exchanges=exchanges), re.VERBOSE)


def _links(company: Company) -> Iterator[FoundLink]:
    for scheme, value in (("isin", company.isin), ("cik", company.cik), ("ticker", company.ticker)):
        if value:
            yield FoundLink(scheme, value, company.label)


def _candidates(group: Sequence[FoundMention], context: ArticleContext, quoted: bool) -> Iterator[Company]:
    """The companies that a group's names can mean and the evidence allows."""
    has_cue = cache(lambda: any(_has_cue(mention, context) for mention in group))
    for text in dict.fromkeys(mention.text for mention in group):
        named = _told_apart(companies().get(" ".join(org_core(text)), ()), context)
        formal = quoted or org_core(text) != tokens(text)
        for company, grade in named:
            if formal or _is_meant(company, grade, context, has_cue):
                yield company


def _told_apart(named: Sequence[tuple[Company, Grade]], context: ArticleContext) -> Sequence[tuple[Company, Grade]]:
    """Of several companies with one name, those of the countries that the article names.

    A foreign company that files in the United States stands in the table twice: its home counts.
    """
    if len(named) < 2:
        return named
    near = [pair for pair in named if pair[0].country in context.countries]
    return [pair for pair in near if pair[0].country != "US"] or near


def _is_meant(company: Company, grade: Grade, context: ArticleContext, has_cue: Callable[[], bool]) -> bool:
    if grade is Grade.SURE:
        return True
    if grade is Grade.PLAIN and not company.index:
        return False
    if grade is Grade.LIKELY and company.country in context.countries:
        return True
    return context.is_business or has_cue()


def _has_cue(mention: FoundMention, context: ArticleContext) -> bool:
    around = context.before(mention, NEAR) + " " + context.after(mention, NEAR)
    return any(word.lower() in words("company_cues") for word in _WORD.findall(around))
