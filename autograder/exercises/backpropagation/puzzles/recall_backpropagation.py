"""Five questions on lectures 1 to 3, before lecture 4 begins."""

from __future__ import annotations

from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

RECALL_BACKPROPAGATION = quiz(
    name="recall_backpropagation",
    topic="backpropagation",
    outputs=("answer: array",),
    questions={
        1: Question(
            "1: one step",
            1 - 0.5 * -2,
            (
                Wrong(
                    "no_learning_rate",
                    3,
                    "The step is the learning rate times the slope: 0.5 · (−2).",
                ),
            ),
        ),
        2: Question(
            "2: a centred difference",
            (9.261 - 6.859) / 0.2,
            (
                Wrong(
                    "divided_by_h",
                    24.02,
                    "The two points lie 2h apart: divide by 0.2.",
                ),
            ),
        ),
        3: Question(
            "3: steps of an epoch",
            16,
            (
                Wrong(
                    "last_batch_dropped",
                    15,
                    "15 · 64 = 960: the last 40 examples are a batch of their own.",
                ),
            ),
        ),
        4: Question(
            "4: the steepest slope",
            5,
            (
                Wrong(
                    "slopes_added",
                    7,
                    "The slope along a unit vector u is ∇f · u, at most the *length* of ∇f.",
                ),
                Wrong(
                    "one_axis_only",
                    4,
                    "Along an axis it is 4; a direction between the axes is steeper.",
                ),
            ),
        ),
        5: Question(
            "5: a squared error",
            2 * (3 - 1),
            (
                Wrong(
                    "factor_missing",
                    2,
                    "(y − t)² has the derivative 2 (y − t).",
                ),
            ),
        ),
    },
)
