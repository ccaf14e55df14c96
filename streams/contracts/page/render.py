"""The page: each topic with its messages, then the objects and closed lists that these are made of."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from schemas.codec import encode_readable
from streams.contracts.page.words import Schema, code, inline, named, paragraphs, type_words

Document = dict[str, Any]

DAY_MS = 24 * 3600 * 1000


def page(document: Document) -> str:
    """The whole of an AsyncAPI document of `streams.contracts.asyncapi` as HTML."""
    info, schemas = document["info"], document["components"]["schemas"]
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    parts = {name: part for name, part in schemas.items() if name not in _payloads(document)}
    lists = {name: part for name, part in parts.items() if "enum" in part}
    objects = {name: part for name, part in parts.items() if name not in lists}
    title = escape(info["title"])
    return "\n".join([
        "<!doctype html>",
        '<html lang="en">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>\n{style}</style></head>",
        "<body>",
        _contents(document, objects, lists),
        f"<main><h1>{title}</h1>",
        f'<div class="about">{paragraphs(info["description"])}</div>',
        *(_channel(name, document) for name in document["channels"]),
        '<h2 id="objects">Objects</h2>',
        *(_object(name, part) for name, part in objects.items()),
        '<h2 id="lists">Closed lists</h2>',
        *(_list(name, part) for name, part in lists.items()),
        "<footer>Made by <code>make docs</code> from <code>schemas/contracts/asyncapi.json</code>.</footer>",
        "</main></body></html>",
        "",
    ])  # fmt: skip


def _payloads(document: Document) -> set[str]:
    """Names of the schemas that are whole messages."""
    payloads = (message["payload"] for message in document["components"]["messages"].values())
    return {named(payload) for payload in payloads if "$ref" in payload}


def _contents(document: Document, *more: dict[str, Schema]) -> str:
    topics = "".join(
        f'<li><a href="#{name}">{escape(channel["address"])}</a></li>' for name, channel in document["channels"].items()
    )
    objects, lists = ("".join(f'<li><a href="#{name}">{name}</a></li>' for name in part) for part in more)
    return (
        f"<nav><h2>Topics</h2><ul>{topics}</ul>"
        f'<details><summary>Objects</summary><ul class="short">{objects}</ul></details>'
        f'<details><summary>Closed lists</summary><ul class="short">{lists}</ul></details></nav>'
    )


def _channel(name: str, document: Document) -> str:
    channel, messages = document["channels"][name], document["components"]["messages"]
    action = next(told["action"] for told in document["operations"].values() if told["channel"]["$ref"].endswith(name))
    kafka = channel["bindings"]["kafka"]
    days = kafka["topicConfiguration"]["retention.ms"] // DAY_MS
    told = [messages[message] for message in channel["messages"]]
    facts = {
        "You": "send" if action == "send" else "receive",
        "Key": inline(told[0]["bindings"]["kafka"]["key"]["description"]),
        "Partitions": f"{kafka['partitions']} by default",
        "Kept": f"{days} days by default",
    }
    rows = "".join(f"<dt>{fact}</dt><dd>{value}</dd>" for fact, value in facts.items())
    return "\n".join([
        f'<section><h2 id="{name}">{escape(channel["address"])}</h2>',
        f"<p>{inline(channel['summary'])}</p><dl>{rows}</dl>",
        *(_message(message, document) for message in told),
        "</section>",
    ])  # fmt: skip


def _message(message: Document, document: Document) -> str:
    name = f" {code(message['name'])}" if message["name"] != message["title"] else ""
    said = [message["summary"], message.get("description", "")]
    return "\n".join([
        f'<article><h3 id="{message["title"]}-message">{message["title"]}{name}</h3>',
        *(f"<p>{inline(text)}</p>" for text in said if text),
        _fields("Headers", message["headers"]),
        _payload(message["payload"], document["components"]["schemas"]),
        *map(_example, message["examples"]),
        "</article>",
    ])  # fmt: skip


def _payload(payload: Schema, schemas: dict[str, Schema]) -> str:
    if "$ref" not in payload:
        return f"<h4>Value</h4><p>{inline(payload['description'])}</p>"
    return _fields("Value", schemas[named(payload)])


def _example(example: Document) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in example["headers"].items())
    value = example["payload"]
    shown = value if isinstance(value, str) else encode_readable(value).decode()
    whole = escape(f"{headers}\n\n{shown}".strip(), quote=False)
    return f"<details><summary>Example</summary><pre>{whole}</pre></details>"


def _object(name: str, schema: Schema) -> str:
    return f'<article><h3 id="{name}">{name}</h3>{paragraphs(schema["description"])}{_fields("", schema)}</article>'


def _list(name: str, schema: Schema) -> str:
    return f'<article><h3 id="{name}">{name}</h3>{paragraphs(schema["description"])}</article>'


def _fields(title: str, schema: Schema) -> str:
    rows = "".join(_rows(schema))
    heading = f"<h4>{title}</h4>" if title else ""
    more = (
        "<p>Other fields may stand beside these, and are passed on.</p>" if schema.get("additionalProperties") else ""
    )
    return f"{heading}<table><tbody>{rows}</tbody></table>{more}"


def _rows(schema: Schema) -> Iterator[str]:
    for name, told in schema["properties"].items():
        optional = "" if name in schema.get("required", ()) else " <em>may be missing</em>"
        meaning = paragraphs(told.get("description", ""))
        yield f"<tr><th>{code(name)}{optional}</th><td>{type_words(told)}</td><td>{meaning}</td></tr>\n"
