"""What tests of the transport without a broker share."""

from pathlib import Path

import pytest

from streams.transport import NewsmillApp, create_app


@pytest.fixture
def app(tmp_path: Path) -> NewsmillApp:
    """An app that is not started."""
    app = create_app(app_id="mill", brokers=["localhost:1"], guarantee="exactly_once", datadir=tmp_path)
    app.finalize()
    return app
