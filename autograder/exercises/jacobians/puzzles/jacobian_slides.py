"""The slides of lecture 5, each with one wrong line and the number that belongs there."""

from __future__ import annotations

from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

JACOBIAN_SLIDES = quiz(
    name="jacobian_slides",
    topic="jacobians",
    outputs=("line: number", "value: number"),
    questions={
        1: Question(
            "slide 1: a quadratic form",
            (3, 4),
            (
                Wrong(
                    "other_side_twice",
                    (3, 6),
                    "Line 3 it is. 6 is the first entry of 2 A w. A is not symmetric: take wᵀ(A + Aᵀ).",
                ),
                Wrong(
                    "left_side_twice",
                    (3, 2),
                    "Line 3 it is, but 2 is what stands there. A is not symmetric: take wᵀ(A + Aᵀ).",
                ),
            ),
        ),
        2: Question(
            "slide 2: sizes",
            (2, 1),
            (
                Wrong(
                    "rows_kept",
                    (2, 3),
                    "Line 2 it is, but 3 rows is what stands there. For which size does the product exist "
                    "and give a number?",
                ),
            ),
        ),
        3: Question(
            "slide 3: back through a linear map",
            (3, 1),
            (
                Wrong(
                    "column_product",
                    (3, 3),
                    "Line 3 it is, but 3 is what stands there. A row is multiplied from the left: (1, 1) J.",
                ),
            ),
        ),
    },
)
