"""Are the Faust, mode and aiokafka that are installed those whose methods are overridden and relied on here?

A guarantee that rests on another project's inner workings has to notice when they change. `fingerprint.json` holds a
hash of the source of each method; `python -m streams.transport.fingerprint` writes it anew, after someone has read
what changed: docs/decisions/0028-transport-pins.md.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import json
import textwrap
from importlib.metadata import version
from pathlib import Path
from typing import Any

from streams.transport.errors import FaustChangedError

PATH = Path(__file__).with_name("fingerprint.json")

LIBRARIES = ("faust-streaming", "mode-streaming", "aiokafka")


def check_installed(path: Path = PATH) -> None:
    """Raise FaustChangedError, naming every method that is gone or has changed."""
    wanted: dict[str, str] = json.loads(path.read_text())
    changed = [name for name, digest in wanted.items() if fingerprint(name) != digest]
    if changed:
        installed = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
        raise FaustChangedError(
            f"the guarantees were proven with other versions than {installed}; these have changed: {', '.join(changed)}"
        )


def fingerprint(name: str) -> str:
    """Hash of the source of `module:Class.method`, or "gone"."""
    module, _, path = name.partition(":")
    try:
        found: object = importlib.import_module(module)
        for part in path.split("."):
            found = inspect.getattr_static(found, part)
    except (ImportError, AttributeError):
        return "gone"
    return hashlib.sha256(_source(found).encode()).hexdigest()[:16]


def _source(found: object) -> str:
    """Source of a function, class method, property or service task of mode's."""
    function: Any = found
    for wrapper in ("__func__", "fget", "fun"):
        function = getattr(function, wrapper, function)
    return textwrap.dedent(inspect.getsource(function))


if __name__ == "__main__":
    names = sorted(json.loads(PATH.read_text()))
    PATH.write_text(json.dumps({name: fingerprint(name) for name in names}, indent=2) + "\n")
