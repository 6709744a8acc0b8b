"""The instructor's cells as code: compiled once in a warm process, run by every fork of it."""

from __future__ import annotations

import ast
import functools
import hashlib
import inspect
import linecache
import marshal
from types import CodeType
from typing import Any

from IPython.core.async_helpers import get_asyncio_loop
from IPython.core.inputtransformer2 import TransformerManager

_Transformer: Any = TransformerManager  # IPython annotates it in part only

# Of a cell's statements, and of its last expression if it ends with one.
Code = tuple[CodeType, CodeType | None]
_AWAITING = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
# What IPython imports and compiles at its first cell.
FIRST_CELL = "%matplotlib inline\nimport numpy as np\n1 + 1"


def filename_of(source: str) -> str:
    """The file name under which tracebacks know a cell."""
    return f"<cell {hashlib.sha256(source.encode('utf-8', 'replace')).hexdigest()[:12]}>"


def is_cell(filename: str) -> bool:
    """Whether `filename` is that of an instructor's cell."""
    return filename.startswith("<cell ")


def transformed(source: str) -> str:
    """Turn a cell with IPython's magics into Python."""
    python: str = _Transformer().transform_cell(source)
    return python


@functools.lru_cache(maxsize=4096)
def compiled(source: str) -> Code:
    """Compile a cell.

    Raises
    ------
    SyntaxError, ValueError
        If the cell is no Python (with IPython's magics).
    """
    name = filename_of(source)
    tree = ast.parse(transformed(source), name)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
        last = compile(ast.Expression(tree.body[-1].value), name, "eval", _AWAITING, dont_inherit=True)
        del tree.body[-1]
    return compile(tree, name, "exec", _AWAITING, dont_inherit=True), last


def dumped(source: str) -> bytes:
    """A cell's code for another process of the same Python; nothing if the cell is no Python."""
    try:
        return marshal.dumps(compiled(source))
    except (SyntaxError, ValueError):
        return b""


def loaded(dump: bytes) -> Code | None:
    """The code of `dumped`."""
    return marshal.loads(dump) if dump else None


def run(code: CodeType, names: dict[str, Any]) -> Any:
    """Run a cell's code, and what it awaits at its top level to its end; returns an expression's value."""
    value = eval(code, names)
    if code.co_flags & inspect.CO_COROUTINE:
        return get_asyncio_loop().run_until_complete(value)
    return value


def remember_lines(source: str) -> None:
    """Let tracebacks and `inspect` show the cell's lines."""
    name = filename_of(source)
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
