"""A bound on the attributes of a tag: parsers compare each with all before it, so a megabyte of them takes minutes."""

import re
from functools import cache

from schemas import Reason, RejectionError

MOST = 250
"""Attributes of a tag; those of real pages have some dozens."""

_RAW = ("script", "style", "textarea", "title")
"""Elements whose text holds no tags, whatever it looks like."""

# As browsers tell attributes apart: https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state
_ATTRIBUTE = r"""
    [\s/]*+ [^\s/>][^\s/>=]*+ (?: \s*+ = \s*+ (?: "[^"]*+" | '[^']*+' | [^\s>"'][^\s>]*+ )?+ )?+
"""


def refuse_many(html: str) -> None:
    """Raises RejectionError where a tag of HTML has more than `MOST` attributes, in time linear in the text.

    >>> refuse_many("<p " + 'a="1" ' * 1000 + ">")
    Traceback (most recent call last):
    ...
    schemas.reasons.RejectionError: a tag with more than 250 attributes
    """
    if len(html) < 2 * MOST:
        return
    read = _few().match(html)
    if read is not None and read.end() < len(html):
        raise too_many()


def too_many() -> RejectionError:
    """Why a document with such a tag is not read."""
    return RejectionError(Reason.TOO_LARGE, f"a tag with more than {MOST} attributes")


@cache
def _few() -> re.Pattern[str]:
    """Text as far as no tag has too many. Nothing in it is tried twice."""
    attributes = rf"(?:{_ATTRIBUTE}){{0,{MOST}}}+ (?!{_ATTRIBUTE})"
    raw = "".join(rf"| <{name}(?=[\s/>]) {attributes} [\s/]*+ (?: >.*?(?:</{name}\b|\Z) | \Z )" for name in _RAW)
    pattern = rf"""
        (?: [^<]++
          | <!--.*?(?:-->|\Z)
          {raw}
          | <(?!(?:{"|".join(_RAW)})[\s/>])[A-Za-z][^\s/>]*+ {attributes}
          | <(?![A-Za-z])
        )*+
    """
    return re.compile(pattern, re.VERBOSE | re.DOTALL | re.IGNORECASE)
