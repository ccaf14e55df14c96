"""The parts of enrich, in one list."""

from pathlib import Path

import schemas
from schemas import EnrichedArticle, Origin, Part
from schemas.codec import decode
from streams.steps import Incoming
from streams.steps.parts import PARTS, flat_records, flat_sizes

ORIGIN = Origin(topic="news.articles.raw", partition=0, offset=4, timestamp=1_795_509_000_123)
GOLDEN = Path(schemas.__file__).parent / "golden/news.articles.enriched/v1/EnrichedArticle.json"


def test_what_may_be_left_out_of_an_event_are_the_parts_in_their_order() -> None:
    assert [row.part for row in PARTS] == [*Part]


def test_a_part_fills_the_field_of_its_name() -> None:
    assert {*Part} <= {*EnrichedArticle.model_fields}


def test_every_item_of_a_part_has_a_flat_record_where_the_part_has_any() -> None:
    event = EnrichedArticle.model_validate(decode(GOLDEN.read_bytes()))
    sizes = flat_sizes(event, flat_records(event, Incoming(None, None, (), ORIGIN)))
    assert [len(row) for row in sizes] == [len(getattr(event, part)) for part in Part]
