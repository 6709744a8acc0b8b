"""Softmax of a batch of scores."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.exercise import Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.softmax import PROBABILITY_MISTAKES, class_probabilities
from autograder.exercises.parts.steps import softmax_steps, with_steps
from autograder.exercises.softmax.score_functions import INTEGERS_CUT, as_collected, unlabelled_cases
from course_lib.losses.softmax import softmax


def _imitation(
    scores: Array, *, returned: str = "probabilities", integer_buffer: bool = False, **switches: Any
) -> Array:
    """`softmax` with a switch for each mistake; further switches are those of `class_probabilities`."""
    p, log_p = class_probabilities(scores, **switches)
    shares = scores / np.sum(scores, axis=1, keepdims=True)
    returns = {"probabilities": p, "logarithms": log_p, "shares": shares}
    return as_collected(returns[returned], scores, integer_buffer)


SOFTMAX = Exercise(
    name="softmax",
    topic="softmax",
    inputs=("scores: (N, C)",),
    outputs=("probabilities: (N, C)",),
    reference=softmax,
    cases=with_steps(unlabelled_cases, softmax_steps),
    imitation=_imitation,
    mistakes=(
        *PROBABILITY_MISTAKES,
        INTEGERS_CUT,
        Mistake(
            "logarithm_returned",
            "These are log-probabilities: return the probabilities themselves, exp(s_k) over their sum.",
            {"returned": "logarithms"},
        ),
        Mistake(
            "exponential_missing",
            "The scores are divided by their sum, without the exponential: take that first.",
            {"returned": "shares"},
            formula="p_k = e**s_k / sum(e**s_j)",
        ),
    ),
)
