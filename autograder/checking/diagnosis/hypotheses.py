"""Hypotheses on a wrong answer: each known mistake, each pair, and what an answer with them would be."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checking.general_mistakes import general_mistakes
from autograder.checking.prediction import CaseResult, Prediction, wrong_prediction
from autograder.exercises import declared
from autograder.exercises.exercise import Case, Exercise, Mistake


@dataclass(frozen=True, eq=False)
class Hypothesis:
    """One mistake, or two at once."""

    mistakes: tuple[Mistake, ...]
    settings: Mapping[Any, Any]


@functools.cache
def hypotheses(exercise: Exercise) -> tuple[Hypothesis, ...]:
    """Every single mistake, then every pair whose settings touch different switches."""
    with declared(exercise.name, exercise.topic):
        singles = all_mistakes(exercise)
        candidates = [Hypothesis((mistake,), mistake.settings) for mistake in singles]
        for first, second in itertools.combinations([mistake for mistake in singles if mistake.paired], 2):
            if not first.settings.keys() & second.settings.keys():
                candidates.append(Hypothesis((first, second), {**first.settings, **second.settings}))
        return tuple(candidates)


def singles(exercise: Exercise) -> list[Hypothesis]:
    """Every single mistake."""
    return [each for each in hypotheses(exercise) if len(each.mistakes) == 1]


@functools.cache
def all_mistakes(exercise: Exercise) -> tuple[Mistake, ...]:
    """The exercise's own mistakes, then the general ones for each output that it does not call its own."""
    own = exercise.mistakes
    covered = {mistake.id for mistake in own} | exercise.same_as.keys()
    general = (mistake for spec in exercise.returned for mistake in general_mistakes(spec, exercise))
    return (*own, *(mistake for mistake in general if mistake.id not in covered))


@functools.cache
def predict(exercise: Exercise, case: Case, hypothesis: Hypothesis) -> Prediction:
    """What an answer with these mistakes gives in one case."""
    return wrong_prediction(exercise, case, hypothesis.settings)


def explains(exercise: Exercise, hypothesis: Hypothesis, results: Sequence[CaseResult]) -> bool:
    """Whether a hypothesis gives every answer."""
    return all(predict(exercise, each.case, hypothesis).fits(each.answer) for each in results)


def explains_output(
    exercise: Exercise, hypothesis: Hypothesis, results: Sequence[CaseResult], name: str
) -> bool:
    """Whether a hypothesis gives one output of every answer."""
    for result in results:
        prediction, values = predict(exercise, result.case, hypothesis), result.answer.values
        if prediction.raised is not None or values is None or not prediction.holds(name, values[name]):
            return False
    return True


def shows(exercise: Exercise, hypothesis: Hypothesis, result: CaseResult, name: str) -> bool:
    """Whether mistakes show in this output of this case."""
    prediction = predict(exercise, result.case, hypothesis)
    if prediction.raised is not None:
        return False
    return not np.array_equal(prediction.first[name], result.expected.first[name], equal_nan=True)


def is_right(result: CaseResult, name: str) -> bool:
    """Whether an answer has one output right."""
    values = result.answer.values
    return values is not None and result.expected.holds(name, values[name])


def wrong_outputs(exercise: Exercise, results: Sequence[CaseResult]) -> list[str]:
    """The outputs that are wrong in some answer."""
    names = [spec.name for spec in exercise.returned]
    return [name for name in names if not all(is_right(each, name) for each in results)]


def are_telling(exercise: Exercise, results: Sequence[CaseResult]) -> bool:
    """Whether the wrong outputs hold two different numbers: what is nan or -1 all over, many pairs give."""
    found: set[float] = set()
    for result in results:
        if result.answer.values is None:
            return True
        for name, value in result.answer.values.items():
            if not is_right(result, name):
                numbers = np.unique(value[np.isfinite(value)])
                found.update(map(float, numbers[:2]))
        if len(found) > 1:
            return True
    return False


def united(chosen: Sequence[Hypothesis]) -> dict[Any, Any] | None:
    """The settings of all; None if two of them set a switch differently."""
    settings: dict[Any, Any] = {}
    for each in chosen:
        if any(settings.get(key, value) != value for key, value in each.settings.items()):
            return None
        settings |= each.settings
    return settings
