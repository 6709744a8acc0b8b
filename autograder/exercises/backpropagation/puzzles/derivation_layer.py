"""The gradient of a layer in its inputs, entry by entry and put in order: dX = dY W."""

from __future__ import annotations

from autograder.exercises.formula import values_of
from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

DERIVATION_LAYER = quiz(
    name="derivation_layer",
    topic="backpropagation",
    outputs=("answer: numbers",),
    questions={
        "order": Question(
            "the order",
            (4, 1, 6, 3),
            (
                Wrong(
                    "order_with_one_output",
                    (4, 2, 6, 3),
                    "Card 2 is an impostor: the input x_ni reaches *every* output of its example, so "
                    "there is a sum over c.",
                ),
                Wrong(
                    "order_with_transposed_weights",
                    (4, 1, 6, 5),
                    "Card 5 is an impostor: (N, C)(d, C) does not fit.",
                ),
            ),
        ),
        "a": Question(
            "blank a: ∂Y_n0/∂X_ni",
            values_of(lambda a, b, v, w: v),
            (
                Wrong(
                    "input_for_weight",
                    values_of(lambda a, b, v, w: a),
                    "Y_n0 = Σ W_0i X_ni: the factor beside X_ni is a weight.",
                ),
            ),
        ),
        "b": Question(
            "blank b: dX_ni for two outputs",
            values_of(lambda a, b, v, w: a * v + b * w),
            (
                Wrong(
                    "one_way_only",
                    values_of(lambda a, b, v, w: a * v),
                    "That is the way through the first output; add the one through the second.",
                ),
            ),
        ),
    },
    tolerance=1e-9,
    letters=("a", "b", "v", "w"),
)
