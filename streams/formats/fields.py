"""From what a document tells to the fields of an article: one place for versions, status, identity and repairs."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas import Format, Mend, Reason, RejectionError, Repair
from schemas.article import LONGEST_KEYWORD, MOST_KEYWORDS
from streams.formats.addresses import clean, clean_id, host_of
from streams.formats.dates import read_moment
from streams.formats.model import Draft, Reading

LONGEST_NAME = 512
"""Characters of a source or an id, as `schemas.article.Name` has it."""

CANCELED = frozenset({"canceled", "cancelled", "withheld", "killed", "kill", "recalled", "unpublished", "deleted"})
"""What takes an article back: ninjs and NewsML-G2 say canceled and withheld, Superdesk killed and recalled too."""

_SPACES = re.compile(r"\s+")
_LINE_END = re.compile(r"\r\n?|\x0b|\x0c|\u2028|\u0085")
_QCODE = re.compile(r"^.*[:/#]")


@dataclass(slots=True)
class Told:
    """What a document tells about one article, as it tells it: any JSON value may stand anywhere, None for nothing.

    `url` is relative to `base`. Of the moments in `published_at` the first that can be read counts, of the names in
    `source` the first that is there. Texts are plain, without markup. `more` goes on into the article as it is.
    """

    id: object = None
    source: Sequence[object] = ()
    url: object = None
    base: str | None = None
    title: object = None
    summary: object = None
    byline: object = None
    body: object = None
    language: object = None
    published_at: Sequence[object] = ()
    version: object = None
    status: str = "usable"
    keywords: object = None
    more: Mapping[str, Any] = field(default_factory=dict)


def draft(told: Told, format: Format, rules: Reading) -> Draft:  # noqa: A002 - the field's own name
    """The fields that can be read; what is there and cannot is left out and told in `repairs`."""
    moments = [moment for moment in told.published_at if moment not in (None, "")]
    read: dict[str, tuple[object, object]] = {  # what was told, what it was read as
        "url": (told.url, clean(told.url, told.base) if isinstance(told.url, str) else None),
        "title": (told.title, line(told.title)),
        "summary": (told.summary, block(told.summary)),
        "byline": (told.byline, line(told.byline)),
        "body": (told.body, block(told.body)),
        "language": (told.language, line(told.language)),
        "published_at": (moments, _first_moment(moments, rules)),
        "version": (told.version, version_of(told.version)),
        "keywords": (told.keywords, keywords_of(told.keywords)),
    }
    named = {"source": source_of(told.source, told.url, told.id), "id": id_of(told.id)}
    fields: dict[str, object] = {name: value for name, value in named.items() if value is not None}
    fields |= {name: value for name, (_, value) in read.items() if value is not None}
    if told.status != "usable":
        fields["status"] = told.status
    lost = [name for name, (sent, value) in read.items() if value is None and not _is_nothing(sent)]
    repairs = tuple(Repair(field=name, reason=Mend.LEFT_OUT) for name in lost)
    return Draft(fields | {name: value for name, value in told.more.items() if value is not None}, format, repairs)


def check_count(articles: int, rules: Reading) -> None:
    """Raises RejectionError where a document has more articles than are read of one."""
    if articles > rules.most_articles:
        raise RejectionError(Reason.MANY_ARTICLES, f"more than {rules.most_articles} articles in one document")


def _is_nothing(sent: object) -> bool:
    return sent is None or sent == [] or sent == {} or (isinstance(sent, str) and not sent.strip())


def line(value: object) -> str | None:
    """A text on one line; None for no text, and for none in it."""
    return _SPACES.sub(" ", value).strip() or None if isinstance(value, str) else None


def block(value: object) -> str | None:
    """A text with its lines, each ended by a newline alone."""
    return _LINE_END.sub("\n", value).strip() or None if isinstance(value, str) else None


def _first_moment(told: Iterable[object], rules: Reading) -> str | None:
    texts = (str(one) for one in told if isinstance(one, str | int | float) and not isinstance(one, bool))
    return next((moment for text in texts if (moment := read_moment(text, rules))), None)


def version_of(value: object) -> int | None:
    """A version, told as a number or as its digits; None for what is none, or has more than 63 bits.

    >>> [version_of(told) for told in (3, "4", " 1927777166 ", 2.0, "1.2", True, None, 2**63)]
    [3, 4, 1927777166, 2, None, None, None, None]
    """
    if isinstance(value, float) and value.is_integer():  # JSON has one kind of number
        value = int(value)
    if isinstance(value, str) and len(value) < 40 and value.strip().isascii() and value.strip().isdigit():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63 else None


def status_of(told: object) -> str:
    """The status that a publication status means, told in words or as a code of a vocabulary.

    >>> [status_of(told) for told in ("usable", "stat:canceled", "Withheld", None)]
    ['usable', 'canceled', 'canceled', 'usable']
    """
    word = _QCODE.sub("", told.strip()).lower() if isinstance(told, str) else ""
    return "canceled" if word in CANCELED else "usable"


def keywords_of(told: object) -> list[str] | None:
    """Keywords from a list of texts or of objects with a name, or from a text with commas; each once, within bounds."""
    if isinstance(told, str):
        told = told.split(",")
    if not isinstance(told, list):
        return None
    names = (line(one.get("name") if isinstance(one, dict) else one) for one in told)
    kept = dict.fromkeys(name for name in names if name and len(name) <= LONGEST_KEYWORD)
    return list(kept)[:MOST_KEYWORDS] or None


def id_of(told: object) -> str | None:
    """What a document calls its article, without session tokens; a number as its digits, a long one as its hash."""
    if isinstance(told, int) and not isinstance(told, bool):
        told = str(told)
    name = line(told)
    if name is None:
        return None
    name = clean_id(name)
    return name if len(name) <= LONGEST_NAME else _hash(name)


def source_of(names: Iterable[object], *addresses: object) -> str | None:
    """The first name that is there, else the host of the first address."""
    told = next((name for name in map(line, names) if name), None)
    hosts = (host_of(address) for address in addresses if isinstance(address, str))
    name = told or next((host for host in hosts if host), None)
    return name[:LONGEST_NAME].strip() if name else None


def identity(*, id: str | None, url: str | None, title: str | None, body: str | None) -> str:  # noqa: A002 - as it is published
    """What an article is called: by its document, else its address, else a hash of title and text.

    The same document read again gives the same; a changed text without either is another article.
    """
    return id_of(id) or id_of(url) or _hash(f"{title or ''}\n{body or ''}")


def _hash(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
