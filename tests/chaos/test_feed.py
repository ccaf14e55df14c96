"""The feed is the same for a seed, and its answer key is the one that the pure judge gives."""

import json
from collections import Counter
from itertools import chain, islice

from schemas.article import article_key
from tests.chaos.feed import Draft, Feed, Mark


def drafts(seed: int, number: int) -> list[Draft]:
    feed = Feed(seed)
    return list(chain(islice(feed, number), feed.rest()))


def test_a_seed_gives_the_same_feed() -> None:
    assert drafts(7, 300) == drafts(7, 300)
    assert drafts(7, 300) != drafts(8, 300)


def test_records_are_numbered_without_gap_and_carry_their_mark() -> None:
    feed = drafts(1, 400)
    assert [draft.mark.number for draft in feed] == list(range(1, len(feed) + 1))
    for draft in feed:
        _, header = draft.mark.header()
        assert Mark.read(header) == draft.mark


def test_most_bodies_come_twice_or_more() -> None:
    articles = [draft for draft in drafts(2, 2000) if draft.mark.plan in ("copies", "near", "chain")]
    stories = Counter(draft.mark.story for draft in articles)
    assert sum(times > 1 for times in stories.values()) > 0.7 * len(stories)


def test_everything_that_a_campaign_needs_is_in_it() -> None:
    feed = drafts(3, 3000)
    plans = Counter(draft.mark.plan for draft in feed)
    reasons = {reason for draft in feed for reason in draft.mark.reasons}
    assert min(plans.values()) > 10
    assert {"not_json", "not_utf8", "too_large", "too_deep", "unnamed_tombstone", "empty_body"} <= reasons
    assert any(draft.value is None and draft.headers for draft in feed)
    assert any(draft.mark.version > 1 for draft in feed)
    assert any(draft.skew for draft in feed)


def test_all_texts_of_a_story_are_in_one_language() -> None:
    languages: dict[int, str] = {}
    for draft in islice(Feed(5, languages=("en", "de", "fr")), 500):
        if draft.value is not None and draft.mark.plan != "malformed":
            said = json.loads(draft.value)["language"]
            assert languages.setdefault(draft.mark.story, said) == said == draft.mark.language
    assert set(languages.values()) == {"en", "de", "fr"}


def test_a_passage_is_the_same_in_all_texts_of_its_story_but_for_a_word_or_two() -> None:
    passages: dict[tuple[int, int], set[str]] = {}
    for draft in drafts(6, 1000):
        if draft.mark.passages and draft.value is not None:
            paragraphs = json.loads(draft.value)["body"].split("\n\n")
            for number, paragraph in zip(draft.mark.passages, paragraphs, strict=True):
                words = passages.setdefault((draft.mark.story, number), set(paragraph.split()))
                assert len(words ^ set(paragraph.split())) <= 4
    assert len(passages) > 100


def test_an_articles_records_share_a_key() -> None:
    keys: dict[tuple[str, str], bytes] = {}
    for draft in drafts(4, 500):
        identity = draft.mark.source, draft.mark.id
        assert keys.setdefault(identity, draft.key) == draft.key
        if draft.mark.plan != "malformed" and draft.value is not None:
            said = json.loads(draft.value)
            assert (said["source"], said["id"], said["version"]) == (*identity, draft.mark.version)


def test_some_keys_would_be_those_of_other_articles_if_they_escaped_nothing_or_only_the_slash() -> None:
    articles = {(draft.mark.source, draft.mark.id): draft.key for draft in drafts(4, 2000)}
    assert len(set(articles.values())) == len(articles)
    assert len({f"{source}/{id_}" for source, id_ in articles}) < len(articles)
    assert len({f"{source.replace('/', '%2F')}/{id_}" for source, id_ in articles}) < len(articles)


def test_keys_are_those_of_the_wire() -> None:
    assert all(draft.key == article_key(draft.mark.source, draft.mark.id) for draft in drafts(4, 500))
