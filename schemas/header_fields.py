"""The Kafka headers that Newsmill reads and writes, one typed list for each kind of record."""

from dataclasses import dataclass, field
from typing import Any

from schemas.headers import CE_SOURCE, FORMAT, HORIZON, LEFT_OUT, ORIGIN, REASON, REPAIRS, TRACEPARENT
from schemas.meanings import members
from schemas.reading import Format
from schemas.reasons import Reason


@dataclass(frozen=True, slots=True)
class HeaderField:
    """A header by its name and what its value means; values are UTF-8 text. `form` holds the keywords of JSON Schema
    that its text obeys; `always` is false for one that may be missing."""

    name: str
    meaning: str
    form: dict[str, Any] = field(default_factory=dict)
    always: bool = True


_TRACE = HeaderField(TRACEPARENT, "W3C trace context, carried on from the raw record where it had one.", always=False)
_WHOLE = {"pattern": "^[0-9]+$"}
_REASONS = "\n".join(f"- `{value}`: {meaning}" for value, meaning in members(Reason).items())

_TRACED = HeaderField(TRACEPARENT, "W3C trace context, carried on into the events; at most 256 bytes.", always=False)
_LENT = (
    HeaderField("source", "Source of an article that names none, or not in our own fields.", always=False),
    HeaderField("id", "Id of an article that has none.", always=False),
    HeaderField("url", "Where an article is that does not say so: the address of a page.", always=False),
)
"""What stands for fields that a value lacks."""

RAW = (
    *_LENT,
    HeaderField(
        FORMAT,
        "What it was read as, where it was split out of a document of several.",
        {"enum": [format_.value for format_ in Format]},
        always=False,
    ),
    HeaderField(
        REPAIRS,
        "Optional fields of that document that were mended or left out: `field=reason`, parted by commas.",
        always=False,
    ),
    _TRACED,
)
"""What is heeded beside an article in our own fields; all others are kept in a rejection and ignored else."""

DOCUMENT = (
    HeaderField("content-type", "Media type of the value, such as `text/html; charset=utf-8`.", always=False),
    HeaderField("content-encoding", "`gzip` or `zstd`.", {"enum": ["gzip", "zstd", "identity"]}, always=False),
    *_LENT,
    *(
        HeaderField(f"ce_{name}", f"Of a CloudEvent in binary mode its `{name}`.", always=False)
        for name in ("specversion", "id", "source", "type", "subject")
    ),
    HeaderField("__value_schema_id", "Schema in Confluent's registry; the value has no frame then.", always=False),
    _TRACED,
)
"""What is heeded beside a document in another format."""

TOMBSTONE = (
    HeaderField("source", "The source whose article is taken back."),
    HeaderField("id", "The id of the article that is taken back."),
    _TRACED,
)
"""What names an article that a null value takes back."""

REJECTED = (
    HeaderField("__connect.errors.topic", "Topic of the raw record."),
    HeaderField("__connect.errors.partition", "Partition of the raw record, from 0: digits.", _WHOLE),
    HeaderField("__connect.errors.offset", "Offset of the raw record, from 0: digits.", _WHOLE),
    HeaderField("__connect.errors.stage", "The stage that rejected it: `screen`, or another for poison."),
    HeaderField("__connect.errors.exception.class.name", "Name of the error in Newsmill's code."),
    HeaderField("__connect.errors.exception.message", "What is wrong, in a sentence; at most 1,000 characters."),
    HeaderField(REASON, f"Why, one of a closed list.\n\n{_REASONS}", {"enum": [reason.value for reason in Reason]}),
    HeaderField(
        LEFT_OUT,
        "Which parts of the raw record are not there, since they would fit no topic; empty where the sender alone had "
        "a header of that name.",
        {"enum": ["", "value", "value,headers", "value,headers,key"]},
        always=False,
    ),
)
"""What stands behind the headers of the sender on a rejected record; the last of a name counts."""

BETWEEN = (
    HeaderField(ORIGIN, "The raw record: its topic, partition, offset and time (ms since 1970), parted by `/`."),
    HeaderField(
        HORIZON,
        "From screen to dedupe: ms since 1970 before which no raw record lies that is still to be screened.",
        _WHOLE,
        always=False,
    ),
    _TRACE,
)
"""What stands on records between the stages."""


def event_headers(event_type: str) -> tuple[HeaderField, ...]:
    """CloudEvents 1.0 in Kafka's binary mode, for events of one type."""
    return (
        HeaderField("ce_specversion", "Version of CloudEvents.", {"const": "1.0"}),
        HeaderField("ce_id", "`event_id` of the value: what to deduplicate by.", {"format": "uuid"}),
        HeaderField("ce_source", "Who made the event.", {"const": CE_SOURCE}),
        HeaderField("ce_type", "What the event is; the value's schema follows from it.", {"const": event_type}),
        HeaderField(
            "ce_time",
            "When the broker appended the raw record: RFC 3339 in UTC, to the millisecond. Never a worker's clock.",
            {"format": "date-time"},
        ),
        HeaderField("content-type", "What the value is.", {"const": "application/json"}),
        _TRACE,
    )


def header_schema(fields: tuple[HeaderField, ...]) -> dict[str, Any]:
    """JSON Schema of the headers as an object of texts. Others may stand beside them."""
    return {
        "type": "object",
        "required": [told.name for told in fields if told.always],
        "properties": {told.name: {"type": "string", "description": told.meaning, **told.form} for told in fields},
    }
