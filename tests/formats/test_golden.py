import json
from pathlib import Path

import pytest

from tests.formats.golden import FOLDER, documents, given, gold, said


@pytest.mark.parametrize("document", list(documents()), ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_a_document_gives_what_it_is_known_to_give(document: Path) -> None:
    assert {**said(document), **given(document)} == json.loads(gold(document).read_text())
