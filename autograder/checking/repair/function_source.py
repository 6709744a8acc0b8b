"""What the text of a student's function tells: that it is a stub, or not that of the newest cell."""

from __future__ import annotations

import linecache
import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from autograder.checking.call import code_of

if TYPE_CHECKING:
    import ast


def is_stub(function: Callable[..., Any]) -> bool:
    """Whether the body computes nothing, as far as the text is known.

    `pass`, `...` and a docstring do not, nor does `dx = None` with `return dx`, as courses hand it out.

    Examples
    --------
    >>> is_stub(abs)
    False
    """
    import ast

    first = _definition(function)
    if first is None:
        return False
    stored = {
        node.id for node in ast.walk(first) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return all(
        isinstance(each, ast.Pass)
        or (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))
        or (isinstance(each, ast.Assign | ast.Return) and _is_fixed(each.value, stored))
        for each in first.body
    )


def computes(function: Callable[..., Any]) -> bool:
    """Whether the text shows arithmetic or entries that are set: whoever returns zeros has written something.

    Arithmetic in a tuple that a call is given is that of a shape, and counts for nothing.

    Examples
    --------
    >>> computes(abs)
    False
    """
    import ast

    def is_work(node: ast.AST) -> bool:
        if isinstance(node, ast.BinOp | ast.AugAssign):
            return True
        if isinstance(node, ast.Assign) and any(isinstance(each, ast.Subscript) for each in node.targets):
            return True
        is_call = isinstance(node, ast.Call)
        parts = ast.iter_child_nodes(node)
        return any(is_work(part) for part in parts if not (is_call and isinstance(part, ast.Tuple)))

    definition = _definition(function)
    return definition is not None and any(map(is_work, definition.body))


def _definition(function: Callable[..., Any]) -> ast.FunctionDef | None:
    """The syntax tree of a function; None where its text is not known or is another thing."""
    import ast

    try:
        tree = ast.parse(_own_lines(function))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    first = tree.body[0] if tree.body else None
    return first if isinstance(first, ast.FunctionDef) else None


def _is_fixed(value: Any, names: set[str]) -> bool:
    """Whether an expression is None, 0 or empty, a name given to such, or several of these."""
    import ast

    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    return all(
        part is None
        or (isinstance(part, ast.Constant) and not part.value)
        or (isinstance(part, ast.Name) and part.id in names)
        for part in parts
    )


def _own_lines(function: Callable[..., Any]) -> str:
    """The lines of a function; empty where they are not known."""
    import inspect
    import textwrap

    try:
        return textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError, SyntaxError, ValueError):
        return ""


def failed_cell(function: Callable[..., Any], name: str) -> int | None:
    """The number of a cell that defines the function anew, was run later, and did not get so far.

    Parameters
    ----------
    function : callable
        What the name stands for now: a function or a class.
    name : str

    Returns
    -------
    number : int or None
        Of the input, as JupyterLab shows it; None if the function is that of the newest definition, or if
        that cannot be known: outside IPython, or for a function that no cell defines.
    """
    code = code_of(function)
    inputs = _inputs()
    if code is None or not inputs:
        return None
    own = "".join(linecache.getlines(code.co_filename)).strip()
    made_in = max((number for number, text in enumerate(inputs) if text.strip() == own), default=0)
    definition = re.compile(rf"^(async +def|def|class) +{re.escape(name)}\b", re.MULTILINE)
    newest = max((number for number, text in enumerate(inputs) if definition.search(text)), default=0)
    return newest if own and 0 < made_in < newest else None


def _inputs() -> Sequence[str]:
    """What was run in this kernel, by its number; nothing outside IPython."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    inputs = getattr(shell, "user_ns", {}).get("In", ())
    return [text for text in inputs if isinstance(text, str)]
