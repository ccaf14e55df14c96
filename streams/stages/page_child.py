"""`python -m streams.stages.page_child FD`: reads pages for a worker, one after the other, until the worker ends.

On the socket of that descriptor comes a document with the rules for it; back goes what came of it, an `Outcome`.
"""

import signal
import sys
from multiprocessing.connection import Connection
from typing import Literal, TypeAlias

from schemas import Reason, RejectionError
from streams.broker.guard import die_with_parent
from streams.formats.model import Document, Draft, Reading

Outcome: TypeAlias = (
    tuple[Literal["read"], list[Draft]]
    | tuple[Literal["rejected"], Reason, str]
    | tuple[Literal["no memory"], str]
    | tuple[Literal["defect"], str]
)


def read(document: Document, rules: Reading) -> Outcome:
    """What came of a page, as a value: not all exceptions can be sent."""
    from streams.formats.pages import read_page

    try:
        return "read", read_page(document, rules)
    except RejectionError as error:
        return "rejected", error.reason, error.message
    except MemoryError as error:
        return "no memory", str(error)
    except Exception as error:
        return "defect", f"{type(error).__name__}: {error}"


def main(descriptor: int) -> None:
    die_with_parent()  # here and not before exec: a fork of many threads had better not run Python
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the worker, which then ends this
    with Connection(descriptor) as worker:
        while True:
            try:
                document, rules = worker.recv()
            except EOFError:
                return
            worker.send(read(document, rules))


if __name__ == "__main__":
    main(int(sys.argv[1]))
