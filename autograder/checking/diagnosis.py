"""Which known mistake, or pair of them, explains what came: the simplest hypothesis that fits all cases.

Every mistake can be made on purpose (`Mistake.settings`), so a hypothesis is a set of settings, and what it
predicts is computed. Single mistakes come before pairs, the exercise's own before general ones.
"""

from __future__ import annotations

import functools
import itertools
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checking.call import Answer, expected, split
from autograder.checking.general_mistakes import CHANGES, general_mistakes
from autograder.checking.plain_value import array_of
from autograder.exercises.exercise import Case, Exercise, Mistake

# The smallest size against which a deviation is measured: rounding noise around an exact 0 is no mistake.
_FLOOR = 1e-3


@dataclass(frozen=True)
class Prediction:
    """What a hypothesis says will come: bounds for every output, or the name of an exception.

    Parameters
    ----------
    first : dict
        Values for the first of the accepted subgradients: those are shown.
    low, high : dict
        What the output may be at least and at most, the tolerance included.
    raised : str or None
        Name of the exception's type.
    """

    first: Mapping[str, np.ndarray] = field(default_factory=dict)
    low: Mapping[str, np.ndarray] = field(default_factory=dict)
    high: Mapping[str, np.ndarray] = field(default_factory=dict)
    raised: str | None = None

    def agrees(self, name: str, value: np.ndarray) -> np.ndarray:
        """Where an output of the right shape is as predicted; nan only where nan is."""
        low, high = self.low[name], self.high[name]
        return ((value >= low) & (value <= high)) | (np.isnan(value) & np.isnan(low))

    def holds(self, name: str, value: np.ndarray) -> bool:
        """Whether an output has the right shape and is as predicted everywhere."""
        return value.shape == self.low[name].shape and bool(self.agrees(name, value).all())

    def fits(self, answer: Answer) -> bool:
        """Whether an answer is what was predicted."""
        if self.raised is not None:
            return self.raised in answer.kinds
        values = answer.values
        return values is not None and all(self.holds(name, values[name]) for name in self.low)


@dataclass(frozen=True, eq=False)
class Hypothesis:
    """One mistake, or two at once."""

    mistakes: tuple[Mistake, ...]
    settings: Mapping[Any, Any]


@functools.cache
def wanted(exercise: Exercise, case: Case) -> Prediction:
    """What a right answer gives: the reference, and at a kink anything between the accepted subgradients."""
    right = expected(exercise, case)
    if right.values is None:
        return Prediction(raised=right.raised)
    variants = [right.values]
    if exercise.imitation is not None:
        variants += [imitated(exercise, case, settings) for settings in exercise.subgradients if settings]
    return _between(variants, exercise.tolerance)


def diagnose(exercise: Exercise, answers: Sequence[tuple[Case, Answer]]) -> tuple[Mistake, ...]:
    """The simplest hypothesis that explains every answer; `()` if none does.

    Parameters
    ----------
    answers : sequence of (Case, Answer)
        At least one of them wrong.
    """
    for hypothesis in hypotheses(exercise):
        if all(predict(exercise, case, hypothesis).fits(answer) for case, answer in answers):
            return hypothesis.mistakes
    return ()


@functools.cache
def predict(exercise: Exercise, case: Case, hypothesis: Hypothesis) -> Prediction:
    """What an answer with these mistakes gives in one case."""
    try:
        return _between(
            [
                imitated(exercise, case, {**settings, **hypothesis.settings})
                for settings in exercise.subgradients
            ],
            exercise.tolerance,
        )
    except Exception as problem:  # as a student's function fails: on a shape, an index, or where it must
        return Prediction(raised=type(problem).__name__)


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
    own = exercise.mistakes
    covered = {mistake.id for mistake in own} | exercise.same_as.keys()
    general = (mistake for spec in exercise.returned for mistake in general_mistakes(spec, exercise))
    return (*own, *(mistake for mistake in general if mistake.id not in covered))


def imitated(exercise: Exercise, case: Case, settings: Mapping[Any, Any]) -> dict[str, np.ndarray]:
    """Outputs by name of the imitation with these settings; raises whatever it raises."""
    switches = tuple((key, value) for key, value in settings.items() if isinstance(key, str))
    values = dict(_imitation(exercise, case, switches))
    for key, amount in settings.items():
        if not isinstance(key, str):
            output, change = key
            with np.errstate(invalid="ignore"):  # a mean of inf and -inf
                values[output] = CHANGES[change](values[output], amount, exercise.sizes(case))
    return values


@functools.cache
def _imitation(
    exercise: Exercise, case: Case, switches: tuple[tuple[str, Any], ...]
) -> dict[str, np.ndarray]:
    function = exercise.reference if exercise.imitation is None else exercise.imitation
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        returned = function(*exercise.positional(case), **dict(switches))
    return {name: array_of(leaf) for name, leaf in split(returned, exercise.returned).items()}


def _between(variants: Sequence[Mapping[str, np.ndarray]], tolerance: float) -> Prediction:
    low, high = {}, {}
    for name in variants[0]:
        stack = np.stack([variant[name] for variant in variants]).astype(float)
        slack = tolerance * np.abs(stack[np.isfinite(stack)]).max(initial=_FLOOR)
        low[name], high[name] = stack.min(axis=0) - slack, stack.max(axis=0) + slack
    return Prediction(variants[0], low, high)
