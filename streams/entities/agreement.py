"""One type for one name: where a tagger called the same name different things, the evidence of the article decides."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from streams.entities.institutions import institution
from streams.entities.linking.registers import cities, companies
from streams.entities.mentions import LOC, ORG, PERSON, FoundMention
from streams.entities.names import person_name, tokens
from streams.entities.places import country_code

OUTNUMBERED = 4
"""Times that a name must stand alone, for each full name that ends in it, to be no surname if the tagger saw none."""


def agree(mentions: Sequence[FoundMention]) -> list[FoundMention]:
    """`mentions` with one type for each name; order and spans stay.

    The surname of somebody named in full is a person's, a country's name is a place and a known institution's an
    organisation; the majority decides all else.
    """
    surnames = _surnames(mentions)
    by_name: dict[str, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        by_name[" ".join(tokens(mention.text))].append(index)
    agreed = list(mentions)
    for name, indices in by_name.items():
        text, kind = mentions[indices[0]].text, mentions[indices[0]].type
        settled: str | None
        if len(indices) == 1 and name not in surnames:
            settled = _known_type(text) or kind
        else:
            settled = _settle(name, text, Counter(mentions[index].type for index in indices), surnames[name])
        for index in indices:
            if settled and mentions[index].type != settled:
                agreed[index] = replace(mentions[index], type=settled)
    return agreed


def _settle(name: str, text: str, votes: Counter[str], surname: int) -> str | None:
    """The type that all mentions of a name get; None leaves each as it was tagged.

    `surname` is how often it stands at the end of a full name.
    """
    known = _known_type(text)
    if surname and votes[PERSON] and (known or (len(votes) > 1 and _is_somewhere(name))):
        return None  # Michael Jordan, in Jordan
    if surname and not known and not _is_other(name, votes) and not _outnumbered(surname, votes):
        return PERSON
    return known or votes.most_common(1)[0][0]


def _known_type(text: str) -> str | None:
    if institution(text):
        return ORG
    return LOC if country_code(text) else None


def _is_somewhere(name: str) -> bool:
    return name in cities()


def _is_other(name: str, votes: Counter[str]) -> bool:
    """Whether a surname is a city's or a large company's as well, and the tagger never took it for a person's."""
    if votes[PERSON]:
        return False
    if votes[LOC] > votes[ORG]:
        return _is_somewhere(name)
    return any(company.index for company, _ in companies().get(name, ()))


def _outnumbered(surname: int, votes: Counter[str]) -> bool:
    """Whether a name never taken for a person's stands alone too often to be a surname ("Sara Enron", then Enron)."""
    return not votes[PERSON] and votes.total() > OUTNUMBERED * surname


def _surnames(mentions: Sequence[FoundMention]) -> Counter[str]:
    names = (person_name(mention.text).tokens for mention in mentions if mention.type == PERSON)
    return Counter(name[-1] for name in names if len(name) > 1)
