"""One change of a syntax tree at one place, which can be taken back."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class Slot:
    """A place in a tree: a field of a node, or one element of a field that is a list."""

    parent: ast.AST
    field: str
    index: int | None = None

    @property
    def value(self) -> Any:
        """What stands there."""
        value = getattr(self.parent, self.field)
        return value if self.index is None else value[self.index]

    def put(self, value: Any) -> None:
        """Put something else there."""
        if self.index is None:
            setattr(self.parent, self.field, value)
        else:
            getattr(self.parent, self.field)[self.index] = value


@dataclass(frozen=True, eq=False)
class Edit:
    """Something else at a place.

    Parameters
    ----------
    slot : Slot
    new : object
        A node, a list of nodes, an operator: what fits there.
    statement : ast.stmt
        The statement in which it is.
    idea : str
        What kind of change it is, in words that go on after "Look at".
    rank : int
        How early it is tried: simple changes before others.
    """

    slot: Slot
    new: Any
    statement: ast.stmt
    idea: str
    rank: int
    old: Any = None

    def apply(self) -> None:
        """Make the change."""
        self.slot.put(self.new)

    def undo(self) -> None:
        """Take it back."""
        self.slot.put(self.old)


def placed(new: ast.AST, like: ast.AST) -> ast.AST:
    """Give new nodes the line of the node they replace; nodes that have one keep it."""
    line, column = getattr(like, "lineno", 1), getattr(like, "col_offset", 0)
    for node in ast.walk(new):
        if isinstance(node, (ast.expr, ast.stmt, ast.keyword, ast.arg)) and not hasattr(node, "lineno"):
            node.lineno = node.end_lineno = line
            node.col_offset = node.end_col_offset = column
    return new


def names_one_of(edit: Edit, outputs: Iterable[str]) -> bool:
    """Whether the statement of an edit names one of these outputs: `dW`, `grads["b1"]`, `loss_sum`."""
    ends = [output.split(".")[-1] for output in outputs]
    words = [_word(node) for node in ast.walk(edit.statement)]
    return any(word.startswith(end) or word.endswith(end) for word in words for end in ends if word)


def _word(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
