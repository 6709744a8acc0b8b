"""The answers of a quiz under seal: what is right, and what is said of each known wrong answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from autograder.checking.diagnosis.hypotheses import all_mistakes
from autograder.checking.prediction import Prediction, right_prediction, wrong_prediction
from autograder.exercises.exercise import Case, Exercise
from autograder.exercises.sealed import Remark, Seals, sealed


def seals_of(exercise: Exercise) -> tuple[Seals, ...]:
    """The seals of every question, in the order of the cases."""
    return tuple(
        sealed(_remarks(exercise, case), f"{exercise.name}/{case.name}".encode(), exercise.tolerance)
        for case in exercise.public_cases
    )


def _remarks(exercise: Exercise, case: Case) -> Iterator[tuple[Mapping[str, np.ndarray], Remark]]:
    """What is right of each output by itself; then what gives a wrong answer away, the first name first."""
    right = right_prediction(exercise, case)
    for name, value in right.first.items():
        yield {name: value}, Remark({name: (right.low[name], right.high[name])})
    for mistake in all_mistakes(exercise):
        wrong = wrong_prediction(exercise, case, mistake.settings)
        if wrong.raised is None and not _same(wrong, right):
            bounds = {name: (low, wrong.high[name]) for name, low in wrong.low.items()}
            yield wrong.first, Remark(bounds, mistake.id, mistake.sentence)


def _same(wrong: Prediction, right: Prediction) -> bool:
    """Whether a mistake is one in another question."""
    return all(np.array_equal(wrong.low[name], right.low[name]) for name in right.low)
