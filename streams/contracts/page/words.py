"""Texts and types of the document as HTML."""

import re
from html import escape
from typing import Any

Schema = dict[str, Any]

_CODE = re.compile(r"`([^`]+)`")


def inline(text: str) -> str:
    """One paragraph; what stands in backticks is code."""
    return _CODE.sub(r"<code>\1</code>", escape(text, quote=False))


def paragraphs(text: str) -> str:
    """Paragraphs and lists, the part of CommonMark in which descriptions are written."""
    return "".join(map(_block, text.split("\n\n")))


def _block(text: str) -> str:
    if not text.startswith("- "):
        return f"<p>{inline(text)}</p>"
    points = "".join(f"<li>{inline(line.removeprefix('- '))}</li>" for line in text.splitlines())
    return f"<ul>{points}</ul>"


def named(reference: Schema) -> str:
    """The name of the schema that is referred to."""
    return str(reference["$ref"]).rpartition("/")[2]


def type_words(schema: Schema) -> str:
    """What a value may be: "a text or null", with links to the objects and lists that stand further down."""
    if "$ref" in schema:
        name = named(schema)
        return f'<a href="#{name}">{name}</a>'
    for keyword in ("allOf", "anyOf"):
        if keyword in schema:
            return " or ".join(map(type_words, schema[keyword]))
    if "const" in schema:
        return _codes([schema["const"]])
    if "enum" in schema:
        return _codes(schema["enum"])
    return _plain(schema)


def _plain(schema: Schema) -> str:
    match schema.get("type"):
        case "array":
            most = f" (at most {schema['maxItems']:,})" if "maxItems" in schema else ""
            return f"list of {type_words(schema.get('items', {}))}{most}"
        case "string":
            return "text" + _text_bounds(schema)
        case "integer" | "number" as kind:
            return f"{kind}{_range(schema)}"
        case "boolean":
            return "true or false"
        case None:
            return "anything"
        case other:
            return str(other)


def _text_bounds(schema: Schema) -> str:
    told: list[str] = []
    if "format" in schema:
        form = str(schema["format"])
        told.append(_FORMATS.get(form, form))
    if "maxLength" in schema:
        least = f"{schema['minLength']} to" if "minLength" in schema else "at most"
        told.append(f"{least} {schema['maxLength']} characters")
    if "pattern" in schema:
        told.append(f"<code>{escape(schema['pattern'])}</code>")
    return f" ({', '.join(told)})" if told else ""


_FORMATS: dict[str, str] = {"uuid": "UUID", "date-time": "RFC 3339"}


def _range(schema: Schema) -> str:
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None:
        return f" ({least} to {most})"
    return f" ({least} or more)" if least is not None else ""


def _codes(values: list[Any]) -> str:
    return " ".join(code(str(value)) if value != "" else "empty" for value in values)


def code(name: str) -> str:
    """A name, which a narrow column may break behind its dots."""
    return f"<code>{escape(name).replace('.', '.<wbr>')}</code>"
