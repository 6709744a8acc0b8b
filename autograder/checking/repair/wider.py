"""Changes that reach further: another part of the same function, a factor or term more, other brackets."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence

from autograder.checking.repair.calls import Candidate

# Of the parts of a function that may have been mistaken for each other, no more are tried.
_MOST_PARTS = 24


def parts_of(tree: ast.FunctionDef) -> list[ast.expr]:
    """Copies of the different entries and slices that a function reads, in its order."""
    found: dict[str, ast.expr] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            found.setdefault(ast.unparse(node), node)
    return copy.deepcopy([*found.values()][:_MOST_PARTS])


def wider_candidates(
    node: ast.expr, names: Sequence[str], parts: Sequence[ast.expr], labels: Sequence[str]
) -> Iterator[Candidate]:
    """What is tried in the place of one expression after all smaller changes.

    Parameters
    ----------
    names : sequence of str
        Variables of the function.
    parts : sequence of ast.expr
        What else the function reads.
    labels : sequence of str
        Parameters that hold class numbers.
    """
    if isinstance(node, ast.Subscript):
        yield from _paired_with_labels(node, labels)
    if isinstance(node, ast.Compare) and len(node.comparators) == 1:
        yield from _compared_with_labels(node, names, labels)
    if not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        return
    if isinstance(node, ast.BinOp):
        yield from _brackets(node)
        yield from _pairs(node)
    if isinstance(node, ast.BinOp | ast.Call):
        yield from _power_and_sum(node)
    if isinstance(node, ast.Call):
        yield from _brackets_of_call(node)
    if isinstance(node, ast.Subscript):
        yield from _of_all_entries(node)
        yield from (("the name", 5, ast.Name(name, ast.Load())) for name in names)
    if isinstance(node, ast.Compare):
        for name in names:
            larger = ast.Compare(ast.Name(name, ast.Load()), [ast.Gt()], [ast.Constant(0)])
            yield "what is compared", 4, larger
    if isinstance(node, ast.Subscript | ast.Name):
        text = ast.unparse(node)
        # An entry for another one is nearer than an entry for a variable.
        rank = 3 if isinstance(node, ast.Subscript) else 6
        yield from (("what stands there", rank, part) for part in parts if ast.unparse(part) != text)
        yield from _one_more(node, names)
    if isinstance(node, ast.Call):
        yield from _one_more(node, names)


def _paired_with_labels(node: ast.Subscript, labels: Sequence[str]) -> Iterator[Candidate]:
    """Rows paired with labels, in both orders, where labels alone or behind a slice are the index."""
    index = node.slice
    alone = index.elts[-1] if isinstance(index, ast.Tuple) and len(index.elts) == 2 else index
    if isinstance(alone, ast.Name) and alone.id in labels:
        rows = ast.parse(f"np.arange(len({alone.id}))", mode="eval").body
        for pair in ([rows, alone], [alone, rows]):
            paired = ast.Subscript(node.value, ast.Tuple(pair, ast.Load()), node.ctx)
            yield "how rows and labels are paired", 3, paired


def _compared_with_labels(
    node: ast.Compare, names: Sequence[str], labels: Sequence[str]
) -> Iterator[Candidate]:
    """Labels, or the label of one example, on either side of a comparison."""
    for label in labels:
        entries = [f"{label}[{name}]" for name in names if name not in labels]
        for text in (label, f"{label}[:, None]", *entries):
            other = ast.parse(text, mode="eval").body
            yield "what is compared", 3, ast.Compare(node.left, node.ops, [other])
            yield "what is compared", 3, ast.Compare(other, node.ops, node.comparators)


def _of_all_entries(node: ast.Subscript) -> Iterator[Candidate]:
    """A sum or a mean in the place of the first or the last entry."""
    if isinstance(node.slice, ast.Constant | ast.UnaryOp):
        for function in ("mean", "sum"):
            yield "whether all of it counts", 4, _called(function, node.value)


def _brackets(node: ast.BinOp) -> Iterator[Candidate]:
    """The same with other brackets: f(a) - b and f(a - b), a * (b + c) and a * b + c, one factor less."""
    left, right = node.left, node.right
    if isinstance(left, ast.Call) and len(left.args) == 1:
        inside = ast.Call(left.func, [ast.BinOp(left.args[0], node.op, right)], left.keywords)
        yield "the brackets", 3, inside
    if isinstance(right, ast.BinOp):
        yield "the brackets", 3, ast.BinOp(ast.BinOp(left, node.op, right.left), right.op, right.right)
    if isinstance(left, ast.BinOp):
        yield "the brackets", 3, ast.BinOp(left.left, left.op, ast.BinOp(left.right, node.op, right))
        yield "a part that is too much", 3, left.left
        if isinstance(left.left, ast.BinOp):
            yield "a part that is too much", 3, left.left.left
        yield "a part that is too much", 3, ast.BinOp(left.left, node.op, right)


def _pairs(node: ast.BinOp) -> Iterator[Candidate]:
    """A * d + b * c for a * c + b * d."""
    left, right = node.left, node.right
    if (
        isinstance(left, ast.BinOp)
        and isinstance(right, ast.BinOp)
        and isinstance(node.op, ast.Add | ast.Sub)
    ):
        if isinstance(left.op, ast.Mult) and isinstance(right.op, ast.Mult):
            first = ast.BinOp(left.left, left.op, right.right)
            yield (
                "what is multiplied with what",
                3,
                ast.BinOp(first, node.op, ast.BinOp(right.left, right.op, left.right)),
            )


def _power_and_sum(node: ast.BinOp | ast.Call) -> Iterator[Candidate]:
    """The sum of the squares for the square of the sum, as x.sum() writes it, and the other way round."""
    if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Call):
        call = node.left
        if isinstance(node.op, ast.Pow) and isinstance(call.func, ast.Attribute) and not call.args:
            powers = ast.BinOp(call.func.value, node.op, node.right)
            method = ast.Attribute(powers, call.func.attr, ast.Load())
            yield "the brackets", 3, ast.Call(method, [], call.keywords)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
        powers_of = node.func.value
        if isinstance(powers_of, ast.BinOp) and isinstance(powers_of.op, ast.Pow):
            method = ast.Attribute(powers_of.left, node.func.attr, ast.Load())
            total = ast.Call(method, [], node.keywords)
            yield "the brackets", 3, ast.BinOp(total, powers_of.op, powers_of.right)


def _brackets_of_call(node: ast.Call) -> Iterator[Candidate]:
    """f(a - b) as f(a) - b; g(f(x)) for f(g(x)); a function around that is missing."""
    if len(node.args) == 1 and isinstance(node.args[0], ast.Call) and len(node.args[0].args) == 1:
        first = ast.Call(node.func, node.args[0].args, node.keywords)
        yield "which function comes first", 3, ast.Call(node.args[0].func, [first], node.args[0].keywords)
    if len(node.args) == 1 and isinstance(node.args[0], ast.BinOp):
        inside = node.args[0]
        outside = ast.Call(node.func, [inside.left], node.keywords)
        yield "the brackets", 3, ast.BinOp(outside, inside.op, inside.right)
        other = ast.Call(node.func, [inside.right], node.keywords)
        yield "the brackets", 4, ast.BinOp(outside, inside.op, other)
    if len(node.args) == 1:
        for operator in (ast.Mult(), ast.Div()):
            scaled = ast.BinOp(node.args[0], operator, ast.Constant(2))
            yield "a factor", 4, ast.Call(node.func, [scaled], node.keywords)
    for function in ("log", "exp", "sqrt"):
        yield "a function that is missing", 5, _called(function, node)


def _one_more(node: ast.expr, names: Sequence[str]) -> Iterator[Candidate]:
    """A factor, a divisor, or a term more: any variable of the function, or 1 - itself."""
    complement = ast.BinOp(ast.Constant(1), ast.Sub(), node)
    yield "a factor", 6, ast.BinOp(node, ast.Mult(), complement)
    for name in names:
        other = ast.Name(name, ast.Load())
        for rank, operator in ((6, ast.Mult()), (6, ast.Div()), (7, ast.Add()), (7, ast.Sub())):
            idea = "a factor" if rank == 6 else "a term that is missing"
            yield idea, rank, ast.BinOp(node, operator, other)


def reduced_candidates(node: ast.expr) -> Iterator[Candidate]:
    """A whole right side, summed: along an axis, or altogether."""
    for keywords in ([ast.keyword("axis", ast.Constant(axis))] for axis in (0, 1)):
        yield "a sum that is missing", 4, ast.Call(_numpy("sum"), [node], keywords)
    for function in ("sum", "mean"):
        yield f"a {function} that is missing", 4, _called(function, node)


def size_candidates(node: ast.expr, sizes: Sequence[ast.expr]) -> Iterator[Candidate]:
    """Another size, or 1, in the place of one."""
    text = ast.unparse(node)
    is_size = text.startswith("len(") or ".shape[" in text or text.endswith(".size")
    if is_size and isinstance(node, ast.Call | ast.Subscript | ast.Attribute):
        for other in (ast.Constant(1), *sizes):
            if ast.unparse(other) != text:
                yield "which size it is", 2, other


def _called(function: str, argument: ast.expr) -> ast.Call:
    return ast.Call(_numpy(function), [argument], [])


def _numpy(function: str) -> ast.Attribute:
    return ast.Attribute(ast.Name("np", ast.Load()), function, ast.Load())
