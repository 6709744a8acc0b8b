"""A mistake with a constant in it, whose constant is solved from one answer and must then fit all."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from autograder.checking.diagnosis.hypotheses import Hypothesis, hypotheses
from autograder.checking.prediction import CaseResult, imitated, wrong_prediction
from autograder.exercises.exercise import Exercise, Mistake

# By how much a sum must move over that range. A logarithm that is cut off moves by hundreds; an answer that
# moves by less was not wrong because of the constant.
_LEAST_MOVE = 1.0
# Of a solved constant.
_ROUNDING = 1e-9
_BISECTIONS = 48  # 322 / 2**48 = 1e-12 powers of ten: far more exact than any tolerance


@functools.cache
def hypotheses_with_constants(exercise: Exercise) -> tuple[Hypothesis, ...]:
    """Every hypothesis with a mistake whose constant is still to be solved, single ones first."""
    tried = hypotheses(exercise)
    return tuple(each for each in tried if sum(one.with_constant is not None for one in each.mistakes) == 1)


def explains_with_its_constant(
    exercise: Exercise, hypothesis: Hypothesis, results: Sequence[CaseResult]
) -> bool:
    """Whether the constant that the first telling answer gives away explains every answer."""
    [mistake] = [each for each in hypothesis.mistakes if each.with_constant]
    for result in results:
        if result.passed:
            continue
        constant = _constant(exercise, result, hypothesis, mistake)
        if constant is not None and mistake.with_constant is not None:
            settings = {**hypothesis.settings, **mistake.with_constant(constant)}
            return all(wrong_prediction(exercise, each.case, settings).fits(each.answer) for each in results)
    return False


def _constant(
    exercise: Exercise, result: CaseResult, hypothesis: Hypothesis, mistake: Mistake
) -> float | None:
    """The constant for which the first wrong output has the sum that was returned; None if there is none."""
    values = result.answer.values
    name = next((each for each in result.expected.low if _is_wrong(result, each)), None)
    with_constant = mistake.with_constant
    if values is None or name is None or with_constant is None or not np.isfinite(values[name]).all():
        return None
    returned = float(values[name].sum())

    def excess(power: float) -> float:
        settings = {**exercise.subgradients[0], **hypothesis.settings, **with_constant(10.0**power)}
        with np.errstate(all="ignore"):
            return float(imitated(exercise, result.case, settings)[name].sum()) - returned

    low, high = mistake.powers
    try:
        at_low, at_high = excess(low), excess(high)
    except Exception:  # with the other mistake, it fails here as the student's function did not
        return None
    if not (at_low * at_high < 0 and abs(at_low - at_high) > _LEAST_MOVE):
        return None
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) * at_low > 0 else (low, middle)
    constant, short = float(10.0**high), float(f"{10.0**high:.6g}")
    # A number that a person writes, but for rounding: at a kink it matters.
    return short if abs(short - constant) <= _ROUNDING * constant else constant


def _is_wrong(result: CaseResult, name: str) -> bool:
    """Whether an output has the right shape and wrong entries."""
    values, expected = result.answer.values, result.expected
    if values is None or values[name].shape != expected.low[name].shape:
        return False
    return not expected.holds(name, values[name])
