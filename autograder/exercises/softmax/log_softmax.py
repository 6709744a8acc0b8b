"""The logarithm of softmax."""

from __future__ import annotations

from typing import Any

from autograder.exercises.exercise import Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.softmax import LOG_MISTAKES, PROBABILITY_MISTAKES, class_probabilities
from autograder.exercises.parts.steps import softmax_steps, with_steps
from autograder.exercises.softmax.score_functions import INTEGERS_CUT, as_collected, unlabelled_cases
from course_lib.losses.softmax import log_softmax


def _imitation(
    scores: Array, *, returned: str = "logarithms", integer_buffer: bool = False, **switches: Any
) -> Array:
    """`log_softmax` with a switch for each mistake; further switches are those of `class_probabilities`."""
    p, log_p = class_probabilities(scores, **switches)
    returns = {"probabilities": p, "logarithms": log_p}
    return as_collected(returns[returned], scores, integer_buffer)


LOG_SOFTMAX = Exercise(
    name="log_softmax",
    topic="softmax",
    inputs=("scores: (N, C)",),
    outputs=("log_probabilities: (N, C)",),
    reference=log_softmax,
    cases=with_steps(unlabelled_cases, softmax_steps),
    imitation=_imitation,
    mistakes=(
        *PROBABILITY_MISTAKES,
        *LOG_MISTAKES,
        INTEGERS_CUT,
        Mistake(
            "logarithm_missing",
            "These are probabilities: return their logarithms.",
            {"returned": "probabilities"},
            formula="s_k - log(sum(e**s_j))",
        ),
    ),
)
