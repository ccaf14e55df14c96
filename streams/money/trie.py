"""Many strings as one pattern that reads each character once."""

import re
from collections.abc import Iterable

Node = dict[str, "Node"]


def pattern(words: Iterable[str]) -> str:
    """A regular expression for the longest of `words`; a space in one matches a line feed or a hyphen too."""
    root: Node = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _render(root)


def _render(node: Node) -> str:
    branches = [_character(character) + _render(child) for character, child in sorted(node.items()) if character]
    if not branches:
        return ""
    if "" in node:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _character(character: str) -> str:
    return r"(?:[ \u00a0-]|\r?\n)" if character == " " else re.escape(character)
