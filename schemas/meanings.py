"""What the docstrings under fields and members say, for those who read schemas instead of code."""

import ast
import inspect
import re
from enum import Enum
from textwrap import dedent

_WITHIN_PARAGRAPH = re.compile(r"(?<!\n)\n(?![\n-])")


def one_line(text: str) -> str:
    """Each paragraph and each point of a list on one line."""
    return _WITHIN_PARAGRAPH.sub(" ", text)


def members(listed: type[Enum]) -> dict[str, str]:
    """What each value of a closed list means. Raises KeyError for a member without a docstring."""
    told = _docstrings(listed)
    return {member.value: told[name] for name, member in listed.__members__.items()}


def with_members(listed: type[Enum]) -> str:
    """What the list is, and a line for each of its values."""
    points = (f"- `{value}`: {meaning}" for value, meaning in members(listed).items())
    return "\n".join([one_line(inspect.getdoc(listed) or ""), "", *points])


def _docstrings(listed: type[Enum]) -> dict[str, str]:
    (tree,) = ast.parse(dedent(inspect.getsource(listed))).body
    assert isinstance(tree, ast.ClassDef)  # noqa: S101 - the source of a class
    told = {}
    for member, below in zip(tree.body, tree.body[1:], strict=False):
        match member, below:
            case ast.Assign(targets=[ast.Name(id=name)]), ast.Expr(value=ast.Constant(value=str(text))):
                told[name] = one_line(inspect.cleandoc(text))
    return told
