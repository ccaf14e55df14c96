"""Events as consumers read them."""

import json
from typing import Any

Headers = list[tuple[str, bytes | None]]

BODY = (
    "The pier at Porto Novo reopened on Monday, said Ines Duarte, who runs the harbour.\n\n"
    "Repairs cost €90 million (about $105.4 million), Duarte said."
)
ENRICHED_HEADERS: Headers = [
    ("ce_type", b"org.newsmill.article.enriched.v1"),
    ("ce_time", b"2026-03-02T10:17:33.120Z"),
]
REJECTED_HEADERS: Headers = [
    ("__connect.errors.topic", b"news.articles.raw"),
    ("__connect.errors.partition", b"3"),
    ("__connect.errors.offset", b"812"),
    ("__connect.errors.stage", b"screen"),
    ("__connect.errors.exception.message", b"byte 12 is not UTF-8: invalid start byte"),
    ("newsmill_reason", b"not_utf8"),
]


def span(text: str, field: str = "body", source: str = BODY) -> dict[str, Any]:
    start = source.index(text)
    return {"field": field, "start": start, "end": start + len(text), "text": text}


def entity(type_: str, name: str, *mentions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"id": name, "type": type_, "name": name, "links": [], "role": None, "mentions": list(mentions), **fields}


def enriched(**fields: Any) -> dict[str, Any]:
    """An enriched event of an own-written article; `fields` replace its own."""
    return {
        "record_id": "11111111-1111-5111-8111-111111111111",
        "event_id": "11111111-1111-5111-8111-1111111111ff",
        "article": {
            "source": "harbour",
            "id": "7",
            "title": "Pier at Porto Novo reopens",
            "byline": "By Jane Doe",
            "body": BODY,
            "language": "en",
            "published_at": "2026-03-02T10:00:00Z",
            "version": 1,
        },
        "removed": [{"field": "body", "start": 100, "end": 1300, "reason": "block"}],
        "revision_of": None,
        "extends": None,
        "entities": [
            entity("PERSON", "Ines Duarte", span("Ines Duarte"), span("Duarte said"), role="who runs the harbour"),
            entity(
                "LOC",
                "Porto Novo",
                span("Porto Novo"),
                in_title=True,
                links=[{"scheme": "geonames", "id": "2392087", "label": "Porto-Novo"}],
            ),
        ],
        "money": [
            {**span("€90 million"), "amount": "90000000", "currency": "EUR"},
            {
                **span("$105.4 million"),
                "amount": "105400000",
                "currency": "USD",
                "equivalent_of": 0,
                "approximate": True,
                "currency_basis": "assumed",
                "implied_rate": "1.1711",
            },
        ],
        **fields,
    }


def duplicate(**fields: Any) -> dict[str, Any]:
    """A near copy of `enriched()`."""
    return {
        "record_id": "22222222-2222-5222-8222-222222222222",
        "event_id": "22222222-2222-5222-8222-2222222222ff",
        "source": "wire",
        "article_id": "9",
        "duplicate_of": "11111111-1111-5111-8111-111111111111",
        "kind": "near",
        "similarity": 0.8312,
        "containment": 0.951,
        "title": "Porto Novo pier open again",
        "published_at": None,
        **fields,
    }


def data(event: dict[str, Any]) -> bytes:
    return json.dumps(event).encode()
