"""What the text of a student's function tells: that it is a stub, or not that of the newest cell."""

from __future__ import annotations

import linecache
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any


def is_stub(function: Callable[..., Any]) -> bool:
    """Whether the body does nothing, as far as the text is known: `pass`, `...`, a docstring.

    Examples
    --------
    >>> is_stub(abs)
    False
    """
    import ast

    try:
        tree = ast.parse(_own_lines(function))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    first = tree.body[0] if tree.body else None
    return isinstance(first, ast.FunctionDef) and all(
        isinstance(each, ast.Pass) or (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))
        for each in first.body
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
        What the name stands for now.
    name : str

    Returns
    -------
    number : int or None
        Of the input, as JupyterLab shows it; None if the function is that of the newest definition, or if
        that cannot be known: outside IPython, or for a function that no cell defines.
    """
    code = getattr(function, "__code__", None)
    inputs = _inputs()
    if code is None or not inputs:
        return None
    own = "".join(linecache.getlines(code.co_filename)).strip()
    made_in = max((number for number, text in enumerate(inputs) if text.strip() == own), default=0)
    definition = re.compile(rf"^(async +)?def +{re.escape(name)}\b", re.MULTILINE)
    newest = max((number for number, text in enumerate(inputs) if definition.search(text)), default=0)
    return newest if own and 0 < made_in < newest else None


def _inputs() -> Sequence[str]:
    """What was run in this kernel, by its number; nothing outside IPython."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    inputs = getattr(shell, "user_ns", {}).get("In", ())
    return [text for text in inputs if isinstance(text, str)]
