"""What the ledger may ask of workers that are told one thing after another."""

import pytest

from streams.settings import Guarantee, Settings
from tests.chaos.progress import Progress
from tests.chaos.seen import Origin
from tests.chaos.terms import HOUR_MS
from tests.chaos.told import Rewound, Told

STRICT, LOOSE = Guarantee.EXACTLY_ONCE, Guarantee.AT_LEAST_ONCE
RECORD = Origin(0, 7)


@pytest.mark.parametrize(
    ("modes", "arrived", "out", "may_repeat"),
    [
        ({0: STRICT}, 5, 6, False),
        ({0: LOOSE}, 5, 6, True),
        ({0: STRICT, 10: LOOSE}, 5, 6, False),
        ({0: STRICT, 10: LOOSE}, 5, 11, True),
        ({0: STRICT, 10: LOOSE}, 11, 12, True),
        ({0: LOOSE, 10: STRICT}, 5, 6, True),
        ({0: LOOSE, 10: STRICT}, 5, 11, True),
        ({0: LOOSE, 10: STRICT}, 11, 12, False),
        ({0: STRICT, 10: LOOSE, 20: STRICT}, 5, 25, True),
        ({0: STRICT, 10: LOOSE, 20: STRICT}, 21, 25, False),
    ],
)
def test_what_was_under_way_at_least_once_may_repeat(
    modes: dict[int, Guarantee], arrived: float, out: float, may_repeat: bool
) -> None:
    told = Told(Settings(guarantee=modes[0]))
    for when in list(modes)[1:]:
        told.change(when, guarantee=modes[when])
    terms = told.terms(Progress(arrivals={RECORD: arrived}, outs={RECORD: out}))
    assert terms.may_repeat(RECORD) == may_repeat


def test_what_is_read_again_may_repeat() -> None:
    terms = Told(Settings(), [Rewound(0, 5, 8)]).terms(Progress())
    assert [terms.may_repeat(Origin(0, offset)) for offset in (4, 5, 7, 8)] == [False, True, True, False]
    assert not terms.may_repeat(Origin(1, 5))


def test_only_the_least_that_workers_were_told_can_be_asked_for() -> None:
    told = Told(Settings(window_hours=2, max_remembered=4000))
    told.change(10, window_hours=1, max_remembered=8000)
    terms = told.terms(Progress())
    assert (terms.window_ms, terms.remembered) == (HOUR_MS, 4000)
