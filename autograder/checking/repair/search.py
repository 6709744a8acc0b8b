"""The search for the change that makes all cases right: cheap tries, the smallest failing case first."""

from __future__ import annotations

import ast
import contextlib
import linecache
import os
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from autograder.boxes.course_answers import answers_withheld
from autograder.checking.call import Answer, ask, code_of, parameters_of
from autograder.checking.call_limits import can_limit_time, memory_limited, time_limited
from autograder.checking.prediction import CaseResult
from autograder.checking.repair.candidates import edits_of, wider_edits_of
from autograder.checking.repair.edit import Edit, names_one_of
from autograder.checking.repair.place import Place, Right
from autograder.checking.repair.program import Definition, Program, functions_in, program_of
from autograder.checking.repair.run_lines import place_only_where_wrong
from autograder.checking.repair.unused import unused_place
from autograder.checking.repair.values import first_wrong_value, right_values
from autograder.exercises.exercise import Exercise

# What a search may take, in CPU seconds, and how much one try may: an edit can make a loop endless.
search_seconds = 1.5
_TRY_SECONDS = 0.5
_VALUES_SECONDS = 1.0
# How long it is looked for one change that makes all right, where one is known that makes some outputs right.
_SECONDS_FOR_ALL = 0.75
_MOST_ENDLESS = 3
# By how many ranks a change is tried earlier in a statement that names a wrong output.
_SUSPICION = 3
_MOST_BYTES = 2**30


def repaired(
    function: Callable[..., object], exercise: Exercise, results: Sequence[CaseResult]
) -> Place | None:
    """Find the first change that makes all cases right.

    Without one, the change that makes more outputs right in every case, and after it one that makes all
    right; without that one, the first alone. None if no change does anything, or there is no time for it.

    Parameters
    ----------
    function : callable
        The student's, in whose process this runs.
    results : sequence of CaseResult
        Of the public cases that count, at least one of them wrong. Only their numbers are used.
    """
    program = program_of(function)
    if program is None or not (can_limit_time() or _has_only_bounded_loops(program)):
        return None
    labels, ordered = _labels(function, exercise), _telling_first(results)
    with _quietly():
        found = _mending(program, labels, exercise, ordered)
        if found is None:
            return None
        first = _described(found.edit, function)
        if found.outputs == _outputs(exercise):
            return first
        found.edit.apply()
        program.define(found.tree)
        other = _mending(program, labels, exercise, ordered, found.outputs)
        is_all = other is not None and other.outputs == _outputs(exercise)
        second = _described(other.edit, function) if other is not None and is_all else None
        found.edit.undo()
        mends = tuple(spec.name for spec in exercise.returned if spec.name in found.outputs - found.before)
        return replace(first, mends=mends, second=second)


@dataclass(frozen=True)
class _Mending:
    """An edit with which more outputs are right in every case than before."""

    edit: Edit
    tree: Definition
    before: frozenset[str]
    outputs: frozenset[str]


def _mending(
    program: Program,
    labels: Sequence[str],
    exercise: Exercise,
    ordered: Sequence[CaseResult],
    before: frozenset[str] | None = None,
) -> _Mending | None:
    """Find the first edit that makes all outputs right, else the one that makes the most of them right."""
    begin, endless, all_outputs = time.process_time(), 0, _outputs(exercise)
    # Where it stops, an output that is right once it does not is no sign of a place.
    returns = all(each.answer.values is not None for each in ordered)
    before = _right_outputs(exercise, [(each, each.answer) for each in ordered]) if before is None else before
    best: _Mending | None = None
    for edit, tree in _interleaved(program, labels, all_outputs - before if before else frozenset()):
        start = time.process_time()
        seconds = _SECONDS_FOR_ALL if best else search_seconds
        if start - begin > seconds or endless > _MOST_ENDLESS:
            break
        with program.changed(edit, tree) as changed:
            outputs = _mended(changed, exercise, ordered, before) if changed is not None else frozenset()
        if len(outputs) > len(best.outputs if best else before) and (returns or outputs == all_outputs):
            best = _Mending(edit, tree, before, outputs)
            if outputs == all_outputs:
                break
        endless += time.process_time() - start > 0.9 * _TRY_SECONDS
    return best


def place_of(
    function: Callable[..., object], exercise: Exercise, results: Sequence[CaseResult]
) -> Place | None:
    """Where the mistake is: what `repaired` finds, or a value on the way, or where the function stops.

    Without any of these, what runs in the wrong cases alone, or what is made and never used: it is worth a
    look, and no more.
    """
    found = repaired(function, exercise, results)
    if found is None or (found.mends and found.second is None):
        found = wrong_value(function, exercise, results) or found
    if found is not None:
        return found
    stopped = next((each.answer.line for each in results if each.answer.line is not None), None)
    if stopped is not None:
        return Place(stopped, _line(function, stopped))
    with _quietly():
        worth_a_look = place_only_where_wrong(function, exercise, results)
    program = program_of(function)
    if worth_a_look is None and program is not None:
        worth_a_look = unused_place(program.trees)
    return None if worth_a_look is None else replace(worth_a_look, text=_line(function, worth_a_look.line))


def wrong_value(
    function: Callable[..., object], exercise: Exercise, results: Sequence[CaseResult]
) -> Place | None:
    """Find the first variable that is wrong on the way; None where that is not known."""
    program = _watchable(function, results)
    if program is None:
        return None
    with _quietly():
        found = first_wrong_value(
            program,
            exercise,
            sorted(results, key=lambda each: each.passed),
            lambda changed, cases: _makes_right(changed, exercise, cases),
            _VALUES_SECONDS,
        )
    if found is None:
        return None
    place, _ = found
    return replace(place, text=_line(function, place.line))


def right_on_the_way(function: Callable[..., object], exercise: Exercise, result: CaseResult) -> list[Right]:
    """Which variables of a function are right in one case."""
    program = _watchable(function, [result])
    if program is None:
        return []
    with _quietly():
        return right_values(program, exercise, result)


def _watchable(function: Callable[..., object], results: Sequence[CaseResult]) -> Program | None:
    """The function as a program, where its cases say what lies on the way, and a run can be stopped."""
    if not all(each.case.steps for each in results) or not can_limit_time():
        return None
    return program_of(function)


def _line(function: Callable[..., object], number: int) -> str:
    code = code_of(function)
    return linecache.getline(code.co_filename, number).strip() if code is not None else ""


def _labels(function: Callable[..., object], exercise: Exercise) -> list[str]:
    """The student's names of the parameters that hold class numbers."""
    names = parameters_of(function) or []
    pairs = zip(names, exercise.arguments, strict=False)
    return [name for name, spec in pairs if spec.values == "int" and spec.dims]


def _has_only_bounded_loops(program: Program) -> bool:
    return not any(isinstance(node, ast.While) for tree in program.trees for node in ast.walk(tree))


def _interleaved(
    program: Program, labels: Sequence[str], wrong: frozenset[str]
) -> Iterator[tuple[Edit, Definition]]:
    """The edits of all trees, simple ones first; those that reach further are made when it is their turn.

    Where some outputs alone are `wrong`, statements that name one of them come before others.
    """
    small = _of_all_trees(program, labels, edits_of)
    yield from (pair for pair in small if pair[0].rank < 2)
    far = [pair for pair in small if pair[0].rank >= 2] + _of_all_trees(program, labels, wider_edits_of)
    yield from sorted(far, key=lambda pair: pair[0].rank - _SUSPICION * names_one_of(pair[0], wrong))


def _of_all_trees(
    program: Program,
    labels: Sequence[str],
    edits: Callable[[ast.FunctionDef, Sequence[str]], list[Edit]],
) -> list[tuple[Edit, Definition]]:
    every = [
        (edit, tree)
        for number, tree in enumerate(program.trees)
        for function in functions_in(tree)
        for edit in edits(function, labels if number == 0 else ())
    ]
    return sorted(every, key=lambda pair: pair[0].rank)


def _telling_first(results: Sequence[CaseResult]) -> list[CaseResult]:
    """The failing cases, small ones first, then the others."""
    return sorted(results, key=lambda each: (each.passed, each.size))


def _outputs(exercise: Exercise) -> frozenset[str]:
    return frozenset(spec.name for spec in exercise.returned)


def _mended(
    function: Callable[..., object],
    exercise: Exercise,
    results: Sequence[CaseResult],
    before: frozenset[str],
) -> frozenset[str]:
    """The outputs that are right in every case; none if they are not more than those before."""
    try:
        with time_limited(_TRY_SECONDS):
            answers = ((each, ask(function, exercise, each.case)) for each in results)
            return _right_outputs(exercise, answers, before)
    except TimeoutError:  # between two calls, or as the limit ends
        return frozenset()


def _right_outputs(
    exercise: Exercise, answers: Iterable[tuple[CaseResult, Answer]], before: frozenset[str] | None = None
) -> frozenset[str]:
    """The outputs that are right in every answer; no further one is looked at when they are those before."""
    right = _outputs(exercise)
    for result, answer in answers:
        if result.expected.fits(answer):
            continue
        values, expected = answer.values, result.expected
        if values is None or expected.raised is not None:
            return frozenset()
        held = frozenset(name for name in right if expected.holds(name, values[name]))
        # Right one by one at a kink and not together: which of them is wrong, nobody knows.
        right = frozenset() if held == _outputs(exercise) else held
        if not right or (before is not None and not right > before):
            return frozenset()
    return right


def _makes_right(function: Callable[..., object], exercise: Exercise, results: Sequence[CaseResult]) -> bool:
    try:
        with time_limited(_TRY_SECONDS):
            return all(result.expected.fits(ask(function, exercise, result.case)) for result in results)
    except TimeoutError:  # between two calls, or as the limit ends
        return False


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """What the tries print or warn of goes nowhere, and NumPy's global generator is as it was before."""
    state = np.random.get_state()  # noqa: NPY002  (the student's)
    with (
        open(os.devnull, "w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        warnings.catch_warnings(),
        answers_withheld(),
    ):
        warnings.simplefilter("ignore")
        try:
            with memory_limited(_MOST_BYTES):
                yield
        finally:
            np.random.set_state(state)  # noqa: NPY002


def _described(edit: Edit, function: Callable[..., object]) -> Place:
    edit.undo()
    # Of a statement over several lines, the one in which the changed part stands.
    line = edit.old.lineno if isinstance(edit.old, ast.expr) else edit.statement.lineno
    if isinstance(edit.new, list):
        added = [each for each in edit.new if each not in edit.old]
        old, new = "", "\n".join(map(ast.unparse, added))
    else:
        old, new = ast.unparse(edit.old), ast.unparse(edit.new)
    return Place(line, _line(function, line), edit.idea, old, new)
