"""Logging: our own lines at the level that is set, the libraries' only where they warn."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from schemas import Origin

log = logging.getLogger(__name__)

LIBRARIES = ("aiokafka", "faust", "mode", "asyncio")


def set_up_logging(level: str) -> None:
    """Log to standard error, a line for each thing that an operator wants to know."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    least = logging.DEBUG if level == "DEBUG" else max(logging.WARNING, logging.getLevelName(level))
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(least)


def quiet_libraries() -> None:
    """For commands, whose own words say what is wrong: what a library retries by itself is not told."""
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def unheard(library: str) -> Iterator[None]:
    """What a library logs is dropped: our own words say what is wrong."""
    logger = logging.getLogger(library)
    logger.addFilter(_drop)
    try:
        yield
    finally:
        logger.removeFilter(_drop)


def _drop(_record: logging.LogRecord) -> bool:
    return False


def defect(part: str, origin: Origin, error: Exception) -> None:
    """That our own code failed on an article, with all that is needed to mend it."""
    log.error("a defect in %s: raw record %s goes on without", part, place(origin), exc_info=error)


def place(origin: Origin) -> str:
    """Where a raw record stands, as logs tell it."""
    return f"{origin.topic}/{origin.partition}@{origin.offset}"
