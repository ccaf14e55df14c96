"""The environment's variables that begin with ours: which nobody knows, and what of a value may be shown."""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import SecretStr

PREFIX = "NEWSMILL_"

MASK = "***"
"""What stands for a value, or a part of one, that nobody may read in a log."""

_SERVICE = re.compile(
    r"""
    (\w+_)?                                              # the service "newsmill", or "newsmill-web" and the like
    ( SERVICE_HOST
    | SERVICE_PORT (_\w+)?                               # with the name that a port has
    | PORT_\d+_ (TCP|UDP|SCTP) (_ (PROTO|PORT|ADDR))?
    )
    """,
    re.VERBOSE,
)
_PATH = re.compile(r"(~[\w-]*|\.{1,2})?/")
"""How a path begins that is no secret by mistake: base64 has slashes too."""
_HOST_AND_PORT = re.compile(r"([\w.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")
_ADDRESS = re.compile(r"(tcp|udp|sctp)://")


def unknown(environment: Mapping[str, str], known: Collection[str]) -> list[str]:
    """Names that begin with NEWSMILL_ and are none of the `known`, but for what Kubernetes sets for services, sorted.

    >>> unknown({"NEWSMILL_SHARD": "2", "NEWSMILL_PORT": "tcp://10.0.0.7:6066"}, {"NEWSMILL_SHARDS"})
    ['NEWSMILL_SHARD']
    """
    ours = {name: value for name, value in environment.items() if name.upper().startswith(PREFIX)}
    return sorted(name for name, value in ours.items() if name.upper() not in known and not _of_service(name, value))


def _of_service(name: str, value: str) -> bool:
    rest = name.removeprefix(PREFIX)
    return bool(_SERVICE.fullmatch(rest)) or (rest.endswith("PORT") and by_kubernetes(value))


def by_kubernetes(value: object) -> bool:
    """Whether it is what Kubernetes sets: a service "newsmill-web" has NEWSMILL_WEB_PORT, which is a setting too."""
    return isinstance(value, str) and bool(_ADDRESS.match(value))


def no_such(name: str, known: Collection[str]) -> str:
    """A sentence that says so, and names the nearest that there is.

    >>> no_such("NEWSMILL_SHARD", {"NEWSMILL_SHARDS", "NEWSMILL_TAGGER"})
    'NEWSMILL_SHARD: there is no such setting, did you mean NEWSMILL_SHARDS?'
    """
    rests = [one.removeprefix(PREFIX) for one in sorted(known)]
    near = get_close_matches(name.upper().removeprefix(PREFIX), rests, n=1)
    hint = f"did you mean {PREFIX}{near[0]}?" if near else "see docs/settings.md"
    return f"{name}: there is no such setting, {hint}"


def shown(value: object, annotation: Any = None, setting: str = "") -> str:
    """A wrong value as an error may print it: secrets masked whole, and in any other what may hold one.

    >>> shown("https://reader:hunter2@kafka/token?key=hunter2")
    "'***@kafka/token?***'"
    >>> shown("hunter2", str, "sasl_password_file"), shown("reader:hunter2,kafka:9092", str, "brokers")
    ('***', "'***,kafka:9092'")
    """
    if is_secret(annotation) or (_beside_a_secret(setting) and not _PATH.match(str(value))):
        return MASK
    if not isinstance(value, str):
        return repr(value)
    if setting == "brokers":
        return repr(",".join(one if _HOST_AND_PORT.fullmatch(one.strip()) else MASK for one in value.split(",")))
    before = re.sub(r".*@", f"{MASK}@", value, flags=re.DOTALL)
    return repr(re.sub(r"[?#].*", f"?{MASK}", before, flags=re.DOTALL) if "/" in before else before)


def _beside_a_secret(setting: str) -> bool:
    """Whether it names a file where a secret is easily given itself."""
    return setting.endswith("_file") or setting == "ssl_key"


def is_secret(annotation: Any) -> bool:
    """Whether a field of this type holds a secret, be it one of several types.

    >>> is_secret(SecretStr | None), is_secret(str)
    (True, False)
    """
    return annotation is SecretStr or any(map(is_secret, get_args(annotation)))
