"""Mechanical mutants of a syntax tree: one thing changed at one place."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator

Change = Callable[[ast.AST], None]

_OTHER_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
}
_OTHER_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_EDGES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}


def changes(node: ast.AST) -> Iterator[Change]:
    """Every way to change one node, each as a function that changes it in place."""
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _OTHER_OPERATORS:
        yield lambda here: setattr(here, "op", _OTHER_OPERATORS[type(here.op)]())  # type: ignore[attr-defined]
    if isinstance(node, ast.BinOp) and not isinstance(node.op, (ast.Add, ast.Mult)):
        yield _swap_operands
    if isinstance(node, ast.Compare):
        for table in (_OTHER_COMPARISONS, _EDGES):
            if type(node.ops[0]) in table:
                yield lambda here, table=table: here.ops.__setitem__(0, table[type(here.ops[0])]())
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        for step in (1, -1):
            yield lambda here, step=step: setattr(here, "value", here.value + step)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield lambda here: setattr(here, "op", ast.UAdd())
    if isinstance(node, ast.Call):
        for number, keyword in enumerate(node.keywords):
            if keyword.arg in ("axis", "keepdims"):
                yield lambda here, number=number: here.keywords.pop(number)
    if isinstance(node, (ast.FunctionDef, ast.For, ast.While, ast.If, ast.With)):
        for number, statement in enumerate(node.body):
            if not isinstance(statement, (ast.Return, ast.Pass)) and not _is_docstring(statement):
                yield lambda here, number=number: here.body.__setitem__(number, ast.Pass())


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _swap_operands(node: ast.BinOp) -> None:
    node.left, node.right = node.right, node.left


def mutants(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Every mutant of a syntax tree with a line that says what was changed, "old line -> new line".

    Examples
    --------
    >>> for line, _ in mutants(ast.parse("y = -x > 1")):
    ...     print(line)
    y = -x > 1 -> y = -x <= 1
    y = -x > 1 -> y = -x >= 1
    y = -x > 1 -> y = +x > 1
    y = -x > 1 -> y = -x > 2
    y = -x > 1 -> y = -x > 0
    """
    before = ast.unparse(tree).splitlines()
    for number, node in enumerate(ast.walk(tree)):
        for change in changes(node):
            mutant = copy.deepcopy(tree)
            change(next(each for n, each in enumerate(ast.walk(mutant)) if n == number))
            after = ast.unparse(mutant).splitlines()
            if after != before:  # x @ x has no other order
                yield _difference(before, after), mutant


def _difference(before: list[str], after: list[str]) -> str:
    for old, new in zip(before, after, strict=False):
        if old != new:
            return f"{old.strip()} -> {new.strip()}"
    return f"{before[-1].strip()} ->"
