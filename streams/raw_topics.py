"""Who may speak where: raw topics, each with its sources. Trust is by topic, since Kafka tells no reader who wrote."""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from streams.outputs import SINKS

DEFAULT = "news.articles.raw"
ALL = "*"
"""In place of sources: the topic takes all that are named for no other."""

Sources = frozenset[str] | None
"""None where all may speak that are named for no other topic."""

_NAME = re.compile(r"[A-Za-z0-9._-]{1,150}")
_OURS = {sink.name for sink in SINKS.values()}


def read(told: str) -> dict[str, Sources]:
    """The raw topics in order, without the prefix, and their sources. Raises ValueError with what is wanted.

    >>> read("news.raw.reuters=reuters,reuters-uk; news.raw=*")["news.raw"] is None
    True
    """
    found: dict[str, Sources] = {}
    for part in filter(None, map(str.strip, told.split(";"))):
        name, equals, sources = map(str.strip, part.partition("="))
        if not equals or not _NAME.fullmatch(name) or name.strip(".") == "":
            raise ValueError("TOPIC=SOURCE,SOURCE;TOPIC=* is wanted")
        if name in _OURS or name.startswith("newsmill"):
            raise ValueError(f"{name} is a topic that the worker writes")
        if name in found:
            raise ValueError(f"{name} stands twice")
        found[name] = _sources(name, sources)
    if not found:
        raise ValueError("one raw topic at least is wanted")
    return found


def _sources(name: str, told: str) -> Sources:
    if told == ALL:
        return None
    sources = frozenset(unquote(source.strip()) for source in told.split(",") if source.strip())
    if not sources:
        raise ValueError(f"{name} needs sources, or * for all")
    return sources


def checked(told: str) -> str:
    """The text itself, if it can be read."""
    read(told)
    return told


def may_speak(source: str, topic: str, raws: Mapping[str, Sources]) -> bool:
    """Whether a source's articles are taken from a topic; what is no raw topic, such as a file, takes all.

    Who is named speaks there alone: else whoever may write to a topic that takes all could take back what he said.
    """
    if topic not in raws:
        return True
    sources = raws[topic]
    return source in sources if sources else not any(source in named for named in raws.values() if named)


def topic_for(source: str | None, raws: Mapping[str, Sources]) -> str:
    """Where to publish what a source says: where it is named, else where all may speak, else the first."""
    named = [topic for topic, sources in raws.items() if sources and source in sources]
    open_ = [topic for topic, sources in raws.items() if sources is None]
    return [*named, *open_, *raws][0]
