"""Five questions on lectures 1 to 4, before lecture 5 begins."""

from __future__ import annotations

from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

RECALL_JACOBIANS = quiz(
    name="recall_jacobians",
    topic="jacobians",
    outputs=("answer: array",),
    questions={
        1: Question(
            "1: the slope of σ",
            1 / 4,
            (
                Wrong(
                    "value_for_slope",
                    0.5,
                    "0.5 is σ(0); its slope is σ (1 − σ).",
                ),
            ),
        ),
        2: Question(
            "2: a max gate",
            2,
            (
                Wrong(
                    "local_for_product",
                    1,
                    "1 is the local gradient; multiply by the upstream gradient.",
                ),
            ),
        ),
        3: Question(
            "3: a mul gate",
            -4 * 2,
            (
                Wrong(
                    "own_input",
                    6,
                    "The local gradient to x is the *other* input.",
                ),
                Wrong(
                    "upstream_forgotten",
                    -4,
                    "−4 is the local gradient; multiply by the upstream gradient.",
                ),
            ),
        ),
        4: Question(
            "4: the shape of dW",
            (5, 3),
            (
                Wrong(
                    "inputs_first",
                    (3, 5),
                    "A gradient has the shape of its parameter: Y = X Wᵀ, so W is (5, 3).",
                ),
            ),
        ),
        5: Question(
            "5: a value used three times",
            1 - 2 + 4,
            (
                Wrong(
                    "last_one_wins",
                    4,
                    "Where a value branches, the gradients *add*; the last must not overwrite the others.",
                ),
            ),
        ),
    },
)
