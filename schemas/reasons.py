"""Why an article is rejected: a closed list, so that dashboards and replays can rely on it."""

from enum import StrEnum


class Reason(StrEnum):
    """The value of the header `newsmill_reason`; each member's docstring says when."""

    TOO_LARGE = "too_large"
    """The record, or the event it would become, exceeds the size limit."""
    NOT_UTF8 = "not_utf8"
    """The bytes are no UTF-8 text."""
    NOT_JSON = "not_json"
    """The text is no JSON."""
    TOO_DEEP = "too_deep"
    """Objects or arrays nest deeper than the limit."""
    NOT_XML = "not_xml"
    """Said to be XML or looks like it, and is none that can be read; entity declarations are not."""
    UNREADABLE = "unreadable"
    """What it is wrapped in is broken: a frame or a compressed value that ends too early, base64 that is none."""
    UNSUPPORTED_FORMAT = "unsupported_format"
    """In a format, or wrapped in one, that is not read; the message says what was seen."""
    NO_ARTICLE = "no_article"
    """Read, and there is no article in it: a feed without items, an event without news."""
    NOT_AN_OBJECT = "not_an_object"
    """JSON, but not an object with fields."""
    MISSING_FIELD = "missing_field"
    """Source, id or (unless canceled) body is not there."""
    INVALID_FIELD = "invalid_field"
    """A field has the wrong type or form."""
    EMPTY_BODY = "empty_body"
    """A body without any letter or digit."""
    UNNAMED_TOMBSTONE = "unnamed_tombstone"
    """A null value without the headers source and id, or one that was left out."""
    NOT_ALLOWED = "not_allowed"
    """Its source may not speak on the topic on which it came."""
    MANY_ARTICLES = "many_articles"
    """A document of several; a record holds one, `newsmill publish` splits them."""
    POISON = "poison"
    """It ended three workers that had nothing else in hand."""
    DEFECT = "defect"
    """Newsmill's own code failed on it; the log says where."""


class RejectionError(ValueError):
    """Input that cannot be an article: a reason from the closed list and a sentence for a person."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
