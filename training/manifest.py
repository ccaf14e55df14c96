"""The files that training reads: where each comes from, under which licence, and its checksum."""

import hashlib
import json
from pathlib import Path

MANIFEST = Path(__file__).parent / "manifest.json"


class Mismatch(Exception):  # noqa: N818  (it is what was found)
    """A file that training reads is missing or is another one than it was; the message names each."""


def check(data: Path) -> None:
    """Raise Mismatch unless every file of the manifest lies in `data` as it was."""
    wrong = []
    for entry in json.loads(MANIFEST.read_text(encoding="utf-8"))["files"]:
        path = data / entry["path"]
        if not path.exists():
            wrong.append(f"{entry['path']} is missing: {entry['origin']}")
        elif checksum(path) != entry["sha256"]:
            wrong.append(f"{entry['path']} differs from the file that the shipped model was made from")
    if wrong:
        raise Mismatch("\n".join(wrong))


def checksum(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
