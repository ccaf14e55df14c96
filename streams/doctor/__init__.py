"""Pure: what an expert would say of an installation, from what was asked of Kafka."""

from streams.doctor.clock import judge_clock
from streams.doctor.finding import Finding, Level
from streams.doctor.partitions import Position, Replicas, judge_positions, judge_replicas
from streams.doctor.settings import judge_settings
from streams.doctor.table import Shard, judge_shards
from streams.doctor.topics import judge_topics

__all__ = [
    "Finding",
    "Level",
    "Position",
    "Replicas",
    "Shard",
    "judge_clock",
    "judge_positions",
    "judge_replicas",
    "judge_settings",
    "judge_shards",
    "judge_topics",
]
