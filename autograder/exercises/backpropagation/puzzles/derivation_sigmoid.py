"""The slope of the logistic function, put in order: σ (1 − σ)."""

from __future__ import annotations

from autograder.exercises.formula import values_of
from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

DERIVATION_SIGMOID = quiz(
    name="derivation_sigmoid",
    topic="backpropagation",
    outputs=("answer: numbers",),
    questions={
        "order": Question(
            "the order",
            (3, 1, 5, 2),
            (
                Wrong(
                    "order_with_lost_sign",
                    (3, 4, 5, 2),
                    "Card 4 is an impostor: it is negative everywhere, and σ rises. The derivative of "
                    "e^(−z) is −e^(−z), and two minus signs make a plus.",
                ),
                Wrong(
                    "order_with_square",
                    (3, 1, 5, 6),
                    "Card 6 is an impostor: at z = 0 it says 0, and the slope there is ¼.",
                ),
            ),
        ),
        "a": Question(
            "blank a: σ′ in e = e^(−z)",
            values_of(lambda e, s: e / (1 + e) ** 2),
            (
                Wrong(
                    "inner_sign_lost",
                    values_of(lambda e, s: -e / (1 + e) ** 2),
                    "It is positive: the derivative of 1/v is −1/v², and that of e^(−z) is −e^(−z).",
                ),
            ),
        ),
        "b": Question(
            "blank b: 1 − σ in e",
            values_of(lambda e, s: e / (1 + e)),
            (
                Wrong(
                    "one_for_e",
                    values_of(lambda e, s: 1 / (1 + e)),
                    "That is σ itself.",
                ),
            ),
        ),
        "c": Question(
            "blank c: σ″ in s = σ",
            values_of(lambda e, s: s * (1 - s) * (1 - 2 * s)),
            (
                Wrong(
                    "slope_for_its_slope",
                    values_of(lambda e, s: s * (1 - s)),
                    "That is σ′. Its own slope is 0 in the middle, where σ is steepest.",
                ),
                Wrong(
                    "stopped_at_s",
                    values_of(lambda e, s: 1 - 2 * s),
                    "That is the slope of s (1 − s) in s: multiply it by the slope of s in z.",
                ),
            ),
        ),
    },
    tolerance=1e-9,
    letters=("e", "s"),
)
