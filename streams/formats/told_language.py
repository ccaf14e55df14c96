"""Whether a text is in the language that its page or feed says."""

from dataclasses import replace

from schemas import Mend, Repair
from streams.formats.model import Draft
from streams.languages import detect_language, primary_subtag

TEMPLATES = "en"
"""The language that templates say of every text, until somebody changes them."""
ENOUGH = 150
"""Letters from which it is seen that a text is not English."""


def settled(draft: Draft) -> Draft:
    """The draft with the language that its text is in where it is told to be English and is not, and a repair."""
    told = draft.fields.get("language")
    language = believed(told, draft.fields.get("body") or "")
    if language == told:
        return draft
    repair = Repair(field="language", reason=Mend.MENDED)
    return replace(draft, fields={**draft.fields, "language": language}, repairs=(*draft.repairs, repair))


def believed(told: str | None, body: str) -> str | None:
    """The language that is told, but for English of a long text that is in another.

    >>> believed("en-US", "La compagnie a commandé trois ferries pour 36 millions d’euros, a-t-elle annoncé. " * 3)
    'fr'
    >>> believed("en-US", "Oil rose."), believed("fr", "La compagnie a commandé trois ferries."), believed(None, "Oil")
    ('en-US', 'fr', None)
    """
    if primary_subtag(told) != TEMPLATES or sum(map(str.isalpha, body)) < ENOUGH:
        return told
    detected = detect_language(body)
    return told if detected in {None, TEMPLATES} else detected
