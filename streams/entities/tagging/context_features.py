"""Features of a token that join several words: neighbours, and what stands before, after and at the ends of its run.

A run is a row of capitalised words, with hyphens and ampersands between them. The word before a run ("spokesman"),
that after it ("said") and its last one ("Bank") tell what the whole run is, however long.
"""

import numpy as np
from numpy.typing import NDArray

from streams.entities.tagging import word_features as w
from streams.entities.tagging.layout import Layout
from streams.entities.tagging.weights import rows
from streams.entities.tagging.word_table import WordTable

# Each template joins up to three codes. A code is a letter and the place it is taken from, from the token seen:
# W word, S shape, F fine and C coarse cluster, G lists, Z spacing and casing, P phrase of a list;
# B the word before the run, A that after it, H its first, T its last word, b, a, h and t their clusters, D place in it.
TEMPLATES = (
    "W-1 W0", "W0 W1", "W-1 W1", "W-2 W-1", "W1 W2",
    "S-1 S0 S1", "S-2 S-1 S0", "S0 S1 S2", "F-1 F0", "F0 F1", "C-1 C0 C1", "F-1 S0 F1",
    "G-1 G0", "G0 G1", "W-1 G0", "G0 W1", "W-1 S0", "S0 W1",
    "P0", "P0 S0", "P-1 P0 P1", "P0 W0",
    "B0 D0", "A0 D0", "B0 G0", "A0 G0", "b0 a0 D0", "T0 D0", "H0 D0", "t0 G0", "h0 G0", "B0 A0",
    "Z0 S0", "Z0 G0", "Z1 S0 S1", "Z0 P0",
)  # fmt: skip


def context_rows(layout: Layout, table: WordTable, phrase: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Rows [templates, tokens] in the table of weights. `phrase` is a code for each place in `layout.padded`."""
    codes = _codes(layout, table, phrase)
    size = codes.shape[1]
    flat = codes.ravel()
    joined = np.zeros((len(TEMPLATES), len(layout.position)), dtype=np.uint64)
    for part, factor in zip(_PARTS, _FACTORS, strict=True):
        using, letters, offsets = part
        joined[using] += flat[letters * size + offsets + layout.position] * factor
    return rows(joined, _SALTS)


_LETTERS = "WSFCGZPDBAHTbaht"
_FACTORS = (np.uint64(0xD6E8FEB86659FD93), np.uint64(0xA0761D6478BD642F), np.uint64(0xE7037ED1A0B428DB))
_SALTS = np.arange(100, 100 + len(TEMPLATES), dtype=np.uint64)[:, None]


def _parts(place: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The templates that have a code at `place` among those they join; its letter and its offset, as columns."""
    found = [
        (number, _LETTERS.index(parts[place][0]), int(parts[place][1:]))
        for number, parts in enumerate(template.split() for template in TEMPLATES)
        if place < len(parts)
    ]
    using, letters, offsets = np.array(found, dtype=np.int64).T
    return using, letters[:, None], offsets[:, None]


_PARTS = tuple(_parts(place) for place in range(3))


def _codes(layout: Layout, table: WordTable, phrase: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Codes [letters, places of `layout.padded`], in the order of _LETTERS."""
    columns = table.codes[layout.padded].T
    word, fine = columns[w.WORD], columns[w.FINE]
    before, after, place = _runs(layout, columns[w.FLAGS])
    first, last = np.minimum(before + 1, len(word) - 1), np.maximum(after - 1, 0)
    return np.stack(
        [
            *(word, columns[w.SHAPE], fine, columns[w.COARSE], columns[w.LISTS], _spacing(layout), phrase, place),
            *(word[before], word[after], word[first], word[last]),
            *(fine[before], fine[after], fine[first], fine[last]),
        ]
    )


def _runs(layout: Layout, flags: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint64]]:
    """For each place: that before its run, that after it, and a code of where in the run it is. Outside: itself."""
    size = len(flags)
    index = np.arange(size)
    inside = (flags & w.CAPITAL).astype(np.bool_)
    joins = (flags & w.JOINS).astype(np.bool_)
    inside[1:-1] |= joins[1:-1] & inside[:-2] & inside[2:]
    before = np.maximum.accumulate(np.where(inside, 0, index))
    after = np.minimum.accumulate(np.where(inside, size - 1, index)[::-1])[::-1]
    from_start, to_end = np.minimum(index - before, 4), np.minimum(after - index, 4)
    return before, after, (from_start * 5 + to_end).astype(np.uint64)


def _spacing(layout: Layout) -> NDArray[np.uint64]:
    """Whether a token touches the one before and the one after, and whether it begins or ends its sentence."""
    code = np.zeros(len(layout.padded), dtype=np.uint64)
    at = layout.position
    code[at[1:]] += layout.glued[1:]
    code[at[:-1]] += 2 * layout.glued[1:].astype(np.uint64)
    code[at] += 4 * (layout.padded[at - 1] == 0).astype(np.uint64)
    code[at] += 8 * (layout.padded[at + 1] == 0).astype(np.uint64)
    return code
