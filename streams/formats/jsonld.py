"""schema.org's NewsArticle and its kin in JSON-LD: alone, in a list, in @graph, with references; and in a page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any, TypeAlias

from schemas import Format, RejectionError
from schemas.codec import decode
from streams.formats import plain
from streams.formats.addresses import is_home
from streams.formats.fields import Told, draft, line, status_of
from streams.formats.model import Draft, Reading

Node: TypeAlias = Mapping[str, Any]

TYPES = frozenset(
    {
        "advertisercontentarticle",
        "analysisnewsarticle",
        "article",
        "askpublicnewsarticle",
        "backgroundnewsarticle",
        "blogposting",
        "liveblogposting",
        "medicalscholarlyarticle",
        "newsarticle",
        "opinionnewsarticle",
        "report",
        "reportagenewsarticle",
        "reviewnewsarticle",
        "satiricalarticle",
        "scholarlyarticle",
        "socialmediaposting",
        "techarticle",
    }
)
"""Article and all below it in schema.org, in lower case."""
DEEPEST = 6
"""How deep an article may lie: in a list of pages with a @graph, no deeper."""

_INSIDE = ("@graph", "mainEntity", "itemListElement", "item", "hasPart")
_SCRIPT = re.compile(r"<script\b([^<>]*)>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x1f]")
_BEFORE, _AFTER = ("//", "<!--", "<![CDATA[", "/*", "*/"), ("//", "-->", "]]>", ";", "/*", "*/")
"""What authors put around a script, for readers that have been gone for twenty years."""
_PARTED = (" | ", " – ", " — ", " - ")


def is_node(value: object) -> bool:
    """Whether a JSON value looks like JSON-LD."""
    if isinstance(value, list):
        return any(map(is_node, value))
    return isinstance(value, dict) and ("@context" in value or "@graph" in value or "@type" in value)


def read(value: object, rules: Reading, base: str | None = None) -> list[Draft]:
    """The articles in a JSON-LD value: those with a text, where any has one. `base`: what addresses are relative to."""
    return [draft(replace(told, base=base), Format.JSONLD, rules) for told in _articles(value)]


def article_fields(html: str) -> Told | None:
    """What a page says of its article in JSON-LD, or None where it says nothing. Scripts that are no JSON are passed
    over."""
    told = [one for script in _scripts(html) for one in _articles(script)]
    return next((one for one in told if one.title), None)


def lenient(script: str) -> object:
    """The JSON in a script as people write them: with what wrapped it for old readers, line breaks in strings, or
    references for its quotes. Raises RejectionError."""
    script = _unwrapped(_CONTROLS.sub(" ", script))
    try:
        return decode(script.encode("utf-8", "replace"), any_integer=True)
    except RejectionError:
        return decode(unescape(script).encode("utf-8", "replace"), any_integer=True)


def _scripts(html: str) -> Iterator[object]:
    at = 0
    while (begins := _SCRIPT.search(html, at)) and (ends := _SCRIPT_END.search(html, begins.end())):
        at = ends.end()
        if "ld+json" in begins[1].lower():
            try:
                yield lenient(html[begins.end() : ends.start()])
            except RejectionError:
                continue


def _unwrapped(script: str) -> str:
    before = None
    while script != before:
        before, script = script, script.strip()
        for mark in _BEFORE:
            script = script.removeprefix(mark)
        for mark in _AFTER:
            script = script.removesuffix(mark)
    return script


def _articles(value: object) -> list[Told]:
    nodes = list(_nodes(value))
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    told = [_told(node, named) for node in nodes if _is_article(node)]
    with_text = [one for one in told if line(one.body)]
    return _each_once(with_text or told)


def _nodes(value: object, depth: int = DEEPEST) -> Iterator[Node]:
    if isinstance(value, list) and depth:
        for one in value:
            yield from _nodes(one, depth - 1)
    elif isinstance(value, dict):
        yield value
        for name in _INSIDE if depth and not _is_article(value) else ():
            yield from _nodes(value.get(name), depth - 1)


def _is_article(node: Node) -> bool:
    told = node.get("@type") or node.get("type")
    return any(_name(one) in TYPES for one in (told if isinstance(told, list) else [told]))


def _name(type_: object) -> str:
    return re.split(r"[/#:]", type_)[-1].lower() if isinstance(type_, str) else ""


def _each_once(told: Sequence[Told]) -> list[Told]:
    """Pages name their article under several types."""
    return list({(str(one.url or one.id), str(one.title)): one for one in reversed(told)}.values())[::-1]


def _told(node: Node, named: Mapping[str, Node]) -> Told:
    publisher = _resolved(node.get("publisher") or node.get("sourceOrganization") or node.get("provider"), named)
    source = plain.name(publisher)
    dates = (node.get("datePublished"), node.get("dateCreated"), node.get("dateModified"))
    return Told(
        id=_id(node),
        source=(source,),
        url=next(filter(None, (_address(node.get(name)) for name in ("url", "mainEntityOfPage", "@id"))), None),
        title=_title(node, source),
        summary=plain.title(node.get("description") or node.get("abstract")),
        byline=plain.names(_resolved(node.get("author") or node.get("creator"), named)),
        body=_body(node),
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
    """Its identifier, else its @id; a name within one document ("#article", "_:b0") is none."""
    told = node.get("identifier")
    told = told[0] if isinstance(told, list) and told else told
    told = told.get("value") if isinstance(told, dict) else told
    own = node.get("@id")
    return told or (own if isinstance(own, str) and not own.startswith(("#", "_:")) else None)


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
    texts = [_update(one) for one in updates if isinstance(one, dict)] if isinstance(updates, list) else []
    return "\n\n".join(filter(None, texts)) or None


def _update(update: Node) -> str:
    told = (update.get(name) for name in ("headline", "articleBody"))
    return "\n".join(plain.text(one, html=True) for one in told if isinstance(one, str) and one)


def _language(told: object) -> object:
    told = told[0] if isinstance(told, list) and told else told
    return told.get("alternateName") or told.get("name") if isinstance(told, dict) else told
