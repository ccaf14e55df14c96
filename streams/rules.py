"""The rules of the steps, from the settings: loaded once by a worker and by the commands without Kafka alike."""

from collections.abc import Mapping
from dataclasses import replace

from schemas import Origin
from streams import logs
from streams.dedup.shard import HOUR_MS, Shard
from streams.entities.tagging import load_tagger
from streams.settings import Settings
from streams.steps import Incoming
from streams.steps.defects import escalate
from streams.steps.enrich import alone, enriched
from streams.steps.parts import EnrichRules
from streams.steps.screen import ScreenRules, read


def enrich_rules(settings: Settings) -> EnrichRules:
    """Loads the tagger. Raises TaggerUnavailable where it cannot be had."""
    return EnrichRules(
        tagger=load_tagger(settings.tagger),
        default_dollar=settings.default_dollar,
        default_language=settings.default_language,
        max_event_bytes=settings.max_event_bytes,
        report=logs.defect,
    )


def screen_rules(settings: Settings, enrich: EnrichRules) -> ScreenRules:
    """The limits of screen."""
    return ScreenRules(
        max_article_bytes=settings.longest_article,
        max_event_bytes=settings.max_event_bytes,
        shards=settings.shards,
        enrich=enrich,
        raws=settings.raws,
        default_timezone=settings.default_timezone,
    )


def new_shard(settings: Settings, number: int, table: Mapping[bytes, bytes]) -> Shard:
    """A shard over what the table holds of it."""
    window_ms = int(settings.window_hours * HOUR_MS)
    return Shard(number, table, window_ms=window_ms, max_entries=settings.max_remembered, shards=settings.shards)


def warm_up(rules: ScreenRules) -> None:
    """Take one article all the way, so that models and tables are loaded before the first partition is assigned.

    Raises what is raised there: what fails on any article must not pass for a defect of one.
    """
    value = b'{"source": "newsmill", "id": "0", "body": "Jane Doe of Example Corp. paid $5 million in Paris."}'
    record = Incoming(None, value, (), Origin(topic="warm-up", partition=0, offset=0, timestamp=0))
    enriching = replace(rules.enrich, report=escalate)
    screened = read(record, replace(rules, enrich=enriching))
    enriched(alone(screened, record.origin), record.origin, enriching)
