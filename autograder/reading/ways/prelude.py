"""What a test that runs together needs of the tests before it that run apart."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence

from autograder.reading.bindings import python_tree, used_names


def prelude(source: str, earlier: Sequence[str], asked: Collection[str]) -> str:
    r"""The definitions of earlier test cells that a test reads, in their order.

    In a kernel a test finds what the tests before it have bound. Those that run apart leave nothing in the
    student's process, so that what they define (imports, helpers, constants) goes along.

    Parameters
    ----------
    source : str
        Of the test.
    earlier : sequence of str
        Of the test cells before it that run apart.
    asked : collection of str
        Names that are the student's to bind.

    Examples
    --------
    >>> prelude("assert near(f(1), 2)", ["def near(a, b):\n    return a == b"], {"f"})
    'def near(a, b):\n    return a == b'
    >>> prelude("assert f(1) == 2", ["x = 3\nassert f(x) == 4"], {"f"})
    ''
    """
    needed = _read_first(_statements(source)) - set(asked)
    kept: list[str] = []
    for cell in reversed(earlier):
        for statement in reversed(_statements(cell)):
            bound = _bound(statement) - set(asked)
            if bound & needed:
                needed |= used_names(ast.unparse(statement)) - set(asked)
                kept.append(ast.unparse(statement))
    return "\n".join(reversed(kept))


def _statements(source: str) -> list[ast.stmt]:
    try:
        return python_tree(source).body
    except (SyntaxError, ValueError):
        return []


def _read_first(statements: Sequence[ast.stmt]) -> set[str]:
    """Names that some statements read before they bind them themselves."""
    read: set[str] = set()
    bound: set[str] = set()
    for statement in statements:
        read |= used_names(ast.unparse(statement)) - bound
        bound |= _bound(statement)
    return read


def _bound(statement: ast.stmt) -> set[str]:
    """Names that a definition, an import or an assignment binds."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.partition(".")[0] for alias in statement.names}
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        nodes = (node for target in targets for node in ast.walk(target))
        return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return set()
