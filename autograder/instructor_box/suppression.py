"""Whether a student's context manager may end an exception that leaves a test's `with` block.

An `__exit__` that returns True would otherwise end the test's own assertions, and an object of the student
could raise in the block before an assertion is reached. So it ends only what was raised whatever the code of
the student does: by a statement of the block itself in which all names are the language's, a module's or an
exception's. An assertion it never ends.
"""

from __future__ import annotations

import ast
import builtins
import linecache
import types
from typing import Any

from autograder.boxes.cells import is_cell, transformed

_MISSING = object()


def raised_whatever_the_student_does(problem: Exception) -> bool:
    """Whether an exception that leaves a `with` block of a test owes nothing to the student's code.

    Examples
    --------
    >>> raised_whatever_the_student_does(ValueError("not raised in a cell"))
    False
    """
    raised_at = problem.__traceback__
    if raised_at is None or isinstance(problem, AssertionError):
        return False
    frame = raised_at.tb_frame
    if not is_cell(frame.f_code.co_filename):
        return False
    source = "".join(linecache.getlines(frame.f_code.co_filename))
    try:
        tree = ast.parse(transformed(source))
    except (SyntaxError, ValueError):
        return False
    blocks = [
        node for node in ast.walk(tree) if isinstance(node, ast.With) and _is_left(node, frame.f_lineno)
    ]
    statements = [line for block in blocks for line in block.body if _covers(line, raised_at.tb_lineno)]
    return len(blocks) == len(statements) > 0 and all(_is_fixed(line, frame) for line in statements)


def _is_left(block: ast.With, line: int) -> bool:
    """Whether the interpreter is at the head of this block, where it leaves it."""
    heads = [item.context_expr for item in block.items]
    return block.lineno <= line <= max(head.end_lineno or head.lineno for head in heads)


def _covers(statement: ast.stmt, line: int) -> bool:
    return statement.lineno <= line <= (statement.end_lineno or statement.lineno)


def _is_fixed(statement: ast.stmt, frame: types.FrameType) -> bool:
    names = [node.id for node in ast.walk(statement) if isinstance(node, ast.Name)]
    return all(_is_of_the_language(_value(name, frame)) for name in names)


def _value(name: str, frame: types.FrameType) -> Any:
    """What a name stands for here, without asking the student's box for it."""
    if frame.f_locals is not frame.f_globals and name in frame.f_locals:
        return frame.f_locals[name]
    return dict.get(frame.f_globals, name, vars(builtins).get(name, _MISSING))


def _is_of_the_language(value: Any) -> bool:
    if isinstance(value, type):
        return issubclass(value, Exception) or value.__module__ == "builtins"
    return isinstance(value, types.ModuleType | types.BuiltinFunctionType)
