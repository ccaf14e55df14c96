"""Records that are no articles, each with the reasons for which it may be rejected."""

import json
from collections.abc import Callable
from dataclasses import dataclass

Article = dict[str, object]


@dataclass(frozen=True, slots=True)
class Wreck:
    """A way of breaking an article; `weight` says how often it comes."""

    reasons: tuple[str, ...]
    make: Callable[[Article], bytes | None]
    weight: float = 1


def _json(article: Article, **changed: object) -> bytes:
    return json.dumps(article | changed).encode()


def _without(article: Article, field: str) -> bytes:
    return json.dumps({name: value for name, value in article.items() if name != field}).encode()


WRECKS = (
    Wreck(("not_json",), lambda article: _json(article)[:-40]),
    Wreck(("not_json",), lambda article: b""),
    Wreck(("not_json", "not_utf8"), lambda article: _json(article).replace(b'"title": "', b'"title": "\\ud800')),
    Wreck(("not_utf8",), lambda article: _json(article).replace(b"wire", b"w\xffre")),
    Wreck(("many_articles",), lambda article: b"[" + _json(article) + b", " + _json(article, id="other") + b"]"),
    Wreck(("no_article",), lambda article: b'{"order": 17}'),
    Wreck(("not_an_object",), lambda article: b"17"),
    Wreck(("missing_field",), lambda article: _without(article, "source")),
    Wreck(("missing_field",), lambda article: _without(article, "body")),
    Wreck(("empty_body", "missing_field"), lambda article: _json(article, body=" \n\u200b\t ")),
    Wreck(("empty_body",), lambda article: _json(article, body="\x00\x07 --- !!!")),
    Wreck(("invalid_field",), lambda article: _json(article, body=17)),
    Wreck(("invalid_field",), lambda article: _json(article, status="lost")),
    Wreck(("invalid_field", "not_json"), lambda article: _json(article, version=10**30)),
    Wreck(("too_deep", "not_json"), lambda article: _json(article).replace(b'"chaos"', b"[" * 500 + b"]" * 500)),
    Wreck(("too_large",), lambda article: _json(article, body="all too long " * 90_000), weight=0.3),
    Wreck(("unnamed_tombstone",), lambda article: None),
)
