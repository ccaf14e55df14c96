"""The manifest: every file with its checksum, origin and licence, checked before training."""

import json
import re
from pathlib import Path

import pytest

from training import manifest

ENTRIES = json.loads(manifest.MANIFEST.read_text(encoding="utf-8"))["files"]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["path"])
def test_every_file_has_its_origin_licence_and_checksum(entry: dict[str, str]) -> None:
    assert entry["origin"]
    assert entry["licence"]
    assert re.fullmatch(r"[0-9a-f]{64}", entry["sha256"])


def test_nothing_that_is_for_measuring_only_is_listed() -> None:
    assert not [entry for entry in ENTRIES if re.search("worldwide|finer|reuters|_test", entry["path"])]


def test_a_missing_file_and_a_changed_one_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [
        {"path": "a.txt", "origin": "here", "sha256": "0" * 64},
        {"path": "b.txt", "origin": "there", "sha256": ""},
    ]
    monkeypatch.setattr(manifest, "MANIFEST", tmp_path / "manifest.json")
    manifest.MANIFEST.write_text(json.dumps({"files": listed}), encoding="utf-8")
    (tmp_path / "a.txt").write_text("other", encoding="utf-8")
    with pytest.raises(manifest.Mismatch, match=r"a\.txt differs(.|\n)*b\.txt is missing: there"):
        manifest.check(tmp_path)
