"""Given names that tell their bearer's sex, for the "Mrs." that means one of two people with one surname."""

from .sources import Sources

USUAL = 0.01
"""Share in per cent of its sex from which on a name is kept."""
CLEAR = 20
"""How many times more frequent in one sex than in the other a name must be."""


def text(sources: Sources) -> str:
    """Name and "m" or "f", a line each, after the census of the United States of 1990 (public domain)."""
    shares: dict[str, dict[str, float]] = {}
    for name, sex, share in sources.columns("gazetteers/us_census_1990_first"):
        shares.setdefault(name.lower(), {})[sex.lower()] = float(share)
    lines = ["# Given names and the sex of their bearers, US census of 1990 (public domain). Made by build_links.py."]
    for name, by_sex in sorted(shares.items()):
        sex = max(by_sex, key=lambda key: by_sex[key])
        other = sum(by_sex.values()) - by_sex[sex]
        if by_sex[sex] >= max(USUAL, CLEAR * other):
            lines.append(f"{name}\t{sex}")
    return "\n".join(lines) + "\n"
