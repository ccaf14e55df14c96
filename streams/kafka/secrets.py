"""Secrets in files, as Kubernetes and Docker mount them."""

import logging
from pathlib import Path

log = logging.getLogger(__name__)


def said(path: Path) -> str:
    """What the file says, without the mark and the newline that editors put at its ends.

    Raises ValueError, never with what it says. Control characters make one too: a file with two lines is no secret.
    """
    try:
        text = path.read_text(encoding="utf-8-sig").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise ValueError(f"{path} is no UTF-8 text") from None  # the cause would show it
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from error
    if not text or any(ord(char) < 32 for char in text):
        raise ValueError(f"{path} has to hold one line and nothing else")
    return text


def said_last(path: Path, last: dict[Path, str]) -> str:
    """What the file says; what it said `last` where it cannot be read at the moment. Raises ValueError the first time.

    Whoever writes a file anew empties it first, and that is no reason for a worker at work to end.
    """
    try:
        last[path] = said(path)
    except ValueError as error:
        if path not in last:
            raise
        log.warning("%s: what it said before is used on", error)
    return last[path]


def readable(path: Path) -> Path:
    """The path, if there is a file that can be read."""
    try:
        with path.expanduser().open("rb"):
            return path.expanduser()
    except (OSError, RuntimeError) as error:
        raise ValueError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
