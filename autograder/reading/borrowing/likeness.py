"""Functions compared up to their names: the same syntax tree without docstrings, annotations and local names.

Whoever copies an answer renames it, as a rule. Source is parsed here and never executed; the work is linear
in its length, and text that is longer than any homework is left alone.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.reading.bindings import parsed_python

Function = ast.FunctionDef | ast.AsyncFunctionDef

# Characters of a cell or a file that are looked at: longer than any of ours.
_MAX_SOURCE = 20_000
# IPython's magics and shell lines, which are no Python.
_MAGIC = re.compile(r"^[ \t]*[%!?].*$", re.MULTILINE)
# What a tree says besides what it computes.
_LEFT_OUT = frozenset({"annotation", "returns", "type_comment", "type_params", "ctx", "kind", "simple"})
# Fields that hold a name which the author chose.
_NAMES = {
    ast.Name: "id",
    ast.arg: "arg",
    ast.FunctionDef: "name",
    ast.AsyncFunctionDef: "name",
    ast.ExceptHandler: "name",
}


@dataclass(frozen=True)
class Likeness:
    """A function without its names.

    Parameters
    ----------
    name : str
        What it is called where it stands.
    digest : str
        Equal for functions that are the same up to names.
    size : int
        Nodes of its tree.
    """

    name: str
    digest: str
    size: int


def functions_of(source: str) -> list[Likeness]:
    r"""Every function and method of a cell or a file, and those that stand in one of them.

    Parameters
    ----------
    source : str
        Python, with IPython's magics; what does not parse has no functions.

    Examples
    --------
    >>> one, two = functions_of("def f(x):\n    'Twice.'\n    return x + x\ndef g(a: float): return a + a")
    >>> one.digest == two.digest, one.size
    (True, 8)
    """
    tree = _parsed(source)
    if tree is None:
        return []
    modules = _modules(tree)
    return [_likeness(function, modules) for function in _functions(tree.body)]


def _parsed(source: str) -> ast.Module | None:
    if len(source) > _MAX_SOURCE:
        return None
    for text in (source, _MAGIC.sub("", source)):
        try:
            return parsed_python(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return None


def _functions(body: list[ast.stmt], depth: int = 0) -> Iterator[Function]:
    """Functions, methods, and functions inside one: deeper ones would be looked at again and again."""
    for node in body:
        if isinstance(node, Function):
            yield node
        if isinstance(node, Function | ast.ClassDef) and depth < 2:
            yield from _functions(node.body, depth + 1)


def _modules(tree: ast.Module) -> dict[str, str]:
    """Name -> what it was imported as: `import numpy as xp` hides nothing.

    A helper of the course may as well be copied, so its name is one like any other.
    """
    imported = {"np": "numpy", "plt": "matplotlib.pyplot"}  # by the notebook's first cell
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported.update({each.asname: each.name for each in node.names if each.asname})
            imported.update({each.name: each.name for each in node.names if not each.asname})
        elif isinstance(node, ast.ImportFrom):
            imported.update({each.asname or each.name: f"{node.module}.{each.name}" for each in node.names})
    return {name: module for name, module in imported.items() if module.split(".")[0] != "course_lib"}


def _likeness(function: Function, modules: dict[str, str]) -> Likeness:
    nodes = list(ast.walk(function))
    own = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    words = list(_words(function, own, modules))
    digest = hashlib.sha256("\n".join(words).encode("utf-8", "backslashreplace")).hexdigest()
    return Likeness(function.name, digest, sum(word[0] == "<" for word in words))


def _words(function: Function, own: set[str], modules: dict[str, str]) -> Iterator[str]:
    """The tree written down, names by the order in which they appear."""
    order: dict[str, int] = {}
    waiting: list[Any] = [function]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            kept = [each for each in item if not _says_nothing(each)]
            yield f"[{len(kept)}]"
            waiting += reversed(kept)
        elif isinstance(item, ast.AST):
            yield f"<{'Assign' if isinstance(item, ast.AnnAssign) else type(item).__name__}>"
            waiting += reversed(_fields(item))
        elif isinstance(item, _Name):
            known = item not in own and (item in modules or hasattr(builtins, item))
            yield modules.get(item, item) if known else f"name {order.setdefault(item, len(order))}"
        else:
            yield f"{type(item).__name__} {item!r}"


class _Name(str):
    """A name that the author chose."""


def _fields(node: ast.AST) -> list[Any]:
    chosen = _NAMES.get(type(node))
    fields = {name: getattr(node, name, None) for name in node._fields if name not in _LEFT_OUT}
    if chosen is not None and fields[chosen] is not None:
        fields[chosen] = _Name(fields[chosen])
    if isinstance(node, ast.AnnAssign):
        fields["target"] = [node.target]
    if isinstance(node, ast.Global | ast.Nonlocal):
        fields["names"] = [_Name(name) for name in node.names]
    return list(fields.values())


def _says_nothing(item: Any) -> bool:
    """Whether a statement computes nothing: a docstring, or an annotation alone."""
    if isinstance(item, ast.AnnAssign):
        return item.value is None
    return isinstance(item, ast.Pass) or (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant))
