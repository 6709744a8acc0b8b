"""Tests that cannot fail, found by their text and by what they leave behind.

nbgrader gives a test cell all its points unless something is raised in it, or its last value is a number. So
a comparison that nobody asserts, or an assertion of what is always true, gives its points to any answer.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence

from autograder.reading.bindings import python_tree

_TRUTH_VALUES = ("True", "False", "np.True_", "np.False_")
_HARMLESS = frozenset(dir(builtins)) - {"exec", "eval", "getattr", "next", "__import__"} | {"display"}
_SWALLOWING = ("AssertionError", "Exception", "BaseException")
# Context managers that surround a test and check nothing themselves.
_CHECKS_NOTHING = frozenset(
    "suppress nullcontext errstate printoptions catch_warnings redirect_stdout redirect_stderr open patch "
    "TemporaryDirectory TemporaryFile NamedTemporaryFile".split()
)
_QUOTED_CHARACTERS = 60


def weakness(source: str, last_value: str | None) -> str:
    """Why a test cell cannot fail, or a part of it; empty if nothing speaks against it.

    Parameters
    ----------
    source : str
        Of the cell, with its hidden tests.
    last_value : str or None
        The text of its last value where the solution passes; None if it has none.

    Examples
    --------
    >>> weakness("area(2, 2) == 4", "True")
    'its last value is True or False; nothing fails: write assert'
    >>> weakness("assert (area(2, 2) == 4, 'wrong')", None)
    "line 1, `assert (area(2, 2) == 4, 'wrong')`, is always true"
    >>> weakness("assert area(2, 2) == 4", None)
    ''
    """
    if last_value in _TRUTH_VALUES:
        return "its last value is True or False; nothing fails: write assert"
    try:
        tree = python_tree(source)
    except (SyntaxError, ValueError):
        return ""
    for statement in ast.walk(tree):
        if isinstance(statement, ast.Assert) and _truth(statement.test) is True:
            text = ast.unparse(statement)[:_QUOTED_CHARACTERS]
            return f"line {statement.lineno}, `{text}`, is always true"
    if last_value is not None and _is_number(last_value):
        return ""
    if not any(_may_fail(statement) for statement in _statements(tree.body)):
        return "no statement in it can fail: write assert"
    return ""


def _is_number(text: str) -> bool:
    inner = text.partition("(")[2].rstrip(")") if text.startswith("np.") else text
    try:
        float(inner)
    except ValueError:
        return False
    return True


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements that run and whose errors arrive; not those in functions, nor what an `except` swallows."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if isinstance(statement, ast.Try | ast.TryStar):
            if not any(map(_swallows, statement.handlers)):
                yield from _statements(statement.body)
            for handler in statement.handlers:
                yield from _statements(handler.body)
            yield from _statements([*statement.orelse, *statement.finalbody])
            continue
        if isinstance(statement, ast.With | ast.AsyncWith) and any(map(_suppresses, statement.items)):
            continue
        for field in ("body", "orelse"):
            yield from _statements(getattr(statement, field, []))
        for case in getattr(statement, "cases", []):
            yield from _statements(case.body)


def _swallows(handler: ast.ExceptHandler) -> bool:
    """Whether a failed assertion ends in the handler."""
    if handler.type is None:
        return True
    return _hold_assertions(handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type])


def _suppresses(item: ast.withitem) -> bool:
    """Whether a failed assertion ends in the context manager, `contextlib.suppress(AssertionError)`."""
    call = item.context_expr
    return isinstance(call, ast.Call) and _name(call.func) == "suppress" and _hold_assertions(call.args)


def _hold_assertions(names: Sequence[ast.expr]) -> bool:
    return any(isinstance(name, ast.Name) and name.id in _SWALLOWING for name in names)


def _name(function: ast.expr) -> str:
    """The last name of what is called."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _may_fail(statement: ast.stmt) -> bool:
    """Whether the statement is there to fail: an assertion, an exception, a call for its own sake."""
    if isinstance(statement, ast.Assert | ast.Raise):
        return True
    if isinstance(statement, ast.With | ast.AsyncWith):
        calls = [item.context_expr for item in statement.items if isinstance(item.context_expr, ast.Call)]
        return any(_name(call.func) not in _CHECKS_NOTHING for call in calls)
    call = statement.value if isinstance(statement, ast.Expr | ast.Assign) else None
    if isinstance(call, ast.Await):
        call = call.value
    if not isinstance(call, ast.Call):
        return False
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    # A value that is kept is looked at elsewhere; a call for its own sake is a helper that asserts.
    return isinstance(statement, ast.Expr) and name not in _HARMLESS


def _truth(node: ast.expr) -> bool | None:
    """What an expression is always taken for; None if that depends."""
    match node:
        case ast.Constant(value=value):
            return bool(value)
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return bool(parts) if not any(isinstance(part, ast.Starred) for part in parts) else None
        case ast.Dict(keys=keys):
            return bool(keys) if None not in keys else None
        case ast.JoinedStr(values=parts):
            return True if any(isinstance(part, ast.Constant) and part.value for part in parts) else None
        case ast.Lambda() | ast.GeneratorExp():
            return True
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = _truth(operand)
            return None if inner is None else not inner
        case ast.BoolOp(op=operator, values=parts):
            decisive = isinstance(operator, ast.Or)
            truths = [_truth(part) for part in parts]
            if decisive in truths:
                return decisive
            return None if None in truths else not decisive
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            return True if ast.dump(left) == ast.dump(right) and not _makes_objects(left) else None
    return None


def _makes_objects(node: ast.expr) -> bool:
    """Whether it calls a class, whose new objects are equal only if it says so."""
    calls = (part for part in ast.walk(node) if isinstance(part, ast.Call))
    return any(_name(call.func)[:1].isupper() for call in calls)
