"""Five questions on lecture 1, before lecture 2 begins."""

from __future__ import annotations

from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

RECALL_SOFTMAX = quiz(
    name="recall_softmax",
    topic="softmax",
    outputs=("answer: array",),
    questions={
        1: Question(
            "1: a hinge loss",
            3,
            (
                Wrong(
                    "no_margin",
                    2,
                    "Each wrong class costs max(0, s_j − s_y + 1): the margin of 1 is missing.",
                ),
                Wrong(
                    "own_class_counts",
                    4,
                    "The label's own class costs nothing: leave it out.",
                ),
            ),
        ),
        2: Question(
            "2: before training",
            10 - 1,
            (
                Wrong(
                    "one_a_class",
                    10,
                    "At s ≈ 0 each *wrong* class costs 1; the label's own costs nothing.",
                ),
            ),
        ),
        3: Question(
            "3: a lead that is enough",
            1,
            (),
        ),
        4: Question(
            "4: the shape of a gradient",
            (10, 64),
            (
                Wrong(
                    "other_way_round",
                    (64, 10),
                    "A gradient has the shape of its parameter, and W is C × d: one row a class.",
                ),
            ),
        ),
        5: Question(
            "5: the full loss",
            1.2 + 0.1 * 3,
            (
                Wrong(
                    "lambda_left_out",
                    1.2 + 3,
                    "The penalty is λ R(W): multiply by λ.",
                ),
            ),
        ),
    },
)
