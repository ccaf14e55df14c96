"""Dashes and apostrophes, and what each may do in a sum: the one list of each."""

HYPHENS = "-–‐‑"
"""Join words: "five-million-dollar"."""
DASHES = "-–—−‐‑"
"""Lead from one end of a range to the other: "$5—7"."""
MINUS = "-−"
"""Stand for a minus."""
APOSTROPHES = "'’"
