"""The rules of the steps, from the settings: loaded once by a worker and by the commands without Kafka alike."""

from collections.abc import Mapping

from streams.dedup.shard import Shard
from streams.entities.tagging import load_tagger
from streams.settings import Settings
from streams.steps.enrich import EnrichRules
from streams.steps.screen import ScreenRules

HOUR_MS = 3_600_000


def enrich_rules(settings: Settings) -> EnrichRules:
    """Loads the tagger. Raises TaggerError where it cannot be had."""
    return EnrichRules(
        tagger=load_tagger(settings.tagger),
        default_dollar=settings.default_dollar,
        default_language=settings.default_language,
    )


def screen_rules(settings: Settings, enrich: EnrichRules) -> ScreenRules:
    """The limits of screen."""
    return ScreenRules(
        max_article_bytes=settings.max_article_bytes,
        max_event_bytes=settings.max_event_bytes,
        shards=settings.shards,
        enrich=enrich,
    )


def new_shard(settings: Settings, number: int, table: Mapping[bytes, bytes]) -> Shard:
    """A shard over what the table holds of it."""
    window_ms = int(settings.window_hours * HOUR_MS)
    return Shard(number, table, window_ms=window_ms, max_entries=settings.max_remembered)
