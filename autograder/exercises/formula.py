"""A formula that a student wrote as text, read without running it and compared by its values.

Only numbers, the letters of the blank, + - * / **, and log, exp, sqrt are read, from Python's own syntax
tree: nothing of the text is ever evaluated as code. SymPy then puts exact fractions in for the letters. Two
formulas that agree at all of the points are the same, however they are written.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

_MOST_CHARACTERS = 200
_LARGEST_NUMBER = 10**6
_LARGEST_POWER = 8
# For the first letter, the second, ...: a column is one point. All are positive, so that logarithms are real.
_POINTS = (("1/3", "2/7", "5/4"), ("3/5", "9/8", "1/6"), ("7/3", "2/5", "8/9"), ("4/9", "5/3", "3/11"))
N_POINTS = len(_POINTS[0])
_MORE = "a formula with more than letters, numbers, + - * / **, log, exp and sqrt"


class NotAFormula(ValueError):
    """A text that is no formula in the letters of its blank; continues "it returns ..."."""


def values_of(formula: Callable[..., float]) -> tuple[float, ...]:
    """What a formula, given as a function of its letters in their order, is at each of the points."""
    from fractions import Fraction

    count = formula.__code__.co_argcount
    points = zip(*([float(Fraction(text)) for text in row] for row in _POINTS[:count]), strict=True)
    return tuple(float(formula(*point)) for point in points)


def read(answer: Any, letters: Sequence[str]) -> Any:
    """Return the values of a text that is a formula in these letters; anything else as it is.

    Examples
    --------
    >>> read("p - t", ("p", "t")) == read("-(t - 2*p/2)", ("p", "t"))
    True
    >>> read("p - q", ("p", "t"))
    Traceback (most recent call last):
    autograder.exercises.formula.NotAFormula: a formula with `q`, which is none of its letters: p, t
    """
    is_formula = bool(letters) and issubclass(type(answer), str)
    return _values(str.__str__(answer), letters) if is_formula else answer


def _values(text: str, letters: Sequence[str]) -> list[float]:
    import sympy

    expression = _expression(text, letters)
    rows = _POINTS[: len(letters)]
    points = [
        dict(zip(letters, (sympy.Rational(row[k]) for row in rows), strict=True)) for k in range(N_POINTS)
    ]
    values = [sympy.N(expression.subs(point)) for point in points]
    return [float(value) if value.is_real else float("nan") for value in values]


def _expression(text: str, letters: Sequence[str]) -> Any:
    import sympy

    if len(text) > _MOST_CHARACTERS:
        raise NotAFormula(f"a text of {len(text)} characters where a formula has {_MOST_CHARACTERS} at most")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        return _Reading(sympy, letters).of(tree)
    except (SyntaxError, RecursionError, MemoryError, ValueError) as problem:
        if isinstance(problem, NotAFormula):
            raise
        raise NotAFormula("a text that cannot be read as a formula: write 2*x, not 2x") from None


class _Reading:
    """From a syntax tree to an expression of SymPy, piece by piece; anything else is refused."""

    def __init__(self, sympy: Any, letters: Sequence[str]):
        self.sympy = sympy
        self.letters = letters
        self.functions = {"log": sympy.log, "ln": sympy.log, "exp": sympy.exp, "sqrt": sympy.sqrt}

    def of(self, node: ast.expr) -> Any:
        """The expression of one node."""
        if isinstance(node, ast.Constant):
            return self._number(node.value)
        if isinstance(node, ast.Name):
            return self._letter(node.id)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            return -self.of(node.operand) if isinstance(node.op, ast.USub) else self.of(node.operand)
        if isinstance(node, ast.BinOp):
            return self._combined(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
            return self._called(node.func.id, node.args)
        raise NotAFormula(_MORE)

    def _number(self, value: Any) -> Any:
        if type(value) not in (int, float):
            raise NotAFormula(_MORE)
        if not abs(value) <= _LARGEST_NUMBER:
            raise NotAFormula(f"a formula with a number above {_LARGEST_NUMBER:,}")
        return self.sympy.Rational(repr(value))

    def _letter(self, name: str) -> Any:
        if name not in self.letters:
            raise NotAFormula(
                f"a formula with `{name}`, which is none of its letters: {', '.join(self.letters)}"
            )
        return self.sympy.Symbol(name)

    def _combined(self, node: ast.BinOp) -> Any:
        if isinstance(node.op, ast.Pow):
            _refuse_nested(node.left, ast.Pow)
        left, right = self.of(node.left), self.of(node.right)
        match node.op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case ast.Div():
                return left / right
            case ast.Pow() if right.is_Integer and abs(right) <= _LARGEST_POWER:
                return left**right
            case ast.Pow():
                raise NotAFormula(f"a formula with a power that is no whole number up to {_LARGEST_POWER}")
        raise NotAFormula("a formula with an operator that is none of + - * / ** (a power is written x**2)")

    def _called(self, name: str, arguments: list[ast.expr]) -> Any:
        if name not in self.functions or len(arguments) != 1:
            raise NotAFormula("a formula that calls something else than log, exp or sqrt of one thing")
        _refuse_nested(arguments[0], ast.Call)
        return self.functions[name](self.of(arguments[0]))


def _refuse_nested(inner: ast.expr, kind: type[ast.AST]) -> None:
    """Refuse what could grow without bound: a function of a function, a power of a power."""
    if any(isinstance(node, kind) for node in ast.walk(inner)):
        raise NotAFormula("a formula with a function inside a function, or a power of a power")
