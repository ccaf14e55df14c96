"""The mixed feed is what it says it is, by the very steps that the worker takes."""

from collections import Counter, defaultdict

from schemas import Reason
from schemas.codec import decode
from streams.local import dedupe_in_order
from streams.settings import Settings
from tests.support.feed import Mixed, mixed_articles


def test_a_seed_gives_the_same_feed() -> None:
    assert mixed_articles(50, seed=1) == mixed_articles(50, seed=1)
    assert mixed_articles(50, seed=1) != mixed_articles(50, seed=2)


def test_it_has_articles_copies_and_every_malformed_kind() -> None:
    feed = mixed_articles(1000, seed=1)
    stories = {mixed.story for mixed in feed if mixed.reason is None}
    assert len(feed) == 1000
    assert {mixed.reason for mixed in feed} == {
        None, Reason.NOT_JSON, Reason.NOT_UTF8, Reason.NOT_AN_OBJECT, Reason.MISSING_FIELD, Reason.INVALID_FIELD,
        Reason.EMPTY_BODY, Reason.UNNAMED_TOMBSTONE,
    }  # fmt: skip
    assert 600 < len(stories) < 900


def test_of_each_story_one_article_is_new_in_whatever_order_they_come() -> None:
    feed = mixed_articles(1000, seed=1)
    for arrival in (feed, feed[300::-1]):
        verdicts: dict[int, Counter[str]] = defaultdict(Counter)
        articles, rejected = _judged(arrival)
        for mixed, verdict in articles:
            verdicts[mixed.story][verdict] += 1
        wrong = {story: counts for story, counts in verdicts.items() if counts["first"] != 1 or len(counts) > 2}
        assert wrong == {}
        assert rejected == [mixed.reason.value for mixed in arrival if mixed.reason]


def _judged(arrival: list[Mixed]) -> tuple[list[tuple[Mixed, str]], list[str]]:
    """The verdict on every article, and the reasons of all rejections, both in the order of arrival."""
    answers = list(dedupe_in_order((mixed.record for mixed in arrival), Settings()))
    lines = [decode(answer.line.encode())["verdict"] for answer in answers if answer.line]
    articles = [mixed for mixed in arrival if mixed.reason is None]
    problems = [answer.problem.split("rejected as ")[1].split(":")[0] for answer in answers if answer.problem]
    return list(zip(articles, lines, strict=True)), problems
