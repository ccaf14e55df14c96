"""Ends of names that stand on signs which the field takes for borders: legal forms after commas, syllables of names."""

import re
from unicodedata import category

# "Harbeson & Bateh, LLP", "Commodity Systems, Inc.": the comma belongs to the name.
_LEGAL_FORM = re.compile(
    r"""
      ,\s(?: (?:Inc|Ltd|Corp|Co|Bros)\b\.?
           | (?:LLC|LLP|LP|PLC|plc|GmbH|AG|SA|NV)\b
           | L\.L\.[CP]\. | S\.A\. | N\.V\. )
    """,
    re.VERBOSE,
)
# The second syllable of a Korean or Chinese given name: "Yoon Suk-yeol", "Carmen Ho Ka-man".
_SYLLABLE = re.compile(r"-([a-z]{2,5})(?![\w-])")
# What English joins to a name with a hyphen ("a Trump-era law"), of the length of a syllable.
_COMPOUND = frozenset(
    {"based", "born", "built", "era", "esque", "free", "held", "less", "like", "made", "only", "owned", "plus", "run"}
    | {"style", "type"}
)


def without_symbols(text: str, start: int, end: int) -> int:
    """``end`` before the emoji and other symbols that ``text[start:end]`` ends in, unless it holds nothing else."""
    last = end
    while last > start and (text[last - 1] == " " or category(text[last - 1]) in {"So", "Sk", "Mn", "Cf"}):
        last -= 1
    return last if last > start and category(text[end - 1]) in {"So", "Sk"} else end


def company_end(text: str, end: int) -> int:
    """Where the name of an organisation ends that the field ended at ``end``, in code points of ``text``."""
    form = _LEGAL_FORM.match(text, end)
    return form.end() if form else end


def person_end(text: str, start: int, end: int) -> int:
    """Where the name of a person ends that the field ended at ``end``: only full names have syllables added."""
    syllable = _SYLLABLE.match(text, end)
    if not syllable or " " not in text[start:end] or syllable[1] in _COMPOUND or syllable[1].endswith("ed"):
        return end
    return syllable.end()
