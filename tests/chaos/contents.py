"""What a flat record has to say, told from the event of its article: the fields that both name, one by one.

Fields that only one of them has are left to the schemas' own tests, so that a new one does not have to be told here.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

Said = Mapping[str, Any]

TITLE_CHARACTERS = 300
ABOUT = ("record_id", "cluster_id", "source", "article_id", "language", "title", "published_at", "time")
ENTITY = ("type", "name", "links", "role", "salience", "in_title")
MONEY = (
    *("field", "start", "end", "text", "amount", "amount_max", "magnitude", "currency", "currency_basis"),
    *("approximate", "bound", "per", "implied_rate", "kind", "parties"),
)


def moment(milliseconds: int) -> str:
    """Milliseconds since 1970 as events write them."""
    there = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return there.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def due_entities(event: Said) -> tuple[bytes, ...]:
    """The content of the record of each entity of an enriched article, in their order."""
    return tuple(
        _content("add", _article(event), _of(entity, ENTITY), entity["id"], len(entity["mentions"]))
        for entity in event.get("entities", ())
    )


def due_money(event: Said) -> tuple[bytes, ...]:
    """The content of the record of each amount, in their order."""
    return tuple(_content("add", _article(event), _of(amount, MONEY)) for amount in event.get("money", ()))


def due_withdrawal(event: Said) -> bytes:
    """The content of each withdrawal that a revision or retraction brings about: of all that was ever said of it."""
    return _content("withdraw", _name(event), moment(event["origin"]["timestamp"]), None)


def content(flat: Said) -> bytes:
    """The content of a flat record, the ids of events left out; the same as what is due when it is right."""
    if flat["action"] == "withdraw":
        return _content("withdraw", (flat["source"], flat["article_id"]), flat["time"], flat["article_event_id"])
    about = [flat[name] for name in ABOUT]
    if "entity_id" in flat:
        return _content(flat["action"], about, _of(flat, ENTITY), flat["entity_id"], flat["mentions"])
    return _content(flat["action"], about, _of(flat, MONEY))


def _article(event: Said) -> list[str | None]:
    article, time = event["article"], moment(event["origin"]["timestamp"])
    title = article["title"] and article["title"][:TITLE_CHARACTERS]
    told = article["source"], article["id"], article["language"], title, article["published_at"]
    return [event["record_id"], event["cluster_id"], *told, time]


def _name(event: Said) -> tuple[str, str]:
    article = event.get("article")
    return (article["source"], article["id"]) if article else (event["source"], event["article_id"])


def _of(said: Said, names: Sequence[str]) -> list[object]:
    return [said.get(name) for name in names]


def _content(*parts: object) -> bytes:
    return blake2b(json.dumps(parts).encode(), digest_size=16).digest()
