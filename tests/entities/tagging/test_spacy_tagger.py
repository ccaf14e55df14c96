"""A spaCy pipeline as a tagger, with one made here."""

from pathlib import Path

import pytest

from streams.entities.tagging import Tagger, load_tagger

spacy = pytest.importorskip("spacy", reason="extra spacy is not installed")


@pytest.fixture
def tagger(tmp_path: Path) -> Tagger:
    pipeline = spacy.blank("en")
    rules = pipeline.add_pipe("entity_ruler")
    patterns = [("GPE", "Oslo"), ("PERSON", "Kari Nordmann"), ("ORG", "Acme"), ("DATE", "Monday")]
    rules.add_patterns([{"label": label, "pattern": pattern} for label, pattern in patterns])
    pipeline.meta["name"] = "rules"
    pipeline.to_disk(tmp_path / "rules")
    return load_tagger(f"spacy:{tmp_path / 'rules'}")


def test_its_labels_become_the_three_types(tagger: Tagger) -> None:
    mentions = tagger.tag({"title": "Acme in Oslo", "body": "😀 Kari Nordmann left Oslo on Monday."})
    assert [(m.field, m.start, m.text, m.type) for m in mentions] == [
        ("title", 0, "Acme", "ORG"),
        ("title", 8, "Oslo", "LOC"),
        ("body", 2, "Kari Nordmann", "PERSON"),
        ("body", 21, "Oslo", "LOC"),
    ]


def test_a_long_text_is_tagged_to_its_end(tagger: Tagger) -> None:
    text = "Nothing much happened there. " * 10_000 + "Kari Nordmann left."
    (mention,) = tagger.tag({"body": text})
    assert text[mention.start : mention.end] == mention.text == "Kari Nordmann"


def test_it_says_what_it_is(tagger: Tagger) -> None:
    assert tagger.name.startswith("spacy-en_rules-")
    assert tagger.languages == {"en"}
