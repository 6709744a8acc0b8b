"""What a function makes and does not use, or leaves empty: a line may be missing there."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from autograder.checking.repair.place import Place
from autograder.checking.repair.program import Definition, functions_in


def unused_place(trees: Sequence[Definition]) -> Place | None:
    """The first `pass` in the place of a step, or else the last value that is made and never used."""
    functions = [function for tree in trees for function in functions_in(tree)]
    empty = next(
        (each for function in functions for each in ast.walk(function) if isinstance(each, ast.Pass)), None
    )
    if empty is not None:
        told = f"Line {empty.lineno} does nothing: is the step that belongs there still missing?"
        return Place(empty.lineno, "", "the `pass`", told=told, is_sure=False)
    made = [pair for function in functions for pair in _made_in_vain(function)]
    if not made:
        return None
    line, name = max(made)
    told = (
        f"Nothing uses `{name}` of line {line}: is a line missing that does, or is another name meant there?"
    )
    return Place(line, "", f"what becomes of `{name}`", told=told, is_sure=False)


def _made_in_vain(function: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """Line and name of what is assigned and never read; a name that begins with _ says so itself."""
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    for statement in ast.walk(function):
        if isinstance(statement, ast.Assign) and not isinstance(statement.targets[0], ast.Tuple):
            for target in statement.targets:
                if isinstance(target, ast.Name) and target.id not in read and not target.id.startswith("_"):
                    yield statement.lineno, target.id
