"""schema.org's NewsArticle and its kin in JSON-LD: alone, in a list, in @graph, with references; and in a page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemas import Format
from streams.formats import plain
from streams.formats.addresses import is_home
from streams.formats.fields import Told, check_count, draft, line, status_of
from streams.formats.ld_nodes import Node, is_article, nodes, scripts, types
from streams.formats.model import Draft, Reading
from streams.formats.texts import teaser_beside

_PARTED = (" | ", " – ", " — ", " - ")
"""What stands between a headline and the paper's name behind it."""


def read(value: object, rules: Reading, base: str | None = None) -> list[Draft]:
    """The articles in a JSON-LD value: those with a text, where any has one. `base`: what addresses are relative to."""
    found = list(nodes(value))
    check_count(sum(map(is_article, found)), rules)
    return [draft(replace(told, base=base), Format.JSONLD, rules) for told in _articles(found)]


def articles_of_page(html: str) -> list[Told]:
    """What a page says of articles in JSON-LD: its own, and at times others that it points to."""
    return [one for script in scripts(html) for one in _articles(list(nodes(script))) if one.title]


def _articles(found: Sequence[Node]) -> list[Told]:
    named = {node["@id"]: node for node in found if isinstance(node.get("@id"), str) and len(node) > 1}
    page = next((address for node in found if "webpage" in types(node) and (address := _address_of(node))), None)
    told = [_told(node, named, page) for node in found if is_article(node)]
    with_text = [one for one in told if line(one.body)]
    return _each_once(with_text or told)


def _each_once(told: Sequence[Told]) -> list[Told]:
    """Pages name their article under several types."""
    return list({(str(one.url or one.id), str(one.title)): one for one in reversed(told)}.values())[::-1]


def _told(node: Node, named: Mapping[str, Node], page: str | None) -> Told:
    """What an article tells, with the nodes that it refers to and the address of the page on which it is."""
    publisher = _resolved(node.get("publisher") or node.get("sourceOrganization") or node.get("provider"), named)
    source, body = plain.name(publisher), _body(node)
    teaser = plain.title(node.get("description") or node.get("abstract"))
    dates = (node.get("datePublished"), node.get("dateCreated"), node.get("dateModified"))
    return Told(
        id=_id(node),
        source=(source,),
        url=_address_of(node) or page,
        title=_title(node, source),
        summary=teaser_beside(body, teaser) if isinstance(teaser, str) else teaser,
        byline=plain.names(_resolved(node.get("author") or node.get("creator"), named)),
        body=body,
        language=_language(node.get("inLanguage")),
        published_at=(next(filter(None, dates), None),),
        version=node.get("version"),
        status=status_of(node.get("creativeWorkStatus")),
        keywords=node.get("keywords"),
    )


def _resolved(told: object, named: Mapping[str, Node]) -> object:
    """With the nodes that references stand for."""
    if isinstance(told, list):
        return [_resolved(one, named) for one in told if not isinstance(one, list)]
    if isinstance(told, dict) and "name" not in told and isinstance(told.get("@id"), str):
        return named.get(told["@id"], told)
    return told


def _id(node: Node) -> object:
    """Its identifier, else its @id; a name within one document or site ("#article", "_:b0") is none."""
    told = node.get("identifier")
    told = told[0] if isinstance(told, list) and told else told
    told = told.get("value") if isinstance(told, dict) else told
    own = node.get("@id")
    return told or (own if isinstance(own, str) and not own.startswith("_:") and not is_home(own) else None)


def _address_of(node: Node) -> str | None:
    return next(filter(None, (_address(node.get(name)) for name in ("url", "mainEntityOfPage", "@id"))), None)


def _address(told: object) -> str | None:
    told = told[0] if isinstance(told, list) and told else told
    told = told.get("@id") or told.get("url") if isinstance(told, dict) else told
    return told if isinstance(told, str) and not is_home(told) else None


def _title(node: Node, source: str | None) -> object:
    """The headline, without the paper's name behind it."""
    told = plain.title(node.get("headline") or node.get("name") or node.get("alternativeHeadline"))
    if source and isinstance(told, str):
        for parting in _PARTED:
            title, _, behind = told.rpartition(parting)
            if title and _letters(behind) == _letters(source):
                return title
    return told


def _letters(name: str) -> str:
    return "".join(name.split()).casefold()


def _body(node: Node) -> str | None:
    """Its text, else those of the updates of a live blog, newest first as they stand."""
    told = node.get("articleBody") or node.get("text")
    if isinstance(told, str) and told.strip():
        return plain.text(told, html=True)
    updates = node.get("liveBlogUpdate")
    updates = updates if isinstance(updates, list) else [updates]
    texts = [_update(one) for one in updates if isinstance(one, dict)]
    return "\n\n".join(filter(None, texts)) or None


def _update(update: Node) -> str:
    told = (update.get(name) for name in ("headline", "articleBody"))
    return "\n".join(plain.text(one, html=True) for one in told if isinstance(one, str) and one)


def _language(told: object) -> object:
    told = told[0] if isinstance(told, list) and told else told
    return told.get("alternateName") or told.get("name") if isinstance(told, dict) else told
