"""A page saved as text becomes an article: what stands above the text is told apart, the text is left alone.

    Harbour Daily                                   site        → source
                                                    (blank lines may stand anywhere)
    Grain terminal reopens after storm              headline    → title
    By Ines Duarte                                  byline
    3 hours ago                                     date        → published_at
    Ships load again at the port's largest pier.    standfirst  → summary

    The terminal …                                  body: everything else, to the last line, as it stands

What is not recognised stays in the body, so nothing on the page is lost.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path

from schemas import Format, Mend, RejectionError, Repair
from streams.formats import Draft
from streams.inputs.documents import article_record, fitting
from streams.inputs.page_head import PageHead, read_head
from streams.inputs.page_lines import PageLine
from streams.inputs.reading import FileRules
from streams.inputs.record import InputRecord, Place, key_of
from streams.inputs.whole import content_of, in_unicode, plain_name

_TITLE = re.compile(r"^(?:title|headline)\s*:\s*", re.IGNORECASE)


def read_page(path: Path, place: Place, rules: FileRules) -> Iterator[InputRecord]:
    """The article of a page saved as UTF-8 text; its folder is its source where the page has no site line."""
    try:
        with path.open("rb") as file:
            data = content_of(file, rules)
    except RejectionError as problem:
        rules.tell(place.of(1, 1), problem)
        return
    yield from fitting(
        [_page_record(data, in_unicode(plain_name(path).stem), place, rules)], place, rules, rules.longest
    )


def _page_record(data: bytes, article_id: str, place: Place, rules: FileRules) -> InputRecord:
    source = rules.source or place.folder or "pages"
    try:
        # `utf-8-sig` drops a byte order mark; line ends are the file's, not the article's.
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:  # a guessed encoding could publish a wrong name: screen rejects the bytes instead
        return InputRecord(key_of({"source": source, "id": article_id}), data, (), "", place.file)
    zone = rules.documents.default_timezone
    fields = parse_page(text, source=source, article_id=article_id, reference_time=rules.reference_time, timezone=zone)
    undated = "published_text" in fields and "published_at" not in fields
    repairs = (Repair(field="published_at", reason=Mend.LEFT_OUT),) if undated else ()
    return article_record(Draft(fields, Format.PAGE, repairs), place, rules.source)


def parse_page(
    text: str,
    *,
    source: str,
    article_id: str,
    url: str | None = None,
    reference_time: datetime | None = None,
    timezone: str | None = None,
) -> dict[str, str]:
    """The fields of an Article for a page whose line ends are "\\n".

    `source` is used where the page has no site line, whose slug it is otherwise ("Harbour Daily" → "harbour-daily").
    Only `source`, `id` and `body` are always there. `updated_at` is the date of a line such as "Updated: …";
    `published_text` keeps, as printed, a date that tells no exact time: a relative or an ambiguous one, and one without
    a zone where no `timezone` (such as "Europe/Berlin") says how to read it.
    """
    head = read_head(text, source, reference_time)
    body, summary = _texts(text, head)
    found = {
        "source": slug(head.site.text) if head.site else source,
        "id": article_id,
        "url": url or _first(line.metadata.url for line in head.metadata_lines),
        "title": _TITLE.sub("", head.title.text) if head.title and body else None,
        "summary": summary,
        "byline": ", ".join(line.metadata.byline for line in head.metadata_lines if line.metadata.byline) or None,
        "body": body or text.strip(),
        **_dates(head.metadata_lines, timezone),
    }
    return {name: value for name, value in found.items() if value is not None}


def slug(name: str) -> str:
    """A site's name as a source: lower case, words joined by hyphens, letters of any script kept."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^\w.]+", "-", plain).strip("-.").removeprefix("www.") or name


def _texts(page: str, head: PageHead) -> tuple[str, str | None]:
    """Body and summary; a page that ends with its standfirst has no other body than that."""
    rest = page[head.end :].strip("\n").rstrip()
    body = "\n\n".join(part for part in (_unread(head.unread), rest) if part.strip())
    summary = head.summary.text if head.summary else None
    return (body, summary) if body or not summary else (summary, None)


def _unread(lines: Iterable[PageLine]) -> str:
    """The lines of the head that are in no field, lines of one block kept together."""
    blocks = groupby(sorted(lines, key=lambda line: line.end), key=lambda line: line.block)
    return "\n\n".join("\n".join(line.text for line in block) for _, block in blocks)


def _dates(metadata_lines: Iterable[PageLine], timezone: str | None) -> dict[str, str | None]:
    dates = [date for line in metadata_lines for date in line.metadata.dates]
    published = _first(date.moment(timezone) for date in dates if not date.update)
    updated = _first(date.moment(timezone) for date in dates if date.update)
    inexact = [date.text for date in dates if date.relative or not date.moment(timezone)]
    return {
        "published_at": published or updated,  # this text was published when it was updated
        "updated_at": updated,
        "published_text": "; ".join(inexact) or None,
    }


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
