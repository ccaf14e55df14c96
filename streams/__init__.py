"""Newsmill's worker: from raw articles on Kafka to enriched events."""
