"""One form for characters that mean the same: full width, ligatures, superscripts."""

import unicodedata
from typing import Final

_TIMES: Final = 2
_SPARE: Final = 64
"""A text may become so many times as long, and so many code points longer: one of Unicode's becomes eighteen."""


def compatible(text: str) -> str:
    """`text` in NFKC; as it stands where that would be far longer, which no text for people is.

    >>> compatible("ﬁve ﷺ")[:4], len(compatible("ﷺ" * 100))
    ('five', 100)
    """
    normal = unicodedata.normalize("NFKC", text)
    return normal if len(normal) <= _TIMES * len(text) + _SPARE else text
