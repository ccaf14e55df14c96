"""Pure: what was rejected, read back, and what of it may be sent to raw again."""

from streams.repair.choice import Asked, State, Wanted, offered, states
from streams.repair.rejection import REPLAYED, Original, Place, Rejection, original, read_rejection

__all__ = [
    "REPLAYED",
    "Asked",
    "Original",
    "Place",
    "Rejection",
    "State",
    "Wanted",
    "offered",
    "original",
    "read_rejection",
    "states",
]
