"""The gradient of the squared error of a linear model, put in order: 2(y − t)xᵀ."""

from __future__ import annotations

from autograder.exercises.formula import values_of
from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

DERIVATION_ERROR = quiz(
    name="derivation_error",
    topic="gradient_descent",
    outputs=("answer: numbers",),
    questions={
        "order": Question(
            "the order",
            (5, 2, 4, 1),
            (
                Wrong(
                    "order_with_all_outputs",
                    (5, 6, 4, 1),
                    "Card 6 is an impostor: y_j with j ≠ k does not contain W_ki, so only one term of "
                    "the sum is left.",
                ),
                Wrong(
                    "order_with_transposed",
                    (5, 2, 4, 3),
                    "Card 3 is an impostor: it is d × C. The entry (k, i) must have the error of "
                    "*output* k in row k.",
                ),
            ),
        ),
        "a": Question(
            "blank a: ∂L/∂y_k",
            values_of(lambda y, t, x: 2 * (y - t)),
            (
                Wrong(
                    "factor_of_the_square",
                    values_of(lambda y, t, x: y - t),
                    "The factor 2 of the square is missing.",
                ),
            ),
        ),
        "b": Question(
            "blank b: ∂y_k/∂W_ki",
            values_of(lambda y, t, x: x),
            (
                Wrong(
                    "weight_for_input",
                    values_of(lambda y, t, x: 1.0),
                    "The slope of W_ki x_i in W_ki is not 1.",
                ),
            ),
        ),
        "c": Question(
            "blank c: ∂²L/∂W_ki²",
            values_of(lambda y, t, x: 2 * x**2),
            (
                Wrong(
                    "slope_for_curvature",
                    values_of(lambda y, t, x: 2 * (y - t) * x),
                    "That is the slope. It has y in it, and y moves with the weight: differentiate again.",
                ),
            ),
        ),
    },
    tolerance=1e-9,
    letters=("y", "t", "x"),
)
