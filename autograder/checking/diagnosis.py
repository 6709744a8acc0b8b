"""Which known mistake, or pair of them, explains the answers: the simplest hypothesis that fits all cases.

Single mistakes come before pairs, the exercise's own before general ones. A mistake with a constant in it is
not one hypothesis for each constant: the constant is solved from one answer, and must then fit all.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.checking.general_mistakes import general_mistakes
from autograder.checking.prediction import CaseResult, Prediction, wrong_prediction
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
    known = hypotheses(exercise)
    singles = sum(len(hypothesis.mistakes) == 1 for hypothesis in known)
    for hypothesis in known[:singles]:
        if _explains(exercise, hypothesis, results):
            return hypothesis.mistakes
    for mistake, settings in _solved(exercise, results):
        if all(wrong_prediction(exercise, each.case, settings).fits(each.answer) for each in results):
            return (mistake,)
    for hypothesis in known[singles:]:
        if _explains(exercise, hypothesis, results):
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


def _solved(exercise: Exercise, results: Sequence[CaseResult]) -> Iterator[tuple[Mistake, Mapping[Any, Any]]]:
    """Every mistake whose constant some wrong answer gives away, with all of its settings."""
    for mistake in exercise.mistakes:
        if mistake.solve is None:
            continue
        for each in results:
            if each.passed or each.answer.values is None or not each.has_expected_shapes:
                continue
            constant = mistake.solve(each.case.arguments, each.answer.values)
            if constant is not None:
                yield mistake, {**mistake.settings, **constant}
