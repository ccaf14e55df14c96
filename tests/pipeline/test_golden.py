"""`pipeline.version` rises when what is published changes, and only then."""

import pytest

from streams.outputs import PUBLIC
from tests.pipeline import golden


@pytest.fixture(scope="module")
def now() -> list[str]:
    """The file as it would be written now."""
    return golden.lines()


def test_what_is_published_about_the_samples_is_what_this_version_of_the_pipeline_publishes(now: list[str]) -> None:
    """After an intended change: raise PIPELINE_VERSION, then `python -m tests.pipeline.golden`."""
    assert now == golden.kept()


def test_the_samples_come_to_every_topic_and_limit(now: list[str]) -> None:
    assert {line.split('"')[3] for line in now[1:]} == {*PUBLIC}
    told = "".join(now)
    for part in ("entities", "money"):
        assert f'{{"part":"{part}","reason":"limit"}}' in told


PIPELINE = '{"version":"2","model":"m"}'
OTHER = '{"to":"enriched","value":{"event_id":"6ce48809-b720-566e-86df-13eea09bb3fc","pipeline":{"version":"2"}}}'


@pytest.mark.parametrize(
    ("head", "line", "refused"),
    [
        (PIPELINE, OTHER, None),
        (PIPELINE, OTHER.replace("enriched", "money"), "has changed"),
        (PIPELINE.replace("2", "3"), OTHER.replace("enriched", "money"), None),
        (PIPELINE.replace("2", "3"), OTHER.replace("2", "3").replace("6ce", "7ce"), "is the same"),
        (PIPELINE.replace("2", "1"), OTHER, "never falls"),
        (PIPELINE.replace('m"', 'n"'), OTHER.replace("enriched", "money"), None),
    ],
)
def test_only_another_output_of_a_higher_version_takes_the_place_of_what_is_kept(
    head: str, line: str, refused: str | None
) -> None:
    reason = golden.refusal([PIPELINE, OTHER], [head, line])
    assert (reason is None) if refused is None else (reason is not None and refused in reason)


def test_what_is_refused_is_not_written(now: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    before = golden.kept()
    monkeypatch.setattr(golden, "lines", lambda: [*now[:-1], now[-1].replace("a", "b")])
    assert golden.main() == 1
    assert golden.kept() == before
