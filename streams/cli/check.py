"""What `newsmill publish --check` shows: what each article would become."""

from collections import Counter

import click

from schemas import RejectionError
from schemas.codec import encode
from streams.check import Checked, check_each
from streams.cli.files import Files
from streams.render.text import safe, safe_json, short
from streams.settings import load_settings

LONGEST_TITLE = 100
LONGEST_REASON = 1000
"""Characters of these that a line shows."""


def check_files(files: Files, *, as_json: bool) -> None:
    """A line for each article on standard output; exit status 1 where one would be rejected, or is left out."""
    settings, counts = load_settings(), Counter[bool]()

    def show(checked: Checked) -> None:
        counts[checked.problem is None] += 1
        click.echo(safe_json(encode(checked.told()).decode()) if as_json else safe(line(checked)))

    def left_out(where: str, problem: RejectionError) -> None:
        show(Checked(where.rpartition(":")[0], where, problem=problem))

    for checked in check_each(files.read(settings, left_out), settings):
        show(checked)
    if not as_json:
        click.echo(f"{counts[True]} accepted, {counts[False]} rejected; nothing is published")
    if counts[False]:
        raise SystemExit(1)


def line(checked: Checked) -> str:
    """One article for a person: where it stands, what it was read as, whose it is, its title, what was mended."""
    if checked.problem is not None:
        said = short(checked.problem.message, LONGEST_REASON)
        return f"{checked.where}: rejected as {checked.problem.reason.value}: {said}"
    article = checked.article or {}
    title = short(article.get("title") or article.get("body") or "", LONGEST_TITLE)
    what = "a retraction" if article.get("status") == "canceled" else f"“{title}”"
    repairs = "".join(f"; {repair.field} {repair.reason.value.replace('_', ' ')}" for repair in checked.repairs)
    return f"{checked.where}: {checked.format}: {article['source']}/{article['id']}: {what}{repairs}"
