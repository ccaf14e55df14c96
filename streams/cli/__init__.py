"""The command `newsmill`: one module for each command."""

from streams.cli.group import main

__all__ = ["main"]
