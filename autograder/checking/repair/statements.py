"""What may stand in the place of a statement: nothing, `+=` for `=`, the same elsewhere, one more."""

from __future__ import annotations

import ast
import copy
import itertools
from collections.abc import Iterator, Sequence

Block = list[ast.stmt]
# What is tried in the place of a block: (idea, rank, which statement it is about, the new block).
BlockCandidate = tuple[str, int, ast.stmt, Block]
# What is tried in the place of one statement: (idea, rank, the new statement).
StatementCandidate = tuple[str, int, ast.stmt]

MOVED = "whether this line belongs into the loop"

_OTHER_IN_PLACE: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Pow: (ast.Mult,),
}


def statement_candidates(node: ast.stmt) -> Iterator[StatementCandidate]:
    """Everything that is tried in the place of one statement."""
    if isinstance(node, ast.AugAssign):
        for operator in _OTHER_IN_PLACE.get(type(node.op), ()):
            yield "the operator", 0, ast.AugAssign(node.target, operator(), node.value)
        yield "whether it adds or replaces", 1, ast.Assign([node.target], node.value)
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        if isinstance(node.targets[0], ast.Name | ast.Subscript | ast.Attribute):
            for in_place in (ast.Add(), ast.Sub()):
                new = ast.AugAssign(node.targets[0], in_place, node.value)
                yield "whether it adds or replaces", 1, new
        if isinstance(node.value, ast.Name):
            copied = ast.Call(ast.Attribute(node.value, "copy", ast.Load()), [], [])
            yield "whether it is a copy", 2, ast.Assign(node.targets, copied)
    if isinstance(node, ast.Return) and isinstance(node.value, ast.BinOp):
        parts = ast.Tuple([node.value.left, node.value.right], ast.Load())
        yield "how many results are returned", 2, ast.Return(parts)
    if isinstance(node, ast.If):
        yield "the condition", 1, ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        yield "the condition", 2, ast.If(ast.Constant(True), node.body, node.orelse)
        yield "the condition", 2, ast.If(ast.Constant(False), node.body, node.orelse)
    if isinstance(node, ast.Continue):
        yield "how the loop goes on", 1, ast.Break()
    if isinstance(node, ast.Break):
        yield "how the loop goes on", 1, ast.Continue()
    if not isinstance(node, ast.Return | ast.Pass | ast.FunctionDef):
        yield "whether this line is needed", 1, ast.Pass()


def block_candidates(block: Block, added: Sequence[tuple[str, ast.stmt]]) -> Iterator[BlockCandidate]:
    """Everything that is tried in the place of a whole block: two statements exchanged, one moved, one more.

    Parameters
    ----------
    added : sequence of (name, statement)
        Statements that may be missing behind the one that makes the variable `name`.
    """
    for number, (first, second) in enumerate(itertools.pairwise(block)):
        if not isinstance(second, ast.Return):
            exchanged = [*block[:number], second, first, *block[number + 2 :]]
            yield "the order of this line and the next", 2, first, exchanged
    for number, statement in enumerate(block):
        if isinstance(statement, ast.For | ast.While):
            for rank, moved, here in _moved_through(statement, block[:number], block[number + 1 :]):
                yield MOVED, rank, moved, here
    for number, statement in enumerate(block):
        made = made_by(statement)
        for name, more in added:
            if name in made:
                longer = [*block[: number + 1], more, *block[number + 1 :]]
                yield "what is still to be done after it", 5, statement, longer


def _moved_through(
    loop: ast.For | ast.While, before: Block, after: Block
) -> Iterator[tuple[int, ast.stmt, Block]]:
    """Blocks in which one statement at the edge of a loop is on its other side."""
    body, last = loop.body, loop.body[-1]
    if len(body) > 1:
        rank = 1 if isinstance(last, ast.Return) else 2
        yield rank, last, [*before, _with_body(loop, body[:-1]), last, *after]
        yield 2, body[0], [*before, body[0], _with_body(loop, body[1:]), *after]
    if after and not isinstance(after[0], ast.Return):
        yield 2, after[0], [*before, _with_body(loop, [*body, after[0]]), *after[1:]]
    if before:
        yield 3, before[-1], [*before[:-1], _with_body(loop, [before[-1], *body]), *after]


def _with_body(loop: ast.For | ast.While, body: Block) -> ast.stmt:
    changed = copy.copy(loop)
    changed.body = body
    return changed


def made_by(statement: ast.stmt) -> set[str]:
    """The variables that a statement makes or changes."""
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    } | {
        node.value.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Subscript)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
    }
