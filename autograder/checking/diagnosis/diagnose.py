"""Which known mistakes explain the answers: the simplest hypothesis that fits all cases.

A single mistake comes before several, the exercise's own before general ones. Where no single one explains
all, each output is explained by itself, by one mistake or a pair, and what the outputs have in common is told
once. A mistake with a constant in it is not one hypothesis for each constant: the constant is solved from one
answer, and must then fit all.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.checking.diagnosis.by_output import explained_by_output
from autograder.checking.diagnosis.constants import explains_with_its_constant, hypotheses_with_constants
from autograder.checking.diagnosis.hypotheses import explains, singles
from autograder.checking.diagnosis.spread import explained_but_for_spread
from autograder.checking.prediction import CaseResult
from autograder.exercises.exercise import Exercise, Mistake


def diagnose(exercise: Exercise, results: Sequence[CaseResult]) -> tuple[Mistake, ...]:
    """The fewest mistakes that explain every answer; `()` if none do.

    Parameters
    ----------
    results : sequence of CaseResult
        At least one of them wrong.
    """
    telling = sorted(results, key=lambda each: each.passed)
    for hypothesis in singles(exercise):
        if explains(exercise, hypothesis, telling):
            return hypothesis.mistakes
    with_constants = hypotheses_with_constants(exercise)
    for size in (1, 2):
        if size == 2 and (found := explained_by_output(exercise, telling)):
            return found
        for hypothesis in with_constants:
            if len(hypothesis.mistakes) == size and explains_with_its_constant(exercise, hypothesis, results):
                return hypothesis.mistakes
    return explained_but_for_spread(exercise, telling)
