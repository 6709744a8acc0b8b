"""The gradient of the cross-entropy in the scores, put in order: p − t."""

from __future__ import annotations

from autograder.exercises.formula import values_of
from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

DERIVATION_SOFTMAX = quiz(
    name="derivation_softmax",
    topic="softmax",
    outputs=("answer: numbers",),
    questions={
        "order": Question(
            "the order",
            (4, 2, 6, 1, 5),
            (
                Wrong(
                    "order_with_probability_alone",
                    (4, 2, 6, 1, 3),
                    "Card 3 is an impostor: at the label it says p, but raising the label's own score "
                    "must *lower* the loss.",
                ),
                Wrong(
                    "order_with_product",
                    (4, 7, 6, 1, 5),
                    "Card 7 is an impostor: the logarithm of a quotient is a difference, not a "
                    "quotient of logarithms.",
                ),
                Wrong(
                    "order_swapped_middle",
                    (4, 6, 2, 1, 5),
                    "Cards 6 and 2 change places: ln eˢ = s can be used only after the quotient has "
                    "become a difference.",
                ),
            ),
        ),
        "a": Question(
            "blank a: ∂p_k/∂s_k",
            values_of(lambda p, q, t: p * (1 - p)),
            (
                Wrong(
                    "slope_without_itself",
                    values_of(lambda p, q, t: p),
                    "p alone is what the numerator gives; the denominator grows as well: − p².",
                ),
            ),
        ),
        "b": Question(
            "blank b: ∂p_k/∂s_j",
            values_of(lambda p, q, t: -p * q),
            (
                Wrong(
                    "sign_of_the_others",
                    values_of(lambda p, q, t: p * q),
                    "Raising another score takes probability away: the sign is −.",
                ),
            ),
        ),
        "c": Question(
            "blank c: ∂L/∂s_k with halved scores",
            values_of(lambda p, q, t: (p - t) / 2),
            (
                Wrong(
                    "halving_forgotten",
                    values_of(lambda p, q, t: p - t),
                    "p − t is the slope in the halved score, s_k / 2. The chain rule goes one step further, "
                    "to s_k.",
                ),
            ),
        ),
    },
    tolerance=1e-9,
    letters=("p", "q", "t"),
)
