"""What each stage decides, as pure functions: a record in, records out. No Kafka, clock or environment here."""

from streams.steps.records import PIPELINE_VERSION, Incoming, Outgoing

__all__ = ["PIPELINE_VERSION", "Incoming", "Outgoing"]
