"""Files a person publishes from: JSON lines, JSON and saved pages become records for the raw topic."""

from streams.inputs.files import read_file
from streams.inputs.record import InputError, InputRecord

__all__ = ["InputError", "InputRecord", "read_file"]
