"""The multiclass hinge loss of given scores."""

from __future__ import annotations

from typing import Any

from autograder.exercises.exercise import Exercise, Mistake
from autograder.exercises.loss_functions.score_losses import (
    SCORE_LOSS_MISTAKES,
    score_loss_cases,
    score_losses,
)
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.hinge import HINGE_MISTAKES
from autograder.exercises.parts.steps import hinge_steps, with_steps
from course_lib.losses.hinge import multiclass_hinge


def _imitation(scores: Array, y: Array, *, power: int = 1, **switches: Any) -> Array:
    """`multiclass_hinge` with a switch for each mistake; further switches are those of `score_losses`."""
    return score_losses(scores, y, power, **switches)


MULTICLASS_HINGE = Exercise(
    name="multiclass_hinge",
    topic="loss_functions",
    inputs=("scores: (N, C)", "y: (N,) int"),
    outputs=("losses: (N,)",),
    reference=multiclass_hinge,
    cases=with_steps(score_loss_cases, hinge_steps),
    imitation=_imitation,
    mistakes=(
        *HINGE_MISTAKES,
        *SCORE_LOSS_MISTAKES,
        Mistake(
            "squared", "The terms are squared: that is the squared hinge of the next exercise.", {"power": 2}
        ),
    ),
    same_as={"losses_over_C": "averaged_over_classes"},
)
