"""`check(f)`: run the cases of an exercise, compare with the reference, name the mistake."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checking.call import Answer, ask
from autograder.checking.diagnosis import Prediction, hypotheses, predict, wanted
from autograder.checking.explanation import Explanation, explain, notes_on
from autograder.exercises.exercise import Case, Exercise, find_exercise, known_exercises, parameters_of

# Which cases run when `check` is not told: all of them in the instructor's box, for students the public ones.
default_cases = "all" if os.environ.get("COURSE_BOX") == "instructor" else "public"

# After one of these no further case is tried: it would only take as long again.
_STOPS = frozenset({"KeyboardInterrupt", "TimeoutError", "MemoryError"})


@dataclass(frozen=True)
class Row:
    """One case of a check. Of a hidden case nothing but its name and whether it passed is kept.

    Parameters
    ----------
    name : str
    public : bool
    passed : bool or None
        None for a case that was not tried any more.
    case, wanted, answer
        The arguments, what a right answer gives, what came; None for a hidden case.
    """

    name: str
    public: bool
    passed: bool | None
    case: Case | None = None
    wanted: Prediction | None = None
    answer: Answer | None = None


@dataclass(frozen=True)
class CheckResult:
    """What `check` found; a notebook shows it as a table.

    Parameters
    ----------
    exercise : Exercise
    passed : bool
    score : float
        In [0, 1]: 1 if passed; else the credit of the recognised mistakes, normally 0.
    mistakes : tuple of str
        Identifiers of what was recognised; also of what is only told, so it need not be empty if passed.
    message : str
        What is wrong and what to do next.
    notes : tuple of str
        What is only told and costs nothing.
    rows : tuple of Row
    max_score : float
    """

    exercise: Exercise = field(repr=False)
    passed: bool
    score: float
    mistakes: tuple[str, ...]
    message: str
    notes: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    max_score: float = 1.0

    def inputs(self, name: str) -> dict[str, Any]:
        """Copies of a public case's arguments, to try it by hand: `f(**result.inputs("one example"))`."""
        public = {row.name: row.case.arguments for row in self.rows if row.case is not None}
        if name not in public:
            raise LookupError(
                f"inputs: the name must be that of a public case ({', '.join(public)}); got {name!r}."
            )
        return copy.deepcopy(dict(public[name]))

    def __repr__(self) -> str:
        from autograder.checking.check_view import as_text

        return as_text(self)

    def _repr_html_(self) -> str:
        from autograder.checking.check_view import as_html

        return as_html(self)

    def _ipython_display_(self) -> None:
        """Shown without being the cell's value where nbgrader executes: it takes a value for points."""
        if not os.environ.get("NBGRADER_EXECUTION"):
            raise NotImplementedError  # IPython's way to say: show it as usual
        from IPython.display import display

        display({"text/plain": repr(self), "text/html": self._repr_html_()}, raw=True)


class CheckFailed(AssertionError):
    """A check that did not pass, where an exception is how a cell loses its points."""

    def __init__(self, result: CheckResult):
        super().__init__(result.message)
        self.result = result

    def _render_traceback_(self) -> list[str]:
        """What IPython shows instead of a traceback: the student's function is not in it anyway."""
        return repr(self.result).splitlines()


def check(function: Callable[..., Any], exercise: str | None = None, cases: str | None = None) -> CheckResult:
    """Run a function on the cases of its exercise and say what is wrong with it.

    Parameters
    ----------
    function : callable
        The student's function.
    exercise : str, optional
        Name of the exercise; the function's own name if left out.
    cases : str, optional
        "public" or "all"; `default_cases` if left out.

    Returns
    -------
    result : CheckResult

    Raises
    ------
    LookupError
        If there is no such exercise; the message lists the known ones.
    TypeError, ValueError
        If `function` is no function, or `cases` another word.
    CheckFailed
        Instead of returning a result that did not pass, where nbgrader executes the notebook
        (NBGRADER_EXECUTION is set): there an exception is what costs the points.

    Examples
    --------
    >>> def svm_loss(W, X, y, reg):
    ...     raise NotImplementedError
    >>> check(svm_loss).message
    'Not implemented yet: svm_loss(W, X, y, reg) -> loss, dW'
    """
    if cases is None:
        cases = default_cases
    if cases not in ("public", "all"):
        raise ValueError(f'check: `cases` must be "public" or "all"; got {cases!r}.')
    found = find_exercise(_name(function) if exercise is None else exercise)
    if not callable(function):
        raise TypeError(
            f"check: the answer must be a function; got {type(function).__name__}. Write check({found.name})."
        )
    chosen = [case for case in found.all_cases if case.public or cases == "all"]
    with np.errstate(all="ignore"):  # a student's np.seterr must not stop the reference
        result = _checked(function, found, chosen)
    if not result.passed and os.environ.get("NBGRADER_EXECUTION"):
        raise CheckFailed(result)
    return result


def preload() -> None:
    """Compute what every check needs, and most diagnoses, so that processes forked later share it.

    Pairs of mistakes are left to those who need them: 0.1 s for an exercise with fifty mistakes.
    """
    for exercise in known_exercises().values():
        for case in exercise.all_cases:
            wanted(exercise, case)
        for hypothesis in hypotheses(exercise):
            if len(hypothesis.mistakes) == 1:
                predict(exercise, exercise.all_cases[0], hypothesis)


def _name(function: Any) -> str:
    name = getattr(function, "__name__", None)
    if not callable(function):
        raise TypeError(
            f"check: the first argument must be the function itself; got {type(function).__name__}. "
            "Write check(svm_loss), without calling it."
        )
    if type(name) is not str:
        raise TypeError(
            f"check: an exercise is found by its name; got {type(function).__name__} without a name. "
            'Name the exercise: check(f, exercise="svm_loss").'
        )
    return name


def _checked(function: Callable[..., Any], exercise: Exercise, cases: Sequence[Case]) -> CheckResult:
    problem = _signature_problem(function, exercise)
    if problem is not None:
        return CheckResult(exercise, False, 0.0, ("wrong_signature",), problem)
    answers: list[Answer] = []
    for case in cases:
        answers.append(_asked(function, exercise, case))
        if answers[-1].raised in _STOPS:
            break
    answered = list(zip(cases, answers, strict=False))
    passed = [wanted(exercise, case).fits(answer) for case, answer in answered]
    rows = tuple(
        _row(exercise, *each)
        for each in zip(cases, [*answers, *[None] * len(cases)], passed + [None] * len(cases), strict=False)
    )
    notes = notes_on(function, exercise, answered)
    if all(passed) and len(answered) == len(cases):
        message = f"Right in all {len(cases)} cases."
        return CheckResult(exercise, True, 1.0, tuple(notes), message, tuple(notes.values()), rows)
    found: Explanation = explain(exercise, answered, passed)
    return CheckResult(
        exercise, False, found.credit, (*found.mistakes, *notes), found.message, tuple(notes.values()), rows
    )


def _asked(function: Callable[..., Any], exercise: Exercise, case: Case) -> Answer:
    try:
        return ask(function, exercise, case)
    except KeyboardInterrupt:
        return Answer(raised="KeyboardInterrupt")


def _row(exercise: Exercise, case: Case, answer: Answer | None, passed: bool | None) -> Row:
    if not case.public or answer is None:
        return Row(case.name, case.public, passed)
    return Row(case.name, True, passed, case, wanted(exercise, case), answer)


def _signature_problem(function: Callable[..., Any], exercise: Exercise) -> str | None:
    names = parameters_of(function)
    asked = [spec.name for spec in exercise.arguments]
    if names is None or names == asked:
        return None
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
