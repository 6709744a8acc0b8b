"""Five questions on lectures 1 and 2, before lecture 3 begins."""

from __future__ import annotations

import numpy as np

from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

RECALL_GRADIENT_DESCENT = quiz(
    name="recall_gradient_descent",
    topic="gradient_descent",
    outputs=("answer: array",),
    questions={
        1: Question(
            "1: before training",
            np.log(4),
            (
                Wrong(
                    "base_10",
                    0.602,
                    "That is log to base 10; cross-entropy takes ln.",
                ),
                Wrong(
                    "hinge_at_the_start",
                    3,
                    "C − 1 is what the hinge costs at the start. Cross-entropy: −ln of a probability of 1/C.",
                ),
            ),
        ),
        2: Question(
            "2: equal scores",
            1 / 5,
            (),
        ),
        3: Question(
            "3: the slope of a score",
            0.25 - 1,
            (
                Wrong(
                    "sign_turned",
                    0.75,
                    "The gradient in the scores is p − t, not t − p.",
                ),
                Wrong(
                    "target_forgotten",
                    0.25,
                    "The gradient is p − t, and t is 1 at the label.",
                ),
            ),
        ),
        4: Question(
            "4: a hinge loss",
            0.5,
            (
                Wrong(
                    "one_term_too_many",
                    1.5,
                    "The label's own class costs nothing: leave it out.",
                ),
            ),
        ),
        5: Question(
            "5: the shape of the scores",
            (32, 10),
            (
                Wrong(
                    "scores_transposed",
                    (10, 32),
                    "One row an example: X Wᵀ is (N, d)(d, C).",
                ),
            ),
        ),
    },
)
