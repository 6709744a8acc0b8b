"""Why no divergence is negative, put in order."""

from __future__ import annotations

from autograder.exercises.formula import values_of
from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

DERIVATION_KL = quiz(
    name="derivation_kl",
    topic="softmax",
    outputs=("answer: numbers",),
    questions={
        "order": Question(
            "the order",
            (3, 6, 1, 4),
            (
                Wrong(
                    "order_with_wrong_bound",
                    (3, 5, 1, 4),
                    "Card 5 is an impostor: ln u lies *below* its tangent u − 1, at u = 2 it is 0.69 "
                    "and not above 1.",
                ),
                Wrong(
                    "order_sum_not_one",
                    (3, 6, 1, 2),
                    "Card 2 is an impostor: both p and q sum to 1, so their difference sums to 0.",
                ),
            ),
        ),
        "a": Question(
            "blank a: the tangent of ln u at u = 1",
            values_of(lambda p, q, u: u - 1),
            (
                Wrong(
                    "line_through_zero",
                    values_of(lambda p, q, u: u),
                    "u has the right slope, but at u = 1 it is 1 and ln 1 is 0.",
                ),
            ),
        ),
        "b": Question(
            "blank b: p times (q/p − 1)",
            values_of(lambda p, q, u: q - p),
            (
                Wrong(
                    "terms_turned",
                    values_of(lambda p, q, u: p - q),
                    "p (q/p − 1) = q − p: the sign is turned.",
                ),
            ),
        ),
    },
    tolerance=1e-9,
    letters=("p", "q", "u"),
)
