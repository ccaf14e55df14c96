"""What a feed calls a language, as a BCP 47 tag: "eng" and "English" are `en`, "pt_BR" is `pt-BR`."""

import re
from functools import cache

from babel import Locale
from babel.core import get_global

LONGEST = 64
"""Characters that are looked at; the longest name of a language has half of them."""

NO_LANGUAGE = frozenset({"mis", "mul", "root", "und", "zxx"})
"""Codes for languages that are not told: several, none, unknown."""

OTHER_NAMES = {"castilian": "es", "farsi": "fa", "mandarin": "zh", "mandarin chinese": "zh"}
"""Names in use that CLDR gives another language, or none."""

_TAG = re.compile(r"(?P<primary>[A-Za-z]{2,3})(?P<rest>([-_][A-Za-z0-9]{1,8})*)")
_BEHIND_NAME = re.compile(r"[(,;/]")


def language_tag(told: str) -> str | None:
    """The tag, or None where no language is understood. What stands behind the language is kept as it is.

    >>> [language_tag(told) for told in ("en-KE", "ENG", "ger", "Brazilian Portuguese", "English (US)", "globish")]
    ['en-KE', 'en', 'de', 'pt-BR', 'en', None]
    """
    told = " ".join(told[:LONGEST].split())
    if tag := _TAG.fullmatch(told):
        primary = _primary(tag["primary"].lower())
        return primary and primary + tag["rest"].replace("_", "-")
    if name := _names().get(told.lower()):
        return name
    head = _BEHIND_NAME.split(told)[0].strip()  # "English (US)", "en-US,en;q=0.9"
    return language_tag(head) if head != told else None


def _primary(code: str) -> str | None:
    """ISO 639-1 where there is one. Of three letters there are more than CLDR names, so any are believed."""
    if code in NO_LANGUAGE:
        return None
    if code in _codes():
        return code
    alias = get_global("language_aliases").get(code)
    if alias is not None:
        return str(alias).partition("_")[0]
    return code if len(code) == 3 else None


@cache
def _codes() -> frozenset[str]:
    return frozenset(Locale("en").languages) - NO_LANGUAGE


@cache
def _names() -> dict[str, str]:
    """Tag by English name, lower case."""
    named = Locale("en").languages.items()
    tags = {name.lower(): code.replace("_", "-") for code, name in named if code not in NO_LANGUAGE}
    return tags | OTHER_NAMES
