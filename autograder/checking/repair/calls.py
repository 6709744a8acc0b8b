"""What may stand in the place of a call: another function, axis, range, order, or none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

# What is tried at an expression: (idea, rank, the new node).
Candidate = tuple[str, int, ast.AST]

# Functions and methods that are taken for each other.
_CONFUSED = (
    ("sum", "mean", "max", "min", "prod"),
    ("argmax", "argmin", "argsort"),
    ("maximum", "minimum"),
    ("log", "log10", "log2", "log1p", "exp"),
    ("exp", "log", "exp2", "expm1"),
    ("sin", "cos", "tanh", "sinh", "cosh"),
    ("abs", "square", "sign"),
    ("sqrt", "square", "abs"),
    ("dot", "multiply", "outer"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("floor", "ceil", "round"),
    ("permutation", "integers"),
)


def call_candidates(node: ast.Call) -> Iterator[Candidate]:
    """Everything that is tried in the place of one call."""
    yield from _keywords(node)
    name = _function_name(node)
    if len(node.args) == 1 and not node.keywords and name in _OF_EACH_ENTRY:
        yield "a function that is too much", 1, node.args[0]
        yield "the function", 2, _clamped(node.args[0])
    if name == "norm" and node.args:
        yield "the function", 1, ast.Call(ast.Attribute(node.args[0], "sum", ast.Load()), [], node.keywords)
    for group in _CONFUSED:
        if name in group:
            for other in group:
                if other != name:
                    yield "the function", 1, ast.Call(_renamed(node.func, other), node.args, node.keywords)
    if len(node.args) == 2 and not any(isinstance(each, ast.Starred) for each in node.args):
        yield "the order of the arguments", 2, ast.Call(node.func, node.args[::-1], node.keywords)
    if name == "range" and len(node.args) == 1:
        length = node.args[0]
        for number in (1, -1):
            yield (
                "where the range ends",
                1,
                ast.Call(node.func, [ast.BinOp(length, ast.Add(), ast.Constant(number))], []),
            )
        yield "where the range starts", 1, ast.Call(node.func, [ast.Constant(1), length], [])
        two = ast.Constant(2)
        yield "where the range ends", 3, ast.Call(node.func, [ast.BinOp(length, ast.FloorDiv(), two)], [])
    if name == "range" and len(node.args) >= 2:
        yield "where the range starts", 1, ast.Call(node.func, node.args[1:], [])
    if name in ("zeros_like", "empty_like", "ones_like"):
        as_floats = [*node.keywords, ast.keyword("dtype", ast.Name("float", ast.Load()))]
        yield "the type of the array", 2, ast.Call(node.func, node.args, as_floats)
    if name == "exp" and len(node.args) == 1:
        yield from _shifted(node)
    if name == "einsum" and node.args:
        yield from _letters(node)
    if len(node.args) == 1 and not node.keywords:
        yield "a function that is too much", 2, node.args[0]
    if isinstance(node.func, ast.Attribute) and not _is_numpy(node.func.value):
        yield "a call that is too much", 3, node.func.value


def _letters(node: ast.Call) -> Iterator[Candidate]:
    """The letters of one array of np.einsum in the other order, and letters for each other in the result."""
    first = node.args[0]
    if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
        return
    parts = re.split(r"(,|->)", first.value)
    letters = sorted(set(re.findall(r"[A-Za-z]", first.value)))
    for index, part in enumerate(parts):
        others = [part[::-1]] if len(part) == 2 else []
        others += [part.replace(old, new) for old in dict.fromkeys(part) for new in letters if old.isalpha()]
        for other in dict.fromkeys(others):
            if other != part:
                text = "".join([*parts[:index], other, *parts[index + 1 :]])
                changed = ast.Call(node.func, [ast.Constant(text), *node.args[1:]], node.keywords)
                yield "the letters", 1 if other == part[::-1] else 2, changed


# Functions that one may have too many of, or take for max(0, .).
_OF_EACH_ENTRY = frozenset({"abs", "sqrt", "square", "log", "exp", "sign", "tanh", "fabs"})


def _clamped(node: ast.expr) -> ast.Call:
    maximum = ast.Attribute(ast.Name("np", ast.Load()), "maximum", ast.Load())
    return ast.Call(maximum, [node, ast.Constant(0)], [])


def _shifted(node: ast.Call) -> Iterator[Candidate]:
    """The exponential of what has its largest entry subtracted, of each row or of all."""
    argument = node.args[0]
    for keywords in (
        [ast.keyword("axis", ast.Constant(-1)), ast.keyword("keepdims", ast.Constant(True))],
        [],
    ):
        largest = ast.Call(ast.Attribute(argument, "max", ast.Load()), [], keywords)
        yield (
            "how large the exponent can get",
            3,
            ast.Call(node.func, [ast.BinOp(argument, ast.Sub(), largest)], node.keywords),
        )


_REDUCTIONS = frozenset("sum mean max min prod argmax argmin std var cumsum norm reduce take".split())


def _keywords(node: ast.Call) -> Iterator[Candidate]:
    """Another axis, none, one where there is none; with keepdims and without."""
    given = {keyword.arg: keyword for keyword in node.keywords}
    others = [keyword for keyword in node.keywords if keyword.arg != "axis"]
    if "axis" in given:
        yield "the axis", 1, ast.Call(node.func, node.args, others)
    for keyword in node.keywords:
        if keyword.arg == "dtype" and ast.unparse(keyword.value) != "float":
            rest = [each for each in node.keywords if each is not keyword]
            as_floats = ast.keyword("dtype", ast.Name("float", ast.Load()))
            yield "the type of the array", 0, ast.Call(node.func, node.args, [*rest, as_floats])
    is_reduction = _function_name(node) in _REDUCTIONS
    if is_reduction or "axis" in given:
        was = ast.unparse(given["axis"].value) if "axis" in given else ""
        for axis in (0, 1, -1):
            if str(axis) != was:
                keyword = ast.keyword("axis", ast.Constant(axis))
                yield "the axis", 0, ast.Call(node.func, node.args, [*others, keyword])
                if "keepdims" not in given:
                    kept = ast.keyword("keepdims", ast.Constant(True))
                    yield "the axis", 2, ast.Call(node.func, node.args, [*others, keyword, kept])
    if "keepdims" in given:
        left = [keyword for keyword in node.keywords if keyword.arg != "keepdims"]
        yield "whether the summed axis is kept", 0, ast.Call(node.func, node.args, left)
    elif is_reduction:
        kept = ast.keyword("keepdims", ast.Constant(True))
        yield "whether the summed axis is kept", 0, ast.Call(node.func, node.args, [*node.keywords, kept])


def _is_numpy(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "numpy")


def _function_name(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _renamed(function: ast.expr, name: str) -> ast.expr:
    if isinstance(function, ast.Attribute):
        return ast.Attribute(function.value, name, ast.Load())
    return ast.Name(name, ast.Load())
