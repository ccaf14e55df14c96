"""What a name links to and when it links to nothing: the examples of ``../data/linking.toml``."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from streams.entities import join_mentions, linked_countries
from streams.entities.entity import FoundEntity, FoundLink

DATA = Path(__file__).parent.parent / "data"
CASES = tomllib.loads((DATA / "linking.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_link(case: dict[str, Any], marked: Callable[[Mapping[str, str]], Any]) -> None:
    fields, mentions = marked({name: case[name] for name in ("title", "body") if name in case})
    found = {}
    for entity in join_mentions(fields, mentions):
        first = f"{entity.links[0].scheme}:{entity.links[0].id}" if entity.links else ""
        found.update(dict.fromkeys((mention.text.split(",")[0] for mention in entity.mentions), first))
    assert {name: found[name] for name in case["links"]} == case["links"]


def test_a_company_has_every_number_that_is_known(marked: Callable[[Mapping[str, str]], Any]) -> None:
    [entity] = join_mentions(*marked({"body": "[ORG Microsoft] will hire."}))
    assert [(link.scheme, link.id) for link in entity.links] == [
        ("isin", "US5949181045"),
        ("cik", "789019"),
        ("ticker", "NASDAQ:MSFT"),
    ]
    assert entity.id == "isin:US5949181045"


def test_countries_come_from_countries_and_their_cities_the_most_salient_first(
    marked: Callable[[Mapping[str, str]], Any],
) -> None:
    body = "[LOC Nairobi] waits. [LOC Kenya] and [LOC Nairobi] again. Later, [LOC Chad] and [LOC Texas]."
    assert linked_countries(join_mentions(*marked({"body": body}))) == ("KE", "TD", "US")


def test_a_companys_number_is_no_place_although_a_town_has_the_same() -> None:
    """1053507 is American Tower to the SEC, and Vondrozo in Madagascar to GeoNames."""
    tower = FoundLink("cik", "1053507", "American Tower Corp")
    town = FoundLink("geonames", "1053507", "Vondrozo")
    found = FoundEntity("org:american-tower", "ORG", "American Tower", (tower,), None, 1.0, True, ())
    assert linked_countries([found]) == ()
    assert linked_countries([replace(found, links=(town,))]) == ("MG",)
