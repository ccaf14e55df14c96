"""`python -m tests.support.poisoned_pages FD`: what reads pages, but that some of them end it: `poison:WAY:pages`."""

import sys

from streams.formats.model import Document, Reading
from streams.stages import page_child
from tests.support.poisoned import WAYS, poison

_read = page_child.read


def read(document: Document, rules: Reading) -> page_child.Outcome:
    for way, end in WAYS.items():
        if poison(way, "pages").encode() in document.value:
            end()
    return _read(document, rules)


if __name__ == "__main__":
    page_child.read = read
    page_child.main(int(sys.argv[1]))
