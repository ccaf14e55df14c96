"""Ends of names that stand on signs which the field takes for borders: legal forms after commas, syllables of names."""

import re
from functools import cache
from unicodedata import category

from streams.tables import Tables

# "Harbeson & Bateh, LLP", "Commodity Systems, Inc.": the comma belongs to the name.
_LEGAL_FORM = re.compile(
    r"""
      ,\s(?: (?:Inc|Ltd|Corp|Bros|Co(?!-))\b\.?
           | (?:LLC|LLP|LP|PLC|plc|GmbH)\b
           | (?:AG|SA|NV)\b(?!\s[A-Z]|['\u2019]s)  # not "Acme, AG Jane Doe said", "Acme, SA's largest"
           | L\.L\.[CP]\. | S\.A\. | N\.V\. )
    """,
    re.VERBOSE,
)
# The second syllable of a Korean or Chinese given name: "Yoon Suk-yeol", "Carmen Ho Ka-man".
_SYLLABLE = re.compile(
    r"""
      -( (?: [bcdfghjklmnpqrstvwxyz] | ch | hs | ng | sh | sz | ts | tz | zh )?
         [aeiouwy]{1,4}
         (?: [bhklmnprst] | ng | rn )? )
      (?![\w-])
    """,
    re.VERBOSE,
)


def without_symbols(text: str, start: int, end: int) -> int:
    """`end` before the emoji and other symbols that `text[start:end]` ends in, unless it holds nothing else."""
    last = end
    while True:
        before = last
        while before > start and (text[before - 1] == " " or category(text[before - 1]) in {"Mn", "Cf"}):
            before -= 1  # what may follow a symbol: a variation selector, a joiner
        if before == start:
            return end
        if category(text[before - 1]) not in {"So", "Sk"}:
            break
        last = before - 1
    return last if last == end else start + len(text[start:last].rstrip(" "))


def company_end(text: str, end: int) -> int:
    """Where the name of an organisation ends that the field ended at `end`, in code points of `text`."""
    form = _LEGAL_FORM.match(text, end)
    return form.end() if form else end


def person_end(text: str, start: int, end: int) -> int:
    """Where the name of a person ends that the field ended at `end`: only full names have syllables added."""
    syllable = _SYLLABLE.match(text, end)
    if not syllable or " " not in text[start:end] or syllable[1] in _compounds():
        return end
    return syllable.end()


@cache
def _compounds() -> frozenset[str]:
    return frozenset(Tables("streams.entities.tagging").words("compounds.txt"))
