"""IPTC's ninjs, 1.x to 3.x, and what goes by that name: Superdesk's, Reuters', dpa's dialects, and wrappers of items.

Keys are compared in lower case and without underscores: `versioncreated`, `versionCreated` and `version_created` are
one. The same text mostly stands in several bodies: one is chosen, none are joined.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from schemas import Format
from streams.formats import plain
from streams.formats.envelope import media_type
from streams.formats.fields import Told, draft, id_of, line, status_of
from streams.formats.model import Draft, Reading
from streams.formats.texts import teaser_beside

Item: TypeAlias = Mapping[str, Any]
Kept: TypeAlias = tuple[str, object]
"""A kind of text and the text."""

IDS = ("uri", "guid", "urn", "id")
"""What an item is called by; Superdesk has `guid`, dpa's digitalwires `urn`."""
_SIGNS = ("pubstatus", "versioncreated", "firstcreated", "headline", "headlines", "bodies", "articlehtml")
_PLAIN = ("text", "main", "none", "")
_HTML = ("html", "html5", "xhtml", "richtext")
_NITF = ("nitf", "ttnitf")
_NITF_BODY = re.compile(r"</?body\.content\b[^<>]*>", re.IGNORECASE)
_PROVIDERS = ("source", "provider", "copyrightholder", "infosources", "infosource", "creditline")
_MOMENTS = ("versioncreated", "contentmodified", "firstcreated", "contentcreated")
_PASSED_ON = ("expires", "replacing", "evolvedfrom")
_UNREAD_KINDS = frozenset({"caption", "ednote", "footer", "note", "summary", "teaser"})


def is_item(value: object) -> bool:
    """Whether a JSON object looks like an item: it is called something, and has what items alone have."""
    if not isinstance(value, dict):
        return False
    item = _folded(value)
    signs = any(name in item for name in _SIGNS) or any(name.startswith("body") and name != "body" for name in item)
    return signs and any(name in item for name in IDS)


def read(value: Item, rules: Reading) -> Draft:
    """The article that an item tells. Pictures, events and the like come without a body."""
    item = _folded(value)
    body = _body(item)
    told = Told(
        id=next(filter(None, (id_of(item.get(name)) for name in IDS)), None),
        source=[plain.name(item.get(name)) for name in _PROVIDERS],
        url=item.get("url") or item.get("canonicalurl") or item.get("webportalurl"),
        title=_title(item),
        summary=teaser_beside(body, _summary(item)),
        byline=_byline(item),
        body=body,
        language=item.get("language"),
        published_at=[item.get(name) for name in _MOMENTS],
        version=item.get("version"),
        status=status_of(item.get("pubstatus") or item.get("state")),
        keywords=item.get("keywords") or item.get("subjects") or item.get("subject"),
        more={"embargoed": item.get("embargoed") or item.get("embargoeduntil")}
        | {name: item.get(name) for name in _PASSED_ON},
    )
    return draft(told, Format.NINJS, rules)


def _folded(value: Item) -> dict[str, Any]:
    """With keys in one spelling; the first of several counts."""
    folded: dict[str, Any] = {}
    for name, told in value.items():
        folded.setdefault(name.replace("_", "").lower(), told)
    return folded


def _title(item: Item) -> object:
    roles = _by_role(item.get("headlines"))
    told = item.get("headline") or roles.get("main") or next(iter(roles.values()), None)
    if not told:
        told = next((text for name, text in item.items() if name.startswith("headline") and line(text)), None)
    return plain.title(told or item.get("title") or item.get("name"))


def _by_role(values: object) -> dict[str, Any]:
    """Texts of an array of 2.x and 3.x by their role; the first of a role counts."""
    found: dict[str, Any] = {}
    for one in _objects(values):
        found.setdefault(str(one.get("role") or "").lower(), one.get("value"))
    return found


def _objects(values: object) -> list[dict[str, Any]]:
    return [_folded(one) for one in values if isinstance(one, dict)] if isinstance(values, list) else []


def _byline(item: Item) -> object:
    return next(filter(None, (plain.names(item.get(name)) for name in ("byline", "by", "authors", "creator"))), None)


def _summary(item: Item) -> str | None:
    told = _chosen([*_suffixed(item, "description"), *_listed(item.get("descriptions")), ("text", item.get("teaser"))])
    return plain.title(told[1]) if told else None


def _body(item: Item) -> str | None:
    told = _chosen([*_suffixed(item, "body"), *_suffixed(item, "articlehtml"), *_listed(item.get("bodies"))])
    if told is None and item.get("type", "text") == "text":  # NTB's flashes have nothing else
        told = _chosen((kind, text) for kind, text in _listed(item.get("descriptions")) if kind in {"text", "main"})
    if told is None:
        return None
    kind, text = told
    return plain.text(_inside(text) if kind in _NITF else text, html=kind in _HTML + _NITF)


def _inside(nitf: str) -> str:
    """What stands in `body.content`: headline and byline are before it."""
    parts = _NITF_BODY.split(nitf, maxsplit=2)
    return parts[1] if len(parts) > 1 else nitf


def _suffixed(item: Item, name: str) -> list[Kept]:
    """Fields such as `body_text`: the kind that their names tell, and the text."""
    told = [(key.removeprefix(name) or _kind(key), text) for key, text in item.items() if key.startswith(name)]
    return [one for one in told if one[0] not in _UNREAD_KINDS]


def _kind(key: str) -> str:
    return "html" if key.endswith("html") else ""


def _listed(values: object) -> list[Kept]:
    """The same of an array of objects: what they are by content type, else by role."""
    found = []
    for one in _objects(values):
        role, media = (str(one.get(name) or "").lower() for name in ("role", "contenttype"))
        if role not in _UNREAD_KINDS:
            kind = "nitf" if "nitf" in role + media else media_type(media).name.rpartition("/")[2].rpartition("+")[2]
            found.append(({"plain": "text", "xml": "xhtml"}.get(kind, kind) or role, one.get("value")))
    return found


def _chosen(told: Iterable[Kept]) -> tuple[str, str] | None:
    """The text of the best kind that is there: plain text, then HTML, then what nobody knows, NITF last."""
    there = [(kind, text) for kind, text in told if isinstance(text, str) and text.strip()]
    return min(there, key=lambda one: _rank(one[0]), default=None)


def _rank(kind: str) -> int:
    return next((rank for rank, kinds in enumerate((_PLAIN, _HTML, (), _NITF)) if kind in kinds), 2)
