"""Topics: whether they are there, and as they have to be."""

from collections.abc import Iterable, Iterator

from streams.doctor.finding import Finding, Level
from streams.topics import TIMESTAMPS, Difference

_HARM = {
    "": "'newsmill topics create'; where it is there, give the right to see it ('newsmill acls')",
    TIMESTAMPS: "'newsmill topics create' mends it: else records may be deleted unread",
    "cleanup.policy": "set it with kafka-configs.sh: what dedupe remembers is deleted else, or outputs never are",
}
"""What a difference of a kind asks for; those with a text are bad."""


def judge_topics(differences: Iterable[Difference], checked: int) -> Iterator[Finding]:
    """A finding for each difference; one that all is well for so many topics."""
    found = False
    for one in differences:
        found = True
        harm = _HARM.get(one.what, "")
        level = Level.BAD if harm else Level.WARN
        yield Finding("topics", level, str(one), harm or "set it with Kafka's own tools, see docs/upgrading.md")
    if not found:
        yield Finding("topics", Level.OK, f"all {checked} topics are as they have to be")
