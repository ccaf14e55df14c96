"""Articles with their mentions marked in the text, as the example files hold them."""

import re
from collections.abc import Callable, Mapping

import pytest

from streams.entities import FoundMention

_MARK = re.compile(r"\[(PERSON|ORG|LOC) ([^\]]+)\]")

Marked = tuple[dict[str, str], list[FoundMention]]


def read_marked(fields: Mapping[str, str]) -> Marked:
    """The plain texts of ``fields``, and a mention for every ``[TYPE text]`` in them."""
    plain: dict[str, str] = {}
    mentions: list[FoundMention] = []
    for field, marked in fields.items():
        text, at = "", 0
        for mark in _MARK.finditer(marked):
            text += marked[at : mark.start()]
            mentions.append(FoundMention(field, len(text), len(text) + len(mark[2]), mark[2], mark[1]))
            text += mark[2]
            at = mark.end()
        plain[field] = text + marked[at:]
    return plain, mentions


@pytest.fixture(scope="session")
def marked() -> Callable[[Mapping[str, str]], Marked]:
    """Reads fields whose mentions are marked ``[TYPE text]``."""
    return read_marked
