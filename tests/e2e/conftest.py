"""One broker for all that is about security: it takes seconds to start."""

from collections.abc import Iterator

import pytest

from tests.support.secured import Secured, secured


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    with secured(tmp_path_factory.mktemp("kafka")) as broker:
        yield broker
