"""A record that ends every worker is set aside: one way through one stage, and a page; `make prove` goes all."""

from pathlib import Path

import pytest

from streams.broker import Broker
from streams.settings import Guarantee
from tests.support.poison import set_aside

pytestmark = [pytest.mark.broker, pytest.mark.timeout(600)]


def test_a_record_that_ends_every_worker_is_set_aside(broker: Broker, prefix: str, tmp_path: Path) -> None:
    set_aside("exit", "dedupe", Guarantee.EXACTLY_ONCE, broker, prefix, tmp_path)


def test_a_page_on_which_its_reader_hangs_is_set_aside(broker: Broker, prefix: str, tmp_path: Path) -> None:
    set_aside("hang", "pages", Guarantee.EXACTLY_ONCE, broker, prefix, tmp_path)
