"""A known mistake whose nan and inf come out elsewhere than where its imitation has them.

Once a number has overflowed, it depends on the way of writing how far that spreads: a product with a mask
keeps nan, an assignment through the mask does not, and Python's own `math.exp` raises. So a mistake is taken
for the explanation although its nan and inf stand in other entries, where nothing else speaks against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from autograder.checking.diagnosis.hypotheses import Hypothesis, predict, singles
from autograder.checking.prediction import CaseResult, Prediction
from autograder.exercises.exercise import Exercise, Mistake

# What Python's own functions raise where NumPy's give inf or nan: exp(1000), 1 / 0, log(0).
_RAISED_FOR_NOT_FINITE = frozenset({"OverflowError", "ZeroDivisionError", "ValueError"})


def explained_but_for_spread(exercise: Exercise, results: Sequence[CaseResult]) -> tuple[Mistake, ...]:
    """The exercise's own mistake that explains all answers but for how nan and inf spread, or `()`.

    Where mistakes of two names do, neither is told; nor is one where every case raises, whatever it is.
    """
    if all(each.answer.values is None for each in results):
        return ()
    own = frozenset(exercise.mistakes)
    tried = (each for each in singles(exercise) if each.mistakes[0] in own)
    fitting = [each.mistakes[0] for each in tried if _fits(exercise, each, results)]
    return tuple(fitting[:1]) if len({each.id for each in fitting}) == 1 else ()


def _fits(exercise: Exercise, hypothesis: Hypothesis, results: Sequence[CaseResult]) -> bool:
    return all(_fits_case(predict(exercise, each.case, hypothesis), each) for each in results)


def _fits_case(predicted: Prediction, result: CaseResult) -> bool:
    """Whether an answer is as predicted, and not finite in the outputs in which the prediction is not."""
    answer, shapes = result.answer, _shapes(result.expected.low)
    if predicted.raised is not None or result.expected.raised is not None:
        return predicted.fits(answer)
    if _shapes(predicted.low) != shapes:
        return False
    if answer.raised in _RAISED_FOR_NOT_FINITE:
        return any(_spoilt(value, result, name).any() for name, value in predicted.low.items())
    if answer.values is None or _shapes(answer.values) != shapes:
        return False
    return all(_fits_output(predicted, result, name, value) for name, value in answer.values.items())


def _fits_output(predicted: Prediction, result: CaseResult, name: str, value: np.ndarray) -> bool:
    here, there = _spoilt(value, result, name), _spoilt(predicted.low[name], result, name)
    agrees = predicted.agrees(name, value) | (there & result.expected.agrees(name, value)) | here
    return bool(here.any() == there.any() and agrees.all())


def _spoilt(value: np.ndarray, result: CaseResult, name: str) -> np.ndarray:
    """Where an output is nan or infinite, and a right one is not."""
    return np.asarray(np.isfinite(result.expected.low[name]) & ~np.isfinite(value))


def _shapes(values: Mapping[str, np.ndarray]) -> dict[str, tuple[int, ...]]:
    return {name: value.shape for name, value in values.items()}
