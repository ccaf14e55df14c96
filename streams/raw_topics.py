"""Who may speak where: raw topics, each with its sources. Trust is by topic, since Kafka tells no reader who wrote."""

import re
from collections.abc import Mapping
from functools import lru_cache
from unicodedata import category, normalize
from urllib.parse import unquote

from pydantic import TypeAdapter

from schemas.article import Name
from streams.outputs import SINKS

DEFAULT = "news.articles.raw"
ALL = "*"
"""In place of sources: the topic takes all that are named for no other."""

Sources = frozenset[str] | None
"""None where all may speak that are named for no other topic."""

_NAME = re.compile(r"[A-Za-z0-9._-]{1,150}")
_AS_IN_ARTICLES = TypeAdapter(Name)
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
        if name.startswith("__"):
            raise ValueError(f"{name} is a topic of Kafka's own")
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
    sources = [source.strip() for source in told.split(",") if source.strip()]
    if not sources:
        raise ValueError(f"{name} needs sources, or * for all")
    if ALL in sources:
        raise ValueError(f"{name}: * stands alone; a source of that name is %2A")
    return frozenset(map(_source, sources))


def _source(told: str) -> str:
    """The name as an article can have it: any other would let nobody speak."""
    try:
        name = unquote(told, errors="strict")
        good = _AS_IN_ARTICLES.validate_python(name) == name
    except ValueError:
        good = False
    if not good:
        raise ValueError("a source's name is UTF-8, 1 to 512 characters, without blanks at its ends")
    return name


def checked(told: str) -> str:
    """The text itself, if it can be read."""
    read(told)
    return told


def may_speak(source: str, topic: str, raws: Mapping[str, Sources]) -> bool:
    """Whether a source's articles are taken from a topic; what is no raw topic, such as a file, takes all.

    Who is named speaks there alone: else whoever may write to a topic that takes all could take back what he said. And
    who looks like him does not speak there, or readers would take the one for the other.

    >>> raws = read("news.raw.reuters=reuters; news.raw=*")
    >>> [may_speak(source, "news.raw", raws) for source in ("ap", "reuters", "Reuters", "reuters\u200b")]
    [True, False, False, False]
    """
    if topic not in raws:
        return True
    sources = raws[topic]
    return source in sources if sources else not any(look(source) in _looks(named) for named in raws.values() if named)


@lru_cache(maxsize=1024)
def look(source: str) -> str:
    """How a name looks, whatever its case, width, invisible characters (Cf, Cc) and blanks at its ends.

    Letters of other scripts that look like ours are told apart.
    """
    # Folding undoes what is composed, and the other way round: until both hold, as in Unicode's NFKC_Casefold.
    folded = normalize("NFKC", normalize("NFKC", source).casefold())
    return "".join(char for char in folded if category(char) not in ("Cf", "Cc")).strip()


@lru_cache(maxsize=64)
def _looks(sources: frozenset[str]) -> frozenset[str]:
    return frozenset(map(look, sources))


def topic_for(source: str | None, raws: Mapping[str, Sources]) -> str:
    """Where to publish what a source says: where it is named, else where all may speak, else the first."""
    named = [topic for topic, sources in raws.items() if sources and source in sources]
    open_ = [topic for topic, sources in raws.items() if sources is None]
    return [*named, *open_, *raws][0]


def topic_of(key: bytes | None, raws: Mapping[str, Sources]) -> str:
    """Where to publish a record with the key of an article, which tells its source."""
    source = None if key is None else unquote(key.partition(b"/")[0].decode("utf-8", "replace"))
    return topic_for(source, raws)
