"""Kafka from outside the worker: topics, publishing, reading and lag."""
