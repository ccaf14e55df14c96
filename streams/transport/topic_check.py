"""Are the topics there that the stages read, and are changelogs split like their sources?"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from streams.transport.errors import TopicsError

PAUSE_SECONDS = 1.0

SETTLE_SECONDS = 15
"""How long a topic may be missing: one that was just made, or has no leader at the moment, is not listed."""


async def check_topics(client: Any, sources: Sequence[str], changelogs: Mapping[str, str]) -> None:
    """`changelogs`: the source of each. Raises TopicsError with what is wrong for longer than SETTLE_SECONDS."""
    for _ in range(SETTLE_SECONDS):
        cluster = await client.fetch_all_metadata()
        names = {*sources, *changelogs, *changelogs.values()}
        wrong = complaints({name: len(cluster.partitions_for_topic(name) or ()) for name in names}, changelogs)
        if not wrong:
            return
        await asyncio.sleep(PAUSE_SECONDS)
    raise TopicsError("; ".join(wrong))


def complaints(partitions: Mapping[str, int], changelogs: Mapping[str, str]) -> list[str]:
    """What is wrong with these topics, `partitions` by name, 0 for a missing one."""
    missing = [f"topic {name} is missing" for name, count in sorted(partitions.items()) if not count]
    split = [
        f"changelog {name} has {partitions[name]} partitions, its source {source} has {partitions[source]}"
        for name, source in changelogs.items()
        if partitions[name] != partitions[source]
    ]
    return missing or split
