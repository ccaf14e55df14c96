"""Mentions of one article joined into entities, with roles, links and salience."""

from collections import Counter
from collections.abc import Mapping, Sequence

from streams.entities.agreement import agree
from streams.entities.entity import FoundEntity, FoundLink
from streams.entities.institutions import institution
from streams.entities.linking.article_context import ArticleContext
from streams.entities.linking.linker import link_group
from streams.entities.mentions import LOC, ORG, PERSON, FoundMention
from streams.entities.names import person_name, slug
from streams.entities.organisations import is_acronym, join_organisations
from streams.entities.people import join_people
from streams.entities.places import join_places
from streams.entities.roles import role_of
from streams.entities.salience import salience


def join_mentions(fields: Mapping[str, str], mentions: Sequence[FoundMention]) -> list[FoundEntity]:
    """Join `mentions` of `fields` (name to text, in reading order) into entities, in order of first mention.

    Every mention ends up in exactly one entity, with the entity's type. Pure: the same input gives the same output.
    """
    ordered = agree(_in_order(fields, mentions))
    groups = _join(fields, ordered)
    links = _links(fields, ordered, groups)
    groups, links = _merge_linked(groups, links)
    members = [[ordered[index] for index in group] for group in groups]
    weights = salience(fields, members)
    taken: dict[str, int] = {}
    return [_entity(fields, ordered, group, links[i], weights[i], taken) for i, group in enumerate(groups)]


def _in_order(fields: Mapping[str, str], mentions: Sequence[FoundMention]) -> list[FoundMention]:
    rank = {name: number for number, name in enumerate(fields)}
    return sorted(mentions, key=lambda mention: (rank[mention.field], mention.start, mention.end))


def _join(fields: Mapping[str, str], mentions: Sequence[FoundMention]) -> list[list[int]]:
    by_type: dict[str, list[int]] = {PERSON: [], ORG: [], LOC: []}
    for index, mention in enumerate(mentions):
        by_type.setdefault(mention.type, []).append(index)
    people = join_people(fields, mentions, by_type.pop(PERSON))
    organisations = join_organisations(fields, mentions, by_type.pop(ORG))
    # Types that other taggers may add are joined by name, as places are.
    others = [group for indices in by_type.values() for group in join_places(mentions, indices)]
    return sorted(people + organisations + others, key=lambda group: group[0])


def _links(
    fields: Mapping[str, str], mentions: Sequence[FoundMention], groups: Sequence[Sequence[int]]
) -> list[tuple[FoundLink, ...]]:
    members = [[mentions[index] for index in group] for group in groups]
    context = ArticleContext(fields, members)
    return [link_group(group, context) for group in members]


def _merge_linked(
    groups: Sequence[list[int]], links: Sequence[tuple[FoundLink, ...]]
) -> tuple[list[list[int]], list[tuple[FoundLink, ...]]]:
    """Groups with the same first link are one entity, whatever they were called ("New York", "New York City")."""
    merged: dict[object, list[int]] = {}
    kept: dict[object, tuple[FoundLink, ...]] = {}
    for number, (group, found) in enumerate(zip(groups, links, strict=True)):
        key = (found[0].scheme, found[0].id) if found else number
        merged.setdefault(key, []).extend(group)
        kept.setdefault(key, found)
    return [sorted(group) for group in merged.values()], list(kept.values())


def _entity(
    fields: Mapping[str, str],
    mentions: Sequence[FoundMention],
    group: Sequence[int],
    links: tuple[FoundLink, ...],
    weight: float,
    taken: dict[str, int],
) -> FoundEntity:
    members = tuple(mentions[index] for index in group)
    kind = members[0].type
    name = _name(members, links)
    return FoundEntity(
        id=_unique(f"{links[0].scheme}:{links[0].id}" if links else f"{kind.lower()}:{slug(name)}", taken),
        type=kind,
        name=name,
        links=links,
        role=role_of(fields, mentions, group) if kind == PERSON else None,
        salience=weight,
        in_title=any(mention.field == "title" for mention in members),
        mentions=members,
    )


def _unique(identifier: str, taken: dict[str, int]) -> str:
    taken[identifier] = taken.get(identifier, 0) + 1
    return identifier if taken[identifier] == 1 else f"{identifier}-{taken[identifier]}"


def _name(members: Sequence[FoundMention], links: Sequence[FoundLink]) -> str:
    """What the entity is called: its register's or best known name, else the fullest form in the article."""
    if members[0].type == PERSON:
        return _best([person_name(mention.text).text or mention.text for mention in members])
    if members[0].type == LOC and links:
        return links[0].label
    best = _best([_plain(mention.text) for mention in members])
    return institution(best) or best


def _plain(text: str) -> str:
    text = " ".join(text.split()).removesuffix("'s").removesuffix("’s")
    return text[4:] if text[:4].lower() == "the " and len(text) > 4 else text


def _best(forms: Sequence[str]) -> str:
    """The fullest form: not initials nor all capitals nor the end of another if there is a choice, then the most
    frequent, then the longest."""

    if len(forms) == 1:
        return forms[0]
    counts = Counter(forms)
    ends = {end for form in counts for end in _ends(form.lower())}

    def rank(form: str) -> tuple[bool, bool, bool, bool, int, int]:
        whole = (" " in form, not is_acronym(form), not form.isupper(), form.lower() not in ends)
        return (*whole, counts[form], len(form))

    return max(counts, key=rank)


def _ends(form: str) -> list[str]:
    """What follows each space of a name."""
    return [form[at + 1 :] for at, sign in enumerate(form) if sign == " "]
