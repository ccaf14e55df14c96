"""Documents as feeds send them, of our own writing, and the drafts that must come of each.

`golden/FORMAT/NAME.EXT` is a document, `NAME.gold.json` beside it what it is said to be and what it gives.
`python -m tests.formats.golden` writes anew what they give: the difference is there to read in `git diff`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schemas import RejectionError
from streams.formats import Document, Draft, Reading
from streams.formats.read import read_document

FOLDER = Path(__file__).parent / "golden"
RULES = Reading(max_bytes=1_000_000)


def documents() -> Iterator[Path]:
    """The documents, in order."""
    return (path for path in sorted(FOLDER.rglob("*.*")) if not path.name.endswith(".gold.json"))


def gold(document: Path) -> Path:
    """Where it is told what the document gives."""
    return document.with_name(f"{document.stem}.gold.json")


def said(document: Path) -> dict[str, Any]:
    """What the document is said to be: its headers, as text, where somebody gave any."""
    path = gold(document)
    told: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return {"headers": told["headers"]} if "headers" in told else {}


def given(document: Path) -> dict[str, Any]:
    """What the document gives."""
    headers = tuple((name, value.encode()) for name, value in said(document).get("headers", {}).items())
    try:
        drafts = read_document(Document(document.read_bytes(), headers), RULES)
    except RejectionError as error:
        return {"rejected": error.reason.value, "message": error.message}
    return {"drafts": [_plain(draft) for draft in drafts]}


def _plain(draft: Draft) -> dict[str, Any]:
    repairs = [f"{repair.field}: {repair.reason.value}" for repair in draft.repairs]
    return {"format": draft.format.value, "fields": dict(draft.fields), "repairs": repairs}


def written(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for path in documents():
        gold(path).write_text(written({**said(path), **given(path)}))
