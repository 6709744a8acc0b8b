"""The slope along a direction, put in order: ∇f · u."""

from __future__ import annotations

from autograder.exercises.formula import values_of
from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

DERIVATION_SLOPE = quiz(
    name="derivation_slope",
    topic="gradient_descent",
    outputs=("answer: numbers",),
    questions={
        "order": Question(
            "the order",
            (2, 5, 1, 3),
            (
                Wrong(
                    "order_with_length",
                    (2, 5, 1, 6),
                    "Card 6 is an impostor: at ∇f = (3, 4), u = (0, 1) it says 5, and the slope along "
                    "the second axis is 4.",
                ),
                Wrong(
                    "order_legs_swapped",
                    (2, 1, 5, 3),
                    "Cards 5 and 1 change places: the way is cut into its two legs before the limit "
                    "of each is taken.",
                ),
                Wrong(
                    "order_slopes_added",
                    (2, 5, 4, 3),
                    "Card 4 is an impostor: at ∇f = (3, 4), u = (0, 1) it says 7, and the slope along "
                    "the second axis is 4.",
                ),
            ),
        ),
        "a": Question(
            "blank a: the first leg, divided by h",
            values_of(lambda a, b, u: a * u),
            (
                Wrong(
                    "leg_of_length_one",
                    values_of(lambda a, b, u: a),
                    "That is the change for a leg of length h; this one has the length h u.",
                ),
            ),
        ),
        "b": Question(
            "blank b: ∇f · (0.6, 0.8)",
            values_of(lambda a, b, u: 0.6 * a + 0.8 * b),
            (
                Wrong(
                    "components_added",
                    values_of(lambda a, b, u: a + b),
                    "Each partial derivative counts as much as u goes along its axis.",
                ),
            ),
        ),
    },
    tolerance=1e-9,
    letters=("a", "b", "u"),
)
