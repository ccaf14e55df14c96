"""From the draft of an article to an article that holds, or the reason why it is none."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from schemas import Article, Mend, Reason, RejectionError, Repair
from streams.formats import Draft, Reading
from streams.formats.flat import OPTIONAL
from streams.language_tags import language_tag

MENDED = {"language", "published_at"}
"""What is written in one way also where it holds."""


def accepted(draft: Draft, rules: Reading) -> tuple[Article, list[Repair]]:
    """The article that a draft makes, and what of its document is published otherwise or not at all.

    Raises RejectionError naming the field that is wrong. One that is optional never costs the article.
    """
    fields = dict(draft.fields)
    if isinstance(language := fields.get("language"), str):
        fields["language"] = language_tag(language)  # what is not understood is detected
    wrong: set[str] = set()
    try:
        article = Article.model_validate(fields)
    except ValidationError as error:
        from streams.formats.mending import mended  # loads what reads times

        wrong = {str(one["loc"][0]) for one in error.errors(include_url=False)}
        article = _validated(mended(fields, wrong.intersection(OPTIONAL), rules))
    if article.status == "usable":
        _check_body(article.body)
    told = {repair.field for repair in draft.repairs}
    looked_at = sorted((wrong | MENDED) - told)
    return article, [*draft.repairs, *_repairs(draft.fields, article, looked_at)]


def _validated(fields: Mapping[str, Any]) -> Article:
    try:
        return Article.model_validate(fields)
    except ValidationError as error:
        raise invalid(error) from error


def _repairs(given: Mapping[str, Any], article: Article, names: Iterable[str]) -> Iterator[Repair]:
    """What an optional field says otherwise than it was sent."""
    for name in names:
        sent, read = given.get(name), getattr(article, name)
        if sent is not None and sent != read:
            yield Repair(field=name, reason=Mend.MENDED if name in article.model_fields_set and read else Mend.LEFT_OUT)


def _check_body(body: str | None) -> None:
    if body is None:
        raise RejectionError(Reason.MISSING_FIELD, "body: required unless the article is canceled")
    if not any(map(str.isalnum, body)):
        raise RejectionError(Reason.EMPTY_BODY, "body: no letter or digit in it")


def invalid(error: ValidationError) -> RejectionError:
    """The rejection that the first error of a model means."""
    first_error = error.errors(include_url=False)[0]
    field = ".".join(map(str, first_error["loc"]))
    if first_error["type"] == "missing":
        return RejectionError(Reason.MISSING_FIELD, f"{field}: not told, and no header {field} tells it")
    return RejectionError(Reason.INVALID_FIELD, f"{field}: {first_error['msg']}")
