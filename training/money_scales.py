"""Makes `streams/money/data/scales.txt`: the words by which any language multiplies a number, from CLDR.

    python -m training.money_scales

They stand in CLDR's compact formats ("0 miljard"). The table is shipped because Babel needs a second for all languages.
"""

import re
from pathlib import Path

from babel import Locale
from babel.localedata import locale_identifiers

TABLE = Path(__file__).parents[1] / "streams" / "money" / "data" / "scales.txt"
FILLERS = {"ag", "de", "ita", "na", "nt", "vote"}
"""What stands between or beside the words that multiply."""
INDIAN = {"lakh", "lakhs", "lac", "lacs", "crore", "crores", "arab", "kharab"}
"""What English spells of Indian numbers, which CLDR has in their own letters only."""
HEAD = """# Words and abbreviations that multiply a number in any language, small letters, of two letters and more.
# From CLDR's compact formats through Babel (Unicode licence); made by training/money_scales.py.
"""


def scale_words() -> set[str]:
    """The letters of all compact formats."""
    found: set[str] = set()
    for code in locale_identifiers():
        formats = Locale.parse(code)._data.get("compact_decimal_formats", {}) if "_" not in code else {}
        for plurals in (by_size for form in ("long", "short") for by_size in formats.get(form, {}).values()):
            for pattern in plurals.values():
                found.update(re.findall(r"[^\W\d_]{2,}", pattern.pattern.lower()))
    return (found - FILLERS) | INDIAN


if __name__ == "__main__":
    TABLE.write_text(HEAD + "".join(f"{word}\n" for word in sorted(scale_words())), encoding="utf-8")
