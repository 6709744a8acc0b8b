"""The cross-entropy of each example, from scores and labels."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.exercise import Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.softmax import (
    DENOMINATOR_MISTAKE,
    LOG_MISTAKES,
    PROBABILITY_MISTAKES,
    class_probabilities,
)
from autograder.exercises.parts.steps import softmax_steps, with_steps
from autograder.exercises.softmax.label_losses import LABEL_MISTAKES, label_losses
from autograder.exercises.softmax.score_functions import INTEGERS_CUT, as_collected, shifted_score_cases
from course_lib.losses.softmax import cross_entropy


def _imitation(scores: Array, y: Array, *, integer_buffer: bool = False, **switches: Any) -> Array:
    """`cross_entropy` with a switch for each mistake; further switches are those of its parts."""
    of_losses = {name: switches.pop(name) for name in ("labels", "picked", "returned") if name in switches}
    # A wrong label is also the one that is left out of a wrong denominator.
    left_out = y if of_losses.get("labels") in (None, "one-hot", "argmax") else np.roll(y, -1)
    p, log_p = class_probabilities(scores, left_out, **switches)
    return as_collected(label_losses(scores, p, log_p, y, **of_losses), scores, integer_buffer)


CROSS_ENTROPY = Exercise(
    name="cross_entropy",
    topic="softmax",
    inputs=("scores: (N, C)", "y: (N,) int"),
    outputs=("losses: (N,)",),
    reference=cross_entropy,
    cases=with_steps(shifted_score_cases, softmax_steps),
    imitation=_imitation,
    mistakes=(
        *PROBABILITY_MISTAKES,
        DENOMINATOR_MISTAKE,
        *LOG_MISTAKES,
        *LABEL_MISTAKES,
        INTEGERS_CUT,
        Mistake(
            "every_class_counted",
            "The logarithms of all classes are summed: only that of the correct class counts, "
            "-log p[i, y[i]].",
            {"picked": "every class"},
        ),
        Mistake(
            "probability_returned",
            "This is the probability of the correct class: the loss is its negative logarithm, -log p.",
            {"returned": "probability"},
        ),
        Mistake(
            "miss_returned",
            "This is 1 - p of the correct class: the loss is its negative logarithm, -log p.",
            {"returned": "miss"},
        ),
    ),
)
