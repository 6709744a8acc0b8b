"""Which known mistake, or pair of them, explains the answers: the simplest hypothesis that fits all cases.

Single mistakes come before pairs, the exercise's own before general ones. A mistake with a constant in it is
not one hypothesis for each constant: the constant is solved from one answer, and must then fit all.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checking.general_mistakes import general_mistakes
from autograder.checking.prediction import CaseResult, Prediction, imitated, wrong_prediction
from autograder.exercises.exercise import Case, Exercise, Mistake


@dataclass(frozen=True, eq=False)
class Hypothesis:
    """One mistake, or two at once."""

    mistakes: tuple[Mistake, ...]
    settings: Mapping[Any, Any]


def diagnose(exercise: Exercise, results: Sequence[CaseResult]) -> tuple[Mistake, ...]:
    """The simplest hypothesis that explains every answer; `()` if none does.

    Parameters
    ----------
    results : sequence of CaseResult
        At least one of them wrong.
    """
    known, with_constants = hypotheses(exercise), hypotheses_with_constants(exercise)
    for size in (1, 2):
        for hypothesis in known:
            if len(hypothesis.mistakes) == size and _explains(exercise, hypothesis, results):
                return hypothesis.mistakes
        for hypothesis in with_constants:
            if len(hypothesis.mistakes) == size and _explains_with_its_constant(
                exercise, hypothesis, results
            ):
                return hypothesis.mistakes
    return ()


@functools.cache
def predict(exercise: Exercise, case: Case, hypothesis: Hypothesis) -> Prediction:
    """What an answer with these mistakes gives in one case."""
    return wrong_prediction(exercise, case, hypothesis.settings)


@functools.cache
def hypotheses(exercise: Exercise) -> tuple[Hypothesis, ...]:
    """Every single mistake, then every pair whose settings touch different switches."""
    singles = all_mistakes(exercise)
    found = [Hypothesis((mistake,), mistake.settings) for mistake in singles]
    for first, second in itertools.combinations([mistake for mistake in singles if mistake.paired], 2):
        if not first.settings.keys() & second.settings.keys():
            found.append(Hypothesis((first, second), {**first.settings, **second.settings}))
    return tuple(found)


@functools.cache
def all_mistakes(exercise: Exercise) -> tuple[Mistake, ...]:
    """The exercise's own mistakes, then the general ones for each output that it does not call its own."""
    declared = exercise.mistakes
    covered = {mistake.id for mistake in declared} | exercise.same_as.keys()
    general = (mistake for spec in exercise.returned for mistake in general_mistakes(spec, exercise))
    return (*declared, *(mistake for mistake in general if mistake.id not in covered))


def _explains(exercise: Exercise, hypothesis: Hypothesis, results: Sequence[CaseResult]) -> bool:
    return all(predict(exercise, each.case, hypothesis).fits(each.answer) for each in results)


# ------------------------------------------------------------ constants

# A constant is sought between these powers of ten: from the smallest float to a tenth.
_LOWEST, _HIGHEST = -323.0, -1.0
# By how much a sum must move over that range. A logarithm that is cut off moves by hundreds; an answer that
# moves by less was not wrong because of the constant.
_LEAST_MOVE = 1.0
_BISECTIONS = 48  # 322 / 2**48 = 1e-12: far more exact than any tolerance


@functools.cache
def hypotheses_with_constants(exercise: Exercise) -> tuple[Hypothesis, ...]:
    """Every hypothesis with a mistake whose constant is still to be solved, single ones first."""
    return tuple(
        each
        for each in hypotheses(exercise)
        if sum(mistake.with_constant is not None for mistake in each.mistakes) == 1
    )


def _explains_with_its_constant(
    exercise: Exercise, hypothesis: Hypothesis, results: Sequence[CaseResult]
) -> bool:
    """Whether the constant that the first telling answer gives away explains every answer."""
    [with_constant] = [each.with_constant for each in hypothesis.mistakes if each.with_constant]
    for result in results:
        if result.passed:
            continue
        constant = _constant(exercise, result, hypothesis, with_constant)
        if constant is not None:
            settings = {**hypothesis.settings, **with_constant(constant)}
            return all(wrong_prediction(exercise, each.case, settings).fits(each.answer) for each in results)
    return False


def _constant(
    exercise: Exercise,
    result: CaseResult,
    hypothesis: Hypothesis,
    with_constant: Callable[[float], Mapping[str, Any]],
) -> float | None:
    """The constant for which the first wrong output has the sum that was returned; None if there is none."""
    values = result.answer.values
    name = next((each for each in result.expected.low if _is_wrong(result, each)), None)
    if values is None or name is None or not np.isfinite(values[name]).all():
        return None
    returned = float(values[name].sum())

    def excess(power: float) -> float:
        settings = {**exercise.subgradients[0], **hypothesis.settings, **with_constant(10.0**power)}
        with np.errstate(all="ignore"):
            return float(imitated(exercise, result.case, settings)[name].sum()) - returned

    low, high = _LOWEST, _HIGHEST
    try:
        at_low, at_high = excess(low), excess(high)
    except Exception:  # with the other mistake, it fails here as the student's function did not
        return None
    if not (at_low * at_high < 0 and abs(at_low - at_high) > _LEAST_MOVE):
        return None
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) * at_low > 0 else (low, middle)
    return float(10.0**high)


def _is_wrong(result: CaseResult, name: str) -> bool:
    """Whether an output has the right shape and wrong entries."""
    values, expected = result.answer.values, result.expected
    if values is None or values[name].shape != expected.low[name].shape:
        return False
    return not expected.holds(name, values[name])
