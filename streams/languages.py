"""The language of a text, where the feed names none."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENOUGH = 20
"""Letters below which a guess is worse than none."""

CERTAIN = 0.3
"""Probability below which none is given."""

READ = 1000
"""Characters that are looked at: more change nothing and cost time."""


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> str | None:
    """Primary subtag (ISO 639-1) of the language of `text`, or None where it cannot be told."""
    head = text[:READ]
    if sum(map(str.isalpha, head)) < ENOUGH:
        return None
    language, probability = _identifier().classify(head)
    return str(language) if probability >= CERTAIN else None


def primary_subtag(language: str | None) -> str:
    """`pt` of `pt-BR`, in lower case; `und` where the language is not known."""
    return (language or "und").partition("-")[0].lower()
