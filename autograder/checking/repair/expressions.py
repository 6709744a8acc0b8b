"""What may stand in the place of an expression: another operator, order, number, axis, name, factor."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence

from autograder.checking.repair.calls import Candidate, call_candidates

_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.MatMult, ast.Pow, ast.Add, ast.Sub),
    ast.Div: (ast.Mult, ast.FloorDiv, ast.Sub),
    ast.FloorDiv: (ast.Div, ast.Mod, ast.Mult),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitXor: (ast.Pow,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
_COMPARISONS: tuple[type[ast.cmpop], ...] = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_NUMBERS = (0, 1, 2, -1, 0.5)


def expression_candidates(node: ast.expr, names: Sequence[str]) -> Iterator[Candidate]:
    """Everything that is tried in the place of one expression.

    Parameters
    ----------
    names : sequence of str
        Variables of the function, which may have been mistaken for each other.
    """
    for kind, make in _BY_KIND.items():
        if isinstance(node, kind):
            yield from make(node)
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        for name in names:
            yield "what should not be a fixed number", 4, ast.Name(name, ast.Load())
            yield "what should not be a fixed number", 5, ast.UnaryOp(ast.USub(), ast.Name(name, ast.Load()))
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        yield from (("the name", 4, ast.Name(other, ast.Load())) for other in names if other != node.id)
    if isinstance(node, ast.Name | ast.Call | ast.BinOp | ast.Subscript | ast.Attribute) and not isinstance(
        getattr(node, "ctx", ast.Load()), ast.Store | ast.Del
    ):
        yield "the sign", 2, ast.UnaryOp(ast.USub(), node)


def scaled_candidates(node: ast.expr, sizes: Sequence[ast.expr]) -> Iterator[Candidate]:
    """A whole right side, or a returned value, with a factor that may be missing or too many.

    Parameters
    ----------
    sizes : sequence of ast.expr
        What the factor may be besides 2: len(X), the number of classes, a scalar argument.
    """
    for factor in (ast.Constant(2), *sizes):
        for operator in (ast.Div(), ast.Mult()):
            yield "a factor", 3, ast.BinOp(node, operator, factor)


def _binary(node: ast.BinOp) -> Iterator[Candidate]:
    for operator in _OPERATORS.get(type(node.op), ()):
        yield "the operator", 0, ast.BinOp(node.left, operator(), node.right)
    if not isinstance(node.op, ast.Add | ast.Mult):
        yield "the order of the two operands", 1, ast.BinOp(node.right, node.op, node.left)
    yield "a part that is too much", 2, node.left
    yield "a part that is too much", 2, node.right
    if isinstance(node.op, ast.MatMult):
        for left, right in ((True, False), (False, True), (True, True)):
            yield (
                "which of the two is transposed",
                2,
                ast.BinOp(
                    _transposed(node.left) if left else node.left,
                    node.op,
                    _transposed(node.right) if right else node.right,
                ),
            )
        swapped = ast.BinOp(_transposed(node.right), node.op, _transposed(node.left))
        yield "the order of the two operands", 3, swapped
    else:
        yield "the axes along which it is broadcast", 3, ast.BinOp(node.left, node.op, _column(node.right))
        yield "the axes along which it is broadcast", 3, ast.BinOp(_column(node.left), node.op, node.right)
    if isinstance(node.op, ast.Sub | ast.Add):
        for side, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(other, ast.BinOp) and isinstance(other.op, ast.Sub | ast.Add | ast.Div | ast.Mult):
                regrouped = ast.BinOp(ast.BinOp(side, node.op, other.left), other.op, other.right)
                yield "the brackets", 3, regrouped


def _transposed(node: ast.expr) -> ast.expr:
    """The transpose, without `.T` twice."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return node.value
    return ast.Attribute(node, "T", ast.Load())


def _column(node: ast.expr) -> ast.expr:
    """A vector as a column: value[:, None]."""
    index = ast.Tuple([ast.Slice(), ast.Constant(None)], ast.Load())
    return ast.Subscript(node, index, ast.Load())


def _comparison(node: ast.Compare) -> Iterator[Candidate]:
    operator, rest = node.ops[0], node.ops[1:]
    is_text = any(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in node.comparators)
    orders = _COMPARISONS[-2:] if is_text else _COMPARISONS
    others = [*orders] if isinstance(operator, _COMPARISONS) else [_OPPOSITE[type(operator)]]
    for other in others:
        if other is type(operator):
            continue
        yield "the comparison", 0, ast.Compare(node.left, [other(), *rest], node.comparators)
    if len(node.comparators) == 1 and not rest:
        for number in (0, 1):
            yield "what is compared", 2, ast.Compare(node.left, node.ops, [ast.Constant(number)])


def _constant(node: ast.Constant) -> Iterator[Candidate]:
    value = node.value
    if isinstance(value, bool):
        yield "True or False", 0, ast.Constant(not value)
    elif isinstance(value, int | float):
        others = dict.fromkeys((value - 1, value + 1, *_NUMBERS, -value, 2 * value, value / 2))
        for other in others:
            if other != value or type(other) is not type(value):
                yield "the number", 0 if abs(other - value) == 1 else 1, ast.Constant(other)


def _unary(node: ast.UnaryOp) -> Iterator[Candidate]:
    if isinstance(node.op, ast.USub | ast.UAdd):
        yield "the sign", 0, node.operand
        yield "the sign", 0, ast.UnaryOp(ast.USub(), node.operand)
    else:
        yield "the condition", 0, node.operand


def _attribute(node: ast.Attribute) -> Iterator[Candidate]:
    if node.attr == "T":
        yield "the transpose", 1, node.value


def _subscript(node: ast.Subscript) -> Iterator[Candidate]:
    if isinstance(node.ctx, ast.Load):
        yield "an index that is too much", 3, node.value
    index = node.slice
    if isinstance(index, ast.Tuple) and len(index.elts) == 2:
        swapped = ast.Tuple(index.elts[::-1], ast.Load())
        yield "the order of the indices", 1, ast.Subscript(node.value, swapped, node.ctx)
    if isinstance(index, ast.Tuple):
        return
    if isinstance(node.value, ast.Subscript) and not isinstance(node.value.slice, ast.Tuple | ast.Slice):
        inner = ast.Subscript(node.value.value, index, ast.Load())
        yield "the order of the indices", 1, ast.Subscript(inner, node.value.slice, node.ctx)
    if not isinstance(index, ast.Slice | ast.Constant):
        for number in (1, -1):
            moved = ast.BinOp(index, ast.Add(), ast.Constant(number))
            yield "the index", 2, ast.Subscript(node.value, moved, node.ctx)


def _slice(node: ast.Slice) -> Iterator[Candidate]:
    if node.lower is not None:
        yield "the index", 2, ast.Slice(None, node.upper, node.step)
    if node.upper is not None:
        yield "the index", 2, ast.Slice(node.lower, None, node.step)
    if node.lower is None and node.upper is not None:
        yield "the index", 2, ast.Slice(node.upper, None, node.step)


def _boolean(node: ast.BoolOp) -> Iterator[Candidate]:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield "the condition", 0, ast.BoolOp(other, node.values)
    if len(node.values) == 2:
        yield from (("the condition", 1, value) for value in node.values)


def _choice(node: ast.IfExp) -> Iterator[Candidate]:
    yield "the condition", 1, ast.IfExp(node.test, node.orelse, node.body)
    yield "the condition", 2, node.body
    yield "the condition", 2, node.orelse


def _pair(node: ast.Tuple | ast.List) -> Iterator[Candidate]:
    if len(node.elts) == 2 and isinstance(node.ctx, ast.Load):
        yield "the order of the two", 1, type(node)(node.elts[::-1], ast.Load())


_BY_KIND: dict[type[ast.expr], Callable[..., Iterator[Candidate]]] = {
    ast.BinOp: _binary,
    ast.Compare: _comparison,
    ast.Constant: _constant,
    ast.UnaryOp: _unary,
    ast.Call: call_candidates,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.BoolOp: _boolean,
    ast.IfExp: _choice,
    ast.Tuple: _pair,
    ast.List: _pair,
}
