"""Every small change of a function, the simple ones first."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.checking.repair.edit import Edit, Slot, placed
from autograder.checking.repair.expressions import expression_candidates, scaled_candidates
from autograder.checking.repair.statements import block_candidates, made_by, statement_candidates
from autograder.checking.repair.wider import (
    parts_of,
    reduced_candidates,
    size_candidates,
    wider_candidates,
)

# Statements that are often missing behind the one that makes `{a}`; `{y}` is an argument that holds labels.
_OFTEN_MISSING = (
    "{a} = {a} - {a}.max(axis=-1, keepdims=True)",
    "{a} -= np.max({a})",
    "{a} = {a} - {a}.max(axis=0)",
    "{a} = {a} / {a}.sum(axis=-1, keepdims=True)",
    "{a} = np.maximum({a}, 0)",
    "{a} = {a}.copy()",
    "{a} = {a}.astype(float)",
    "{a} += 1",
    "{a} = {a} + 1",
)
_OFTEN_MISSING_WITH_LABELS = (
    "{a}[np.arange(len({y})), {y}] = 0",
    "{a}[np.arange(len({y})), {y}] -= 1",
)


def edits_of(tree: ast.FunctionDef, labels: Sequence[str] = ()) -> list[Edit]:
    """The small changes that are tried in one function, sorted: simple before far-fetched, then by line.

    Parameters
    ----------
    tree : ast.FunctionDef
    labels : sequence of str
        Parameters that hold class numbers.
    """
    names, sizes = _names(tree), [*_sizes(tree)]
    added = [*_often_missing(made_by(tree), labels)]
    edits = [
        *_in_expressions(tree, names, sizes),
        *_in_defaults(tree),
        *_in_statements(tree),
        *_in_blocks(tree, added),
    ]
    return sorted(edits, key=lambda edit: (edit.rank, edit.statement.lineno))


def wider_edits_of(tree: ast.FunctionDef, labels: Sequence[str] = ()) -> list[Edit]:
    """The changes that reach further, sorted as the small ones are; none has a rank below 2."""
    edits = _further(tree, _names(tree), [*_sizes(tree)], labels)
    return sorted(edits, key=lambda edit: (edit.rank, edit.statement.lineno))


def _names(tree: ast.FunctionDef) -> list[str]:
    return [*dict.fromkeys([*_parameters(tree), *_stored_in_order(tree)])]


def _parameters(tree: ast.FunctionDef) -> list[str]:
    return [each.arg for each in tree.args.args]


def _sizes(tree: ast.FunctionDef) -> Iterator[ast.expr]:
    for name in _parameters(tree):
        for text in (f"len({name})", f"{name}.shape[1]", name):
            yield _expression(text)


def _often_missing(names: set[str], labels: Sequence[str]) -> Iterator[tuple[str, ast.stmt]]:
    for name in sorted(names):
        for text in _OFTEN_MISSING:
            yield name, _statement(text.format(a=name))
        for label in labels:
            for text in _OFTEN_MISSING_WITH_LABELS:
                yield name, _statement(text.format(a=name, y=label))


@functools.cache
def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


@functools.cache
def _statement(text: str) -> ast.stmt:
    return ast.parse(text).body[0]


def _stored_in_order(tree: ast.FunctionDef) -> list[str]:
    return [
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]


def _edit(slot: Slot, new: Any, statement: ast.stmt, idea: str, rank: int) -> Edit:
    for node in new if isinstance(new, list) else [new]:
        placed(node, statement)
    return Edit(slot, new, statement, idea, rank, slot.value)


def _in_expressions(tree: ast.FunctionDef, names: Sequence[str], sizes: Sequence[ast.expr]) -> Iterator[Edit]:
    for statement in _statements(tree):
        for slot in _expression_slots(statement):
            for idea, rank, new in expression_candidates(slot.value, names):
                yield _edit(slot, new, statement, idea, rank)
        for slot in _right_sides(statement):
            for idea, rank, new in scaled_candidates(slot.value, sizes):
                yield _edit(slot, new, statement, idea, rank)


def _further(
    tree: ast.FunctionDef, names: Sequence[str], sizes: Sequence[ast.expr], labels: Sequence[str]
) -> Iterator[Edit]:
    parts = parts_of(tree)
    for statement in _statements(tree):
        for slot in _expression_slots(statement):
            for idea, rank, new in wider_candidates(slot.value, names, parts, labels):
                yield _edit(slot, new, statement, idea, rank)
            for idea, rank, new in size_candidates(slot.value, sizes):
                yield _edit(slot, new, statement, idea, rank)
        for slot in _right_sides(statement):
            for idea, rank, new in reduced_candidates(slot.value):
                yield _edit(slot, new, statement, idea, rank)


def _in_defaults(tree: ast.FunctionDef) -> Iterator[Edit]:
    """The numbers that parameters have where nothing is given for them."""
    for index, default in enumerate(tree.args.defaults):
        for idea, rank, new in expression_candidates(default, ()):
            yield _edit(Slot(tree.args, "defaults", index), new, tree, idea, rank)


def _in_statements(tree: ast.FunctionDef) -> Iterator[Edit]:
    for block in _blocks(tree):
        for index, statement in enumerate(block.value):
            slot = Slot(block.parent, block.field, index)
            if not _is_docstring(statement):
                for idea, rank, new in statement_candidates(statement):
                    yield _edit(slot, new, statement, idea, rank)


def _in_blocks(tree: ast.FunctionDef, added: Sequence[tuple[str, ast.stmt]]) -> Iterator[Edit]:
    for slot in _blocks(tree):
        for idea, rank, statement, new in block_candidates(slot.value, added):
            yield _edit(slot, new, statement, idea, rank)


def _statements(tree: ast.FunctionDef) -> Iterator[ast.stmt]:
    for block in _blocks(tree):
        yield from (each for each in block.value if not _is_docstring(each))


def _blocks(node: ast.AST) -> Iterator[Slot]:
    """Every list of statements below a node."""
    for each in ast.walk(node):
        for field in ("body", "orelse", "finalbody"):
            value = getattr(each, field, None)
            if isinstance(value, list) and value:
                yield Slot(each, field)


def _expression_slots(node: ast.AST) -> Iterator[Slot]:
    """Every expression of a statement, without those of the statements inside it."""
    for field, value in ast.iter_fields(node):
        pairs = [*enumerate(value)] if isinstance(value, list) else [(None, value)]
        for index, child in pairs:
            if isinstance(child, ast.expr):
                yield Slot(node, field, index)
            if isinstance(child, ast.expr | ast.keyword | ast.comprehension | ast.withitem):
                yield from _expression_slots(child)


def _right_sides(statement: ast.stmt) -> Iterator[Slot]:
    """What a statement assigns or returns: each value of a returned tuple by itself."""
    value = getattr(statement, "value", None)
    if not isinstance(statement, ast.Assign | ast.AugAssign | ast.Return) or value is None:
        return
    if isinstance(value, ast.Tuple):
        yield from (Slot(value, "elts", index) for index in range(len(value.elts)))
    else:
        yield Slot(statement, "value")


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
