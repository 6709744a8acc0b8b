"""Values on the way: which of a function's own arrays are right, and the first with which all would be.

A copy of the function notes its variables statement by statement while it works on a case. What equals one of
the case's `steps`, in whatever layout and under whatever name, is right. Where a variable does not, the right
values are put into it: if then every case is right, it was wrong there, and all that follows it is right.
"""

from __future__ import annotations

import ast
import copy
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checking.call import ask
from autograder.checking.prediction import CaseResult
from autograder.checking.repair.place import Place, Right
from autograder.checking.repair.program import Definition, Program
from autograder.checking.repair.statements import made_by
from autograder.exercises.exercise import Exercise

# More iterations than a public case can need: what is noted more often is no value on the way.
_MOST_NOTES = 2000
_SEEN, _GIVEN = "__seen__", "__given__"
# Of the largest entry.
_TOLERANCE = 1e-6

Try = Callable[[Callable[..., Any], Sequence[CaseResult]], bool]


@dataclass(frozen=True)
class Spot:
    """A variable behind a statement: the tree, the number of the statement in it, the name."""

    tree: int
    number: int
    name: str


@dataclass(frozen=True)
class Noted:
    """A variable behind a statement in one case: of a loop, its values in all iterations, stacked."""

    spot: Spot
    statement: ast.stmt
    value: np.ndarray


def right_values(program: Program, exercise: Exercise, result: CaseResult) -> list[Right]:
    """The variables that are right in a case, in the order of the code: what each is, and where."""
    found: dict[str, Right] = {}
    for noted in _noted(program, exercise, result):
        what = next((name for name, step in result.case.steps if _equals(noted.value, step)), None)
        if what is not None and noted.value.size > 1 and what not in found:
            found[what] = Right(noted.statement.lineno, noted.spot.name, what)
    return sorted(found.values(), key=lambda each: each.line)


def first_wrong_value(
    program: Program, exercise: Exercise, results: Sequence[CaseResult], makes_right: Try, seconds: float
) -> tuple[Place, ast.stmt] | None:
    """Find the first variable with whose right values every case is right; None without one, or time.

    Parameters
    ----------
    results : sequence of CaseResult
        The failing ones first, each with `steps` in its case.
    makes_right : callable
        function, results -> whether all of them are right with it.
    seconds : float
        CPU time.
    """
    deadline = time.process_time() + seconds
    first = next((each for each in results if not each.passed and _shows(each)), results[0])
    for noted in _noted(program, exercise, first):
        if any(_equals(noted.value, step) for _, step in first.case.steps):
            continue
        fitting = [
            (_agreement(noted.value, as_laid), number, transposed)
            for number, (_, step) in enumerate(first.case.steps)
            for transposed, as_laid in _layouts(step, noted.value.shape)
        ]
        for _, number, transposed in sorted(fitting, key=lambda each: -each[0]):
            if time.process_time() > deadline:
                return None
            if _heals(program, noted.spot, number, transposed, results, makes_right):
                step = _laid(first.case.steps[number][1], transposed, noted.value.shape)
                return _described(noted, first, step), noted.statement
    return None


def _shows(result: CaseResult) -> bool:
    """Whether the sizes of a case tell axes apart."""
    shapes = [np.shape(step) for _, step in result.case.steps]
    return result.case.smooth and all(1 not in shape and len(set(shape)) == len(shape) for shape in shapes)


# ------------------------------------------------------------ noting


def _noted(program: Program, exercise: Exercise, result: CaseResult) -> list[Noted]:
    """Every array and number that the function makes in a case."""
    values: dict[Spot, list[Any]] = {}
    statements: dict[Spot, ast.stmt] = {}

    def seen(tree: int, number: int, name: str, value: Any) -> None:
        kept = values.setdefault(Spot(tree, number, name), [])
        if len(kept) < _MOST_NOTES and isinstance(value, np.ndarray | np.generic | float | int | list):
            kept.append(copy.deepcopy(value))

    for index, tree in enumerate(program.trees):
        for number, statement in enumerate(_statements(tree)):
            for name in sorted(made_by(statement)):
                statements[Spot(index, number, name)] = statement
    trees = [_noting(tree, index) for index, tree in enumerate(program.trees)]
    with program.defined_as(trees, {_SEEN: seen}) as function, suppress(TimeoutError):
        if function is not None:  # which ended in this case before, so only `ask` limits it
            ask(function, exercise, result.case)
    noted = (
        Noted(spot, statements[spot], array) for spot, kept in values.items() for array in _stacked(kept)
    )
    return sorted(noted, key=lambda each: (each.spot.tree, each.statement.end_lineno or 0))


def _stacked(kept: Sequence[Any]) -> Iterator[np.ndarray]:
    try:
        array = np.asarray(kept[0] if len(kept) == 1 else kept, dtype=float)
    except (TypeError, ValueError, IndexError):  # text, or rows of different lengths
        return
    yield array


def _statements(tree: Definition) -> list[ast.stmt]:
    """Every statement that makes something, in a fixed order."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.For | ast.While)
    ]


def _noting(tree: Definition, index: int) -> Definition:
    """A copy that hands on each variable behind the statement that makes it."""

    def calls(number: int, statement: ast.stmt) -> Iterator[str]:
        for name in sorted(made_by(statement)):
            yield f"{_SEEN}({index}, {number}, {name!r}, locals().get({name!r}))"

    return _with_lines_behind(tree, calls)


def _with_lines_behind(tree: Definition, lines: Callable[[int, ast.stmt], Iterator[str]]) -> Definition:
    """A copy with lines of code behind its statements."""
    made = copy.deepcopy(tree)
    numbers = {id(statement): number for number, statement in enumerate(_statements(made))}
    for node in list(ast.walk(made)):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                setattr(node, field, [each for one in block for each in _longer(one, numbers, lines)])
    return made


def _longer(
    statement: ast.stmt, numbers: dict[int, int], lines: Callable[[int, ast.stmt], Iterator[str]]
) -> Iterator[ast.stmt]:
    yield statement
    if id(statement) in numbers:
        for line in lines(numbers[id(statement)], statement):
            [added] = ast.parse(line).body
            yield ast.copy_location(added, statement)


# ------------------------------------------------------------ comparing


def _layouts(step: np.ndarray, shape: tuple[int, ...]) -> Iterator[tuple[bool, np.ndarray]]:
    """The step in that shape, as it is and transposed, where only axes of length 1 or a grouping differ."""
    seen: list[np.ndarray] = []
    for transposed in (False, True):
        turned = step.T if transposed else step
        fits = np.squeeze(turned).shape == tuple(n for n in shape if n != 1) or len(shape) <= 1
        if turned.size == np.prod(shape, dtype=int) and fits:
            laid = turned.reshape(shape)
            if not any(np.array_equal(laid, each) for each in seen):
                seen.append(laid)
                yield transposed, laid


def _laid(step: np.ndarray, transposed: bool, shape: tuple[int, ...]) -> np.ndarray:
    return (step.T if transposed else step).reshape(shape)


def _equals(value: np.ndarray, step: np.ndarray) -> bool:
    return any(_agreement(value, laid) == 1 for _, laid in _layouts(np.asarray(step), value.shape))


def _agreement(value: np.ndarray, step: np.ndarray) -> float:
    """Share of the entries that are equal."""
    with np.errstate(all="ignore"):
        slack = _TOLERANCE * np.abs(step).max(initial=1e-3)
        return float(np.mean(np.abs(value - step) <= slack))


# ------------------------------------------------------------ putting right values in


def _heals(
    program: Program,
    spot: Spot,
    number: int,
    transposed: bool,
    results: Sequence[CaseResult],
    makes_right: Try,
) -> bool:
    """Whether all cases are right with the right values in a variable behind its statement."""

    def lines(at: int, statement: ast.stmt) -> Iterator[str]:
        if at == spot.number:
            yield f"{spot.name} = {_GIVEN}({spot.name})"

    trees = list(program.trees)
    trees[spot.tree] = _with_lines_behind(trees[spot.tree], lines)
    waiting: list[np.ndarray] = []

    def given(value: Any) -> Any:
        shape = np.shape(value)
        if waiting[0].size == np.size(value):
            return waiting[0].reshape(shape).copy()
        taken, waiting[0] = np.split(waiting[0].reshape(-1), [np.size(value)])
        return taken.reshape(shape)[()]

    with program.defined_as(trees, {_GIVEN: given}) as function:
        if function is None:
            return False
        for each in results:
            step = each.case.steps[number][1]
            waiting[:] = [np.asarray(step.T if transposed else step, dtype=float)]
            if not makes_right(function, [each]):
                return False
    return True


def _described(noted: Noted, result: CaseResult, step: np.ndarray) -> Place:
    name, line = noted.spot.name, noted.statement.lineno
    value = noted.value
    with np.errstate(all="ignore"):
        off = np.abs(value - step)
        off = np.where(np.isfinite(off), off, np.inf)
    at = np.unravel_index(np.argmax(off), value.shape) if value.ndim else ()
    where = f"entry [{', '.join(str(int(i)) for i in at)}] of `{name}`"
    told = (
        f"In the case “{result.case.name}”, {where} is {float(value[at]):.6g} then; with "
        f"{float(step[at]):.6g} there, and the other entries right as well, every case is right."
        if value.ndim
        else f"In the case “{result.case.name}”, `{name}` is {float(value):.6g} then; with "
        f"{float(step):.6g} every case is right."
    )
    return Place(line, "", f"how `{name}` comes about", told=told)
