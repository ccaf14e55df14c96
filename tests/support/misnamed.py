"""Batches of records whose header names are not UTF-8, which no client in Python would send."""

from collections.abc import Sequence
from typing import Any

from aiokafka.record import default_records


class Latin1(str):
    """A name that goes out in Latin-1, whatever encoding is asked for."""

    def encode(self, _encoding: str = "", _errors: str = "") -> bytes:
        return super().encode("latin-1")


def builder(compression: int = 0) -> Any:
    """What takes names of type Latin1 as they are: aiokafka's builder in C demands `str`."""
    return default_records._DefaultRecordBatchBuilderPy(2, compression, 0, -1, -1, -1, 1 << 20)


def batch(names: Sequence[str], compression: int = 0) -> bytes:
    """A batch of one record for each name; values count from 0."""
    building = builder(compression)
    for number, name in enumerate(names):
        building.append(number, 1000 + number, b"key", b"%d" % number, [(name, b"value"), ("after", None)])
    return bytes(building.build())
