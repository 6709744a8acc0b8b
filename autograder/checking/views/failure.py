"""What went wrong first, where no mistake is known: the exception, the shape, the wrong number."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.checking.display import are, listed
from autograder.checking.prediction import CaseResult
from autograder.checking.views.exceptions import meaning
from autograder.exercises.exercise import Exercise
from autograder.exercises.spec import Spec


def first_failure(
    function: Callable[..., Any], exercise: Exercise, results: Sequence[CaseResult]
) -> tuple[str, str]:
    """Identifier and words of the first failure: public before hidden, an exception before a wrong number."""
    wrong = [each for each in results if not each.passed]
    first = min(wrong, key=lambda each: (not each.case.public, each.answer.raised is None))
    where = f"In the {'case' if first.case.public else 'hidden case'} “{first.case.name}” "
    mistake, description = _failure(exercise, first)
    if mistake == "raises" and first.case.public:
        description = f"{description.rstrip('.')}." + meaning(
            first.answer.text, first.case.arguments, function, first.answer.raised or ""
        )
    return mistake, _right_outputs(exercise, results) + where + description


def _right_outputs(exercise: Exercise, results: Sequence[CaseResult]) -> str:
    """Which outputs are right in every case, where there are such and others."""
    names = [spec.name for spec in exercise.returned]
    values = [each.answer.values for each in results]
    if None in values or any(each.expected.raised for each in results):
        return ""
    right = [
        name
        for name in names
        if all(
            each.expected.holds(name, given[name])
            for each, given in zip(results, values, strict=True)
            if given
        )
    ]
    return f"{are(right)} right in every case. " if right else ""


def _failure(exercise: Exercise, result: CaseResult) -> tuple[str, str]:
    answer, public = result.answer, result.case.public
    raised = answer.raised
    if raised is not None and not public and not hasattr(builtins, raised):
        raised = "an exception"  # its name could spell the inputs
    if result.expected.raised is not None:
        instead = f"raises {raised}" if raised else "returns None" if answer.missing else "returns a value"
        return "exception_missing", f"it must raise {result.expected.raised}; it {instead}."
    if raised is not None:
        text = f": {answer.text}" if answer.text and public else "."
        return "raises", f"it raises {raised}{text}"
    if answer.missing:
        return "returns_none", "it returns None: is a `return` missing on one path?"
    if answer.malformed is not None:
        outputs = listed([f"`{spec.name}` {_kind(spec)}" for spec in exercise.returned])
        returned = answer.malformed if public else "something else"
        return "wrong_structure", f"it returns {returned}. Return {outputs}."
    return _wrong_value(exercise, result)


def _kind(spec: Spec) -> str:
    return f"of shape {spec.shape}" if spec.dims else f"({spec.shape})"


def _wrong_value(exercise: Exercise, result: CaseResult) -> tuple[str, str]:
    """The first output with a wrong shape, an infinity, or a wrong entry."""
    public = result.case.public
    for spec in exercise.returned:
        value, expected = (result.answer.values or {})[spec.name], result.expected.first[spec.name]
        if value.shape != expected.shape:
            return "wrong_shape", _shapes(spec, value.shape, expected.shape, public)
        right = result.expected.agrees(spec.name, value)
        if right.all():
            continue
        if not np.isfinite(value.astype(float)).all():
            return (
                "not_finite",
                f"`{spec.name}` has nan or inf in it: an overflow, 0/0, log(0) or the mean of nothing?",
            )
        return "unknown", _deviation(spec.name, value, expected, right, public)
    if result.expected.last is not None:
        outputs = " and ".join(f"`{spec.name}`" for spec in exercise.returned)
        return "no_subgradient", (
            f"{outputs} would be right one by one at the kink, but not together: choose one subgradient "
            "for all entries."
        )
    raise RuntimeError(
        f"explain: a case that did not pass must differ in some output; got {result.case.name!r} of "
        f"{exercise.name}. The tolerance and the comparison disagree: report this as a bug."
    )


def _shapes(spec: Spec, returned: tuple[int, ...], expected: tuple[int, ...], public: bool) -> str:
    if not public:  # sizes, too, could spell the inputs
        return f"`{spec.name}` has the wrong shape" + (
            f"; it must be {spec.shape}." if spec.dims is not None else "."
        )
    if spec.dims is not None:
        return f"`{spec.name}` has shape {returned}; it must be {spec.shape}, here {expected}."
    if spec.shape == "tuple" and len(returned) == 1:
        shown = f", not {expected[0]}" if expected else ""
        return f"`{spec.name}` has the wrong number of entries: {returned[0]}{shown}."
    return f"`{spec.name}` has shape {returned}; here it must be {expected}."


def _deviation(name: str, value: np.ndarray, expected: np.ndarray, right: np.ndarray, public: bool) -> str:
    if not public:
        return f"`{name}` is wrong."
    if value.ndim == 0:
        return f"`{name}` is {float(value):.6g}; expected {float(expected):.6g}."
    worst = np.unravel_index(np.argmax(np.abs(value.astype(float) - expected)), value.shape)
    at = ", ".join(str(int(index)) for index in worst)
    return (
        f"`{name}` differs in {np.count_nonzero(~right)} of {value.size} entries, most at [{at}]: "
        f"{float(value[worst]):.6g}; expected {float(expected[worst]):.6g}."
    )
