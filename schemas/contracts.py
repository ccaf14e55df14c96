"""What is promised on each topic: which models, as which events, and their JSON Schema (2020-12).

`streams.contracts` makes one AsyncAPI document of it; docs/consuming.md tells how the files are used.
"""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

from schemas.article import Article
from schemas.between import Judged, Screened
from schemas.codec import decode
from schemas.events import DuplicateArticle, EnrichedArticle, RetractedArticle
from schemas.meanings import one_line, with_members
from schemas.records import EntityRecord, MoneyRecord, Withdrawal

VERSION = "v1"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class EventType:
    """CloudEvents types, one for each model."""

    ENRICHED = "org.newsmill.article.enriched.v1"
    DUPLICATE = "org.newsmill.article.duplicate.v1"
    RETRACTED = "org.newsmill.article.retracted.v1"
    ENTITY = "org.newsmill.entity.v1"
    MONEY = "org.newsmill.money.v1"
    ENTITY_WITHDRAWN = "org.newsmill.entity.withdrawn.v1"
    MONEY_WITHDRAWN = "org.newsmill.money.withdrawn.v1"


@dataclass(frozen=True, slots=True)
class Contract:
    """A model on a topic, named without an installation's prefix. `event_type` is None for what is no CloudEvent.

    `written` by Newsmill for others, or read by it: a reader fills in what is missing, a writer leaves nothing out.
    """

    topic: str
    model: type[BaseModel]
    event_type: str | None = None
    written: bool = True
    title: str = ""

    @property
    def name(self) -> str:
        """What the event is called: like its model, but where a model stands on several topics."""
        return self.title or self.model.__name__

    @property
    def path(self) -> Path:
        """Where its schema and its golden example stand, below the folder of all."""
        return Path(self.topic, VERSION, f"{self.model.__name__}.json")

    def example(self) -> dict[str, Any]:
        """The golden example."""
        value: dict[str, Any] = decode((Path(__file__).with_name("golden") / self.path).read_bytes())
        return value


PUBLIC = (
    Contract("news.articles.raw", Article, written=False),
    Contract("news.articles.enriched", EnrichedArticle, EventType.ENRICHED),
    Contract("news.articles.enriched", RetractedArticle, EventType.RETRACTED),
    Contract("news.articles.duplicates", DuplicateArticle, EventType.DUPLICATE),
    Contract("news.entities", EntityRecord, EventType.ENTITY),
    Contract("news.entities", Withdrawal, EventType.ENTITY_WITHDRAWN, title="EntityWithdrawal"),
    Contract("news.money", MoneyRecord, EventType.MONEY),
    Contract("news.money", Withdrawal, EventType.MONEY_WITHDRAWN, title="MoneyWithdrawal"),
)
"""What others write and read. What is rejected has no schema: it is what came."""

INTERNAL = (
    Contract("news.articles.screened", Screened, written=False),
    Contract("news.articles.unique", Judged, written=False),
)
"""What one stage reads of another, which may be of another release while workers are exchanged."""


def json_schema(contract: Contract) -> dict[str, Any]:
    """The schema of the record's value. What is read by others allows fields that it does not name; where it says
    `additionalProperties: true`, such fields are written too."""
    mode: JsonSchemaMode = "serialization" if contract.written else "validation"
    schema = contract.model.model_json_schema(mode=mode, schema_generator=_Generator)
    kind = contract.event_type or f"{contract.model.__name__}.{VERSION}"
    told = _told(schema)
    parts = told.pop("$defs", {})
    return {"$schema": DIALECT, "$id": f"urn:newsmill:{contract.topic}:{kind}", **told, "$defs": parts}


def schema_files() -> dict[Path, dict[str, Any]]:
    """Every schema by its path."""
    return {contract.path: json_schema(contract) for contract in (*PUBLIC, *INTERNAL)}


class _Generator(GenerateJsonSchema):
    """Without titles of fields, which only repeat their names, and defaults of what is always written; a closed list
    says what each of its values means."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._lists: dict[str, type[Enum]] = {}

    def generate(self, schema: core_schema.CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        made = super().generate(schema, mode)
        for name, part in made.get("$defs", {}).items():
            if name in self._lists:
                part["description"] = with_members(self._lists[name])
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        self._lists[schema["cls"].__name__] = schema["cls"]
        return super().enum_schema(schema)

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        made = super().default_schema(schema)
        return {key: value for key, value in made.items() if key != "default" or self.mode == "validation"}


def _told(value: Any) -> Any:
    """The schema with each description as one paragraph."""
    if isinstance(value, list):
        return [_told(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: one_line(item) if key == "description" and isinstance(item, str) else _told(item)
        for key, item in value.items()
    }
