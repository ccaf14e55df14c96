"""One type for one name: where a tagger called the same name different things, the evidence of the article decides."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from streams.entities.institutions import institution
from streams.entities.mentions import LOC, ORG, PERSON, Mention
from streams.entities.names import person_name, tokens
from streams.entities.places import country_code


def agree(mentions: Sequence[Mention]) -> list[Mention]:
    """``mentions`` with the type of their name's majority; order and spans stay.

    A country's name is a place and a known institution's an organisation, unless a person of the article bears it.
    """
    surnames = _surnames(mentions)
    by_name: dict[str, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        by_name[" ".join(tokens(mention.text))].append(index)
    agreed = list(mentions)
    for name, indices in by_name.items():
        votes = Counter(mentions[index].type for index in indices)
        if name in surnames and votes[PERSON]:
            continue
        settled = _known_type(mentions[indices[0]].text) or votes.most_common(1)[0][0]
        for index in indices:
            if mentions[index].type != settled:
                agreed[index] = replace(mentions[index], type=settled)
    return agreed


def _known_type(text: str) -> str | None:
    if institution(text):
        return ORG
    return LOC if country_code(text) else None


def _surnames(mentions: Sequence[Mention]) -> frozenset[str]:
    names = (person_name(mention.text).tokens for mention in mentions if mention.type == PERSON)
    return frozenset(name[-1] for name in names if len(name) > 1)
