"""Files a person publishes from become records for the raw topic, whatever their format."""

from streams.inputs.files import find_files, read_file
from streams.inputs.reading import FileRules
from streams.inputs.record import InputError, InputRecord

__all__ = ["FileRules", "InputError", "InputRecord", "find_files", "read_file"]
