"""What an answer is expected to give: the right one, and one with a mistake in it.

Every mistake can be made on purpose (`Mistake.settings`), so what a wrong answer gives is computed.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from autograder.checking.call import Answer, arrays_of, reference_answer, split
from autograder.checking.general_mistakes import CHANGES
from autograder.exercises import declared
from autograder.exercises.exercise import Case, Exercise
from autograder.exercises.sealed import Seals, slack_of


@dataclass(frozen=True)
class Prediction:
    """Bounds for every output, or the name of an exception.

    Parameters
    ----------
    first : dict
        Values for the first of the accepted subgradients: those are shown.
    low, high : dict
        What the output may be at least and at most, the tolerance included.
    last : dict or None
        Values for the last of the accepted subgradients, where they are `coupled`: only mixtures of `first`
        and `last` with one share for all entries are right.
    raised : str or None
        Name of the exception's type.
    loose : bool
        Whether any infinity or nan is taken for any other: in what a mistake gives, which of them comes out
        depends on how it is written.
    """

    first: Mapping[str, np.ndarray] = field(default_factory=dict)
    low: Mapping[str, np.ndarray] = field(default_factory=dict)
    high: Mapping[str, np.ndarray] = field(default_factory=dict)
    last: Mapping[str, np.ndarray] | None = None
    raised: str | None = None
    loose: bool = False

    def agrees(self, name: str, value: np.ndarray) -> np.ndarray:
        """Where an output of the right shape is as predicted; nan only where nan is, unless it is loose."""
        low, high = self.low[name], self.high[name]
        is_within = (value >= low) & (value <= high)
        if self.loose:
            return np.asarray(is_within | ~(np.isfinite(value) | np.isfinite(low)))
        return np.asarray(is_within | (np.isnan(value) & np.isnan(low)))

    def holds(self, name: str, value: np.ndarray) -> bool:
        """Whether an output has the right shape and is as predicted everywhere."""
        return value.shape == self.low[name].shape and bool(self.agrees(name, value).all())

    def fits(self, answer: Answer) -> bool:
        """Whether an answer is what was predicted."""
        if self.raised is not None:
            return self.raised in answer.types
        values = answer.values
        if values is None or not all(self.holds(name, values[name]) for name in self.low):
            return False
        return self.last is None or self._is_one_mixture(values, self.last)

    def _is_one_mixture(self, values: Mapping[str, np.ndarray], last: Mapping[str, np.ndarray]) -> bool:
        """Whether all entries together are `first` with one and the same share of `last`."""
        returned, start, end, slack = (
            np.concatenate([np.ravel(part[name]).astype(float) for name in self.low])
            for part in (values, self.first, last, self._slacks())
        )
        move = end - start
        largest = np.argmax(np.abs(move))
        if abs(move[largest]) <= slack[largest]:
            return True
        share = (returned[largest] - start[largest]) / move[largest]
        return bool((np.abs(returned - start - share * move) <= 2 * slack).all())

    def _slacks(self) -> dict[str, np.ndarray]:
        """The tolerance of every entry."""
        last = self.last or self.first
        return {name: np.minimum(self.first[name], last[name]) - low for name, low in self.low.items()}


@dataclass(frozen=True)
class SealedPrediction(Prediction):
    """What is right, where only who has the answer may know it: no values and no bounds stand here.

    Parameters
    ----------
    seals : Seals
    """

    seals: Seals = field(kw_only=True)

    def holds(self, name: str, value: np.ndarray) -> bool:
        """Whether an output is right."""
        return any(not remark.mistake for remark in self.seals.opened_by({name: value}))

    def fits(self, answer: Answer) -> bool:
        """Whether every output is right."""
        values = answer.values
        return values is not None and all(self.holds(name, value) for name, value in values.items())

    def told(self, answer: Answer) -> tuple[str, str] | None:
        """Identifier and sentence of the known mistake that an answer is; None if it is no known one."""
        remarks = self.seals.opened_by(answer.values or {})
        return next(((each.mistake, each.sentence) for each in remarks if each.mistake), None)


@dataclass(frozen=True)
class CaseResult:
    """One case that was tried: made once in a check, and read by everything that explains or shows it.

    Parameters
    ----------
    case : Case
    answer : Answer
        What the student's function gave.
    expected : Prediction
        What a right function gives.
    """

    case: Case
    answer: Answer
    expected: Prediction

    @functools.cached_property
    def passed(self) -> bool:
        """Whether the answer is right."""
        return self.expected.fits(self.answer)

    @functools.cached_property
    def size(self) -> int:
        """How many numbers the arguments hold."""
        values = self.case.arguments.values()
        return sum(value.size for value in values if isinstance(value, np.ndarray))


@functools.cache
def right_prediction(exercise: Exercise, case: Case) -> Prediction:
    """What a right answer gives: the reference, and at a kink what lies between the accepted subgradients."""
    seals = exercise.seals(case)
    if seals is not None:
        return SealedPrediction(seals=seals)
    with declared(exercise.name, exercise.topic):
        right = reference_answer(exercise, case)
        if right.values is None:
            return Prediction(raised=right.raised)
        variants = [right.values]
        if exercise.imitation is not None:
            variants += [imitated(exercise, case, settings) for settings in exercise.subgradients if settings]
    bounds = _between(variants, exercise.tolerance)
    return replace(bounds, last=variants[-1]) if exercise.coupled else bounds


def wrong_prediction(exercise: Exercise, case: Case, settings: Mapping[Any, Any]) -> Prediction:
    """What an answer with these settings of the imitation gives."""
    try:
        variants = [imitated(exercise, case, {**each, **settings}) for each in exercise.subgradients]
        return replace(_between(variants, exercise.tolerance), loose=True)
    except Exception as problem:  # as a student's function fails: on a shape, an index, or where it must
        return Prediction(raised=type(problem).__name__)


def imitated(exercise: Exercise, case: Case, settings: Mapping[Any, Any]) -> dict[str, np.ndarray]:
    """Outputs by name of the imitation with these settings; raises whatever it raises."""
    switches = tuple((key, value) for key, value in settings.items() if isinstance(key, str))
    values = dict(_imitation(exercise, case, switches))
    for key, amount in settings.items():
        if not isinstance(key, str):
            output, change = key
            with np.errstate(all="ignore"):  # twice the largest float, a mean of inf and -inf
                values[output] = CHANGES[change](values[output], amount, exercise.sizes(case))
    return values


# Bounded, because a solved constant may be any number. Mistakes of an output alone share one entry.
@functools.lru_cache(maxsize=100_000)
def _imitation(
    exercise: Exercise, case: Case, switches: tuple[tuple[str, Any], ...]
) -> dict[str, np.ndarray]:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        returned = exercise.imitated(case, dict(switches))
    return arrays_of(split(returned, exercise.returned), exercise)


def _between(variants: Sequence[Mapping[str, np.ndarray]], tolerance: float) -> Prediction:
    low, high = {}, {}
    for name in variants[0]:
        stack = np.stack([variant[name] for variant in variants]).astype(float)
        slack = slack_of(stack, tolerance)
        with np.errstate(all="ignore"):  # beyond the largest float is inf, and an infinity stays one
            low[name], high[name] = stack.min(axis=0) - slack, stack.max(axis=0) + slack
    return Prediction(variants[0], low, high)
