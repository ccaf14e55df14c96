"""The least that each of those who come to Kafka needs there, from the settings and nothing else."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from streams.outputs import PUBLIC, Output
from streams.settings import Settings
from streams.topics import Topics, TopicSpec, topics


class Role(StrEnum):
    """Who comes to Kafka."""

    WORKER = "worker"
    PUBLISHER = "publisher"
    CONSUMER = "consumer"
    OPERATOR = "operator"
    REPAIRER = "repairer"


class Kind(StrEnum):
    """What is asked for, in the words of Kafka's tools."""

    TOPIC = "topic"
    GROUP = "group"
    TRANSACTIONAL_ID = "transactional-id"


@dataclass(frozen=True, slots=True)
class Need:
    """Operations on one thing, or on all whose names begin so where it is `prefixed`."""

    kind: Kind
    name: str
    operations: tuple[str, ...]
    prefixed: bool = False


CONFIGS = ("DescribeConfigs", "AlterConfigs")


def needs(settings: Settings, role: Role, group: str = "") -> dict[str, list[Need]]:
    """By user what he needs: several raw topics have a publisher each. `group` is the consumers' own."""
    named = topics(settings)
    match role:
        case Role.WORKER:
            return {"worker": _worker(named, settings)}
        case Role.PUBLISHER:
            return {_publisher(raw, named.raws): [_topic(raw, "Describe", "Write")] for raw in named.raws}
        case Role.CONSUMER:
            read = [_topic(named[output], "Describe", "Read") for output in PUBLIC]
            return {"consumer": [*read, Need(Kind.GROUP, group or f"{settings.app_id}-consumer", ("Read",))]}
        case Role.OPERATOR:
            seen = [_topic(spec, "Create", "Describe", "Read", *CONFIGS) for spec in named.all()]
            return {"operator": [*seen, Need(Kind.GROUP, settings.app_id, ("Describe",))]}
        case Role.REPAIRER:
            # A role of its own: who sends rejections again speaks for every source.
            sent = [_topic(raw, "Describe", "Read", "Write") for raw in named.raws]
            return {"repairer": [*sent, _topic(named[Output.REJECTED], "Describe", "Read")]}


def _worker(named: Topics, settings: Settings) -> list[Need]:
    made: tuple[str, ...] = ("Create",) if settings.topics_managed else ()
    mended = CONFIGS if settings.topics_managed else CONFIGS[:1]
    raws_mended = mended if len(named.raws) > 1 else CONFIGS[:1]
    return [
        *(_topic(raw, *made, "Describe", "Read", *raws_mended) for raw in named.raws),
        *(_topic(spec, *made, "Describe", "Read", "Write", *mended) for spec in named.between()),
        *(_topic(spec, *made, "Describe", "Write", *mended) for spec in (named[output] for output in PUBLIC)),
        Need(Kind.GROUP, settings.app_id, ("Describe", "Read")),
        Need(Kind.TRANSACTIONAL_ID, f"{settings.app_id}-", ("Describe", "Write"), prefixed=True),
    ]


def _topic(spec: TopicSpec, *operations: str) -> Need:
    return Need(Kind.TOPIC, spec.name, operations)


def _publisher(raw: TopicSpec, raws: tuple[TopicSpec, ...]) -> str:
    if len(raws) == 1:
        return "publisher"
    ends = [spec.name.rpartition(".")[2] for spec in raws]
    return f"publisher-{raw.name.rpartition('.')[2] if len({*ends}) == len(ends) else raw.name}"


def as_commands(users: Mapping[str, Iterable[Need]], principal: str) -> list[str]:
    """Lines for a shell; `{user}` in `principal` stands for the user's name."""
    lines = []
    for user, asked in users.items():
        lines.append(f"# {user}")
        lines += [_command(need, principal.replace("{user}", user)) for need in asked]
    return lines


def _command(need: Need, principal: str) -> str:
    pattern = " --resource-pattern-type prefixed" if need.prefixed else ""
    operations = " ".join(f"--operation {operation}" for operation in need.operations)
    return (
        f'kafka-acls.sh --bootstrap-server "$NEWSMILL_BROKERS" --command-config admin.properties --add '
        f"--allow-principal '{principal}' {operations} --{need.kind} {need.name}{pattern}"
    )


def as_strimzi(users: Mapping[str, Iterable[Need]], name: str, authentication: str) -> list[str]:
    """KafkaUser resources in YAML; `{user}` in `name` stands for the user's name."""
    lines: list[str] = []
    names: set[str] = set()
    for user, asked in users.items():
        lines += ["---"] if lines else []
        names.add(called := _kubernetes_name(name.replace("{user}", user), names))
        lines += _head(called, authentication)
        for need in asked:
            lines += _rule(need)
    return lines


def _kubernetes_name(told: str, taken: Collection[str]) -> str:
    """In small letters, digits, "-" and "."; numbered where another user is called so: his rights would be replaced."""
    name = re.sub(r"[^a-z0-9]*\.[^a-z0-9]*", ".", re.sub(r"[^a-z0-9.]+", "-", told.lower())).strip("-.")
    numbered = (f"{name}-{number}" for number in count(2))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def _head(name: str, authentication: str) -> list[str]:
    return [
        "apiVersion: kafka.strimzi.io/v1  # v1beta2 before Strimzi 0.49",
        "kind: KafkaUser",
        "metadata:",
        f"  name: {name}",
        "  labels:",
        "    strimzi.io/cluster: kafka  # the name of your Kafka resource",
        "spec:",
        "  authentication:",
        f"    type: {authentication}",
        "  authorization:",
        "    type: simple",
        "    acls:",
    ]


def _rule(need: Need) -> list[str]:
    kind = "transactionalId" if need.kind is Kind.TRANSACTIONAL_ID else need.kind.value
    return [
        "      - resource:",
        f"          type: {kind}",
        f'          name: "{need.name}"',
        f"          patternType: {'prefix' if need.prefixed else 'literal'}",
        f"        operations: [{', '.join(need.operations)}]",
    ]
