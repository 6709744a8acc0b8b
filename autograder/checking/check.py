"""`check(f)`: run the cases of an exercise, compare with the reference, name the mistake."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.checking.call import Answer, ask, parameters_of
from autograder.checking.desk.progress import note_check
from autograder.checking.desk.which_name import NoFunction, exercise_of, no_function
from autograder.checking.diagnosis.hypotheses import hypotheses, predict
from autograder.checking.explanation import explain, note_on_unasked, notes_on
from autograder.checking.prediction import CaseResult, right_prediction
from autograder.checking.repair.function_source import failed_cell
from autograder.checking.repair.hints import Hint
from autograder.checking.result import CheckFailed, CheckResult
from autograder.checking.views.row import Row
from autograder.exercises.exercise import Case, Exercise, find_exercise
from autograder.exercises.formula import read
from course_lib.live_view.student import tell_demos

# Which cases run when `check` is not told: all of them in the instructor's box, for students the public ones.
default_cases = "all" if os.environ.get("COURSE_BOX") == "instructor" else "public"

# Exceptions after which no further case is tried: the stop button was meant for the whole check, and a loop
# without end, or without bound in memory, would only take as long again.
_ENDS_THE_CHECK = frozenset({"KeyboardInterrupt", "TimeoutError", "MemoryError"})


def check(
    function: Callable[..., Any] | None = None, exercise: str | None = None, cases: str | None = None
) -> CheckResult:
    """Try your function on the cases of its exercise and say what is wrong with it.

    Write the function, and `check(...)` with its name as the last line of the cell or in the next one.

    Parameters
    ----------
    function : callable
        Your function itself, without calling it: `check(svm_loss)`.
    exercise : str, optional
        Which exercise the function answers, if its name does not say so.
    cases : str, optional
        "public": the cases that you may see. "all": the hidden ones as well, which show their names only:
        the same kinds with other numbers, which only the grader knows. If left out, the public ones; the
        grader runs all.

    Returns
    -------
    result : CheckResult
        Shown as a table; `result.message` is the sentence about what to do next, and
        `result.inputs("one example")` are the inputs of a case, to try your function by hand.

    Raises
    ------
    LookupError
        If there is no such exercise; the message names the nearest one.
    TypeError, ValueError
        If `function` is no function, or `cases` another word.
    CheckFailed
        Instead of returning a result that did not pass, where nbgrader executes the notebook
        (NBGRADER_EXECUTION is set): there an exception is what costs the points.

    Examples
    --------
    >>> def multiclass_hinge(scores, y):
    ...     raise NotImplementedError
    >>> check(multiclass_hinge).message
    'Not implemented yet: multiclass_hinge(scores, y) -> losses'

    A function of another name, with a mistake in it:

    >>> def my_penalty(W, beta):
    ...     R = (beta * W**2 + abs(W)).sum()
    ...     dR = 2 * beta * W + (W > 0) - (W < 0)
    ...     return R, 2 * dR
    >>> check(my_penalty, exercise="elastic_net").message
    '`dR` is twice the reference: look for a term that counts twice or a factor 2.'
    """
    if cases is None:
        cases = default_cases
    if cases not in ("public", "all"):
        raise ValueError(f'check: `cases` must be "public" or "all"; got {cases!r}.')
    function, known = _asked(function, exercise)
    chosen = known.all_cases if cases == "all" else known.public_cases
    result = tried(function, known, chosen)
    result = replace(result, standing=note_check(known.name, _state(result), result.score))
    tell_demos(function, result.passed)
    if not result.passed and os.environ.get("NBGRADER_EXECUTION"):
        raise CheckFailed(result)
    return result


def hint(function: Callable[..., Any] | None = None, exercise: str | None = None) -> Hint:
    """Return the next hint for your function, tried on the cases that you may see.

    First what to look at, then the line, then the part of it, and the change last, as far as your teacher
    lets hints go. Run the cell again for the next one; a changed function starts anew.

    Parameters
    ----------
    function : callable
        Your function itself, without calling it: `hint(svm_loss)`.
    exercise : str, optional
        Which exercise the function answers, if its name does not say so.

    Returns
    -------
    hint : Hint
        Shown as a sentence.

    Raises
    ------
    LookupError
        If there is no such exercise; the message names the nearest one.
    TypeError
        If `function` is no function.

    Examples
    --------
    >>> def multiclass_hinge(scores, y):
    ...     return scores[:, 0] / 9
    >>> hint(multiclass_hinge).number
    1
    """
    function, known = _asked(function, exercise)
    return tried(function, known, known.public_cases).hint()


def _asked(function: Any, exercise: str | None) -> tuple[Callable[..., Any], Exercise]:
    """The function, if it is one, and its exercise."""
    if not callable(function):
        raise no_function(function)
    return function, exercise_of(function, _name(function) if exercise is None else str(exercise))


def tried(function: Callable[..., Any], exercise: Exercise, cases: Sequence[Case]) -> CheckResult:
    """What `check` finds with these cases; nothing is kept of it, and nothing raised."""
    with np.errstate(all="ignore"):  # a student's np.seterr must not stop the reference
        return _checked(function, exercise, cases)


def _state(result: CheckResult) -> str:
    """How the answer stands, in the words of the progress file."""
    if "not_implemented" in result.mistakes:
        return "not written"
    return "passed" if result.passed else "not passed"


def preload(names: Iterable[str]) -> None:
    """Compute what checks of these exercises need, and most diagnoses: processes forked later share it.

    Pairs of mistakes are left to those who need them: 0.1 s for an exercise with fifty mistakes.
    """
    for exercise in map(find_exercise, sorted(names)):
        if exercise.letters:
            read(" + ".join(exercise.letters), exercise.letters)  # the first formula imports SymPy
        for case in exercise.all_cases:
            right_prediction(exercise, case)
        for hypothesis in hypotheses(exercise):
            if len(hypothesis.mistakes) == 1:
                predict(exercise, exercise.all_cases[0], hypothesis)


def _name(function: Callable[..., Any]) -> str:
    name = getattr(function, "__name__", None)
    if type(name) is not str:
        raise NoFunction(
            f"check: an exercise is found by its name; got {type(function).__name__} without a name. "
            'Name the exercise: check(f, exercise="svm_loss").'
        )
    return name


def _checked(function: Callable[..., Any], exercise: Exercise, cases: Sequence[Case]) -> CheckResult:
    problem = _signature_problem(function, exercise)
    if problem is not None:
        return CheckResult(exercise, False, 0.0, ("wrong_signature",), problem)
    cell = failed_cell(function, getattr(function, "__name__", exercise.name))
    if cell is not None:
        problem = (
            f"Cell [{cell}], which was run last, did not get so far as to define {exercise.name}: the "
            "function is still that of an earlier cell. Mend that cell, run it, and check again."
        )
        return CheckResult(exercise, False, 0.0, ("cell_failed",), problem)
    results = _case_results(function, exercise, cases)
    rows = tuple(_row(result) for result in results) + tuple(
        Row(case.name, case.public, None, case.unasked) for case in cases[len(results) :]
    )
    n_asked = sum(not case.unasked for case in cases)
    asked = results[:n_asked]
    notes = notes_on(function, exercise, results)
    if len(asked) == n_asked and all(result.passed for result in asked):
        notes |= note_on_unasked(function, exercise, results)
        message = f"Right in all {n_asked} cases{_and_when_graded(exercise, cases)}."
        return CheckResult(exercise, True, 1.0, tuple(notes), message, tuple(notes.values()), rows)
    explanation = explain(function, exercise, asked)
    mistakes = (*explanation.mistakes, *notes)
    return CheckResult(
        exercise,
        False,
        explanation.credit,
        mistakes,
        explanation.message,
        tuple(notes.values()),
        rows,
        function=function,
    )


def _and_when_graded(exercise: Exercise, cases: Sequence[Case]) -> str:
    """What the grader tries besides public cases that were all right."""
    if exercise.quiz or default_cases == "all" or not all(case.public for case in cases):
        return ""
    return f"; these and {exercise.n_hidden} more cases of these kinds count when it is graded"


def _case_results(
    function: Callable[..., Any], exercise: Exercise, cases: Sequence[Case]
) -> list[CaseResult]:
    """One record for each case that is tried."""
    results: list[CaseResult] = []
    for case in cases:
        answer = _answer(function, exercise, case)
        results.append(CaseResult(case, answer, right_prediction(exercise, case)))
        if answer.raised in _ENDS_THE_CHECK:
            break
    return results


def _answer(function: Callable[..., Any], exercise: Exercise, case: Case) -> Answer:
    try:
        return ask(function, exercise, case)
    except KeyboardInterrupt:
        return Answer(raised="KeyboardInterrupt")


def _row(result: CaseResult) -> Row:
    """What may be shown of a case: everything of a public one, the name alone of a hidden one."""
    case = result.case
    return Row(case.name, case.public, result.passed, case.unasked, result if case.public else None)


def _signature_problem(function: Callable[..., Any], exercise: Exercise) -> str | None:
    names = parameters_of(function)
    asked = exercise.own_parameters
    if names is None or names == asked:
        return None
    if isinstance(function, type) and exercise.use is None:
        return f"{exercise.name} must be a function, written with `def`; got a class."
    head = f"The signature must be {exercise.name}({', '.join(asked)}); got ({', '.join(names)})."
    if sorted(names) == sorted(asked):
        return head + " Put the parameters into this order."
    return None if _accepts(function, len(asked)) else head


def _accepts(function: Callable[..., Any], count: int) -> bool:
    import inspect

    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    return True
