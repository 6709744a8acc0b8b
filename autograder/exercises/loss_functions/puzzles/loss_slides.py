"""The slides of lecture 1, each with one wrong line and the number that belongs there."""

from __future__ import annotations

from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

LOSS_SLIDES = quiz(
    name="loss_slides",
    topic="loss_functions",
    outputs=("line: number", "value: number"),
    questions={
        1: Question(
            "slide 1: a picture of a dog",
            (2, 3.0 - 1.4 + 1),
            (
                Wrong(
                    "margin_still_missing",
                    (2, 1.6),
                    "Line 2 it is, but 1.6 is what stands there. A term of the hinge is max(0, s_j − s_y "
                    "+ 1).",
                ),
                Wrong(
                    "accused_the_frog",
                    (3, -0.6),
                    "Line 3 is right: −0.2 − 1.4 + 1 = −0.6, and the larger of 0 and −0.6 is 0.",
                ),
            ),
        ),
        2: Question(
            "slide 2: the loss of the data",
            (3, (2.6 + 0 + 0.7 + 1.9) / 4),
            (
                Wrong(
                    "sum_kept",
                    (3, 5.2),
                    "Line 3 it is, but 5.2 is the sum. Line 2 says what the loss is: a mean over the N "
                    "images.",
                ),
                Wrong(
                    "zero_not_counted",
                    (3, 5.2 / 3),
                    "Line 3 it is. An image without a loss is still one of the four: divide by 4.",
                ),
            ),
        ),
        3: Question(
            "slide 3: the full loss",
            (4, 1.3 + 0.1 * 0.5),
            (
                Wrong(
                    "lambda_on_everything",
                    (4, 0.1 * (1.3 + 0.5)),
                    "Line 4 it is. λ multiplies the penalty alone, not the loss of the data.",
                ),
                Wrong(
                    "sum_of_parts_kept",
                    (4, 1.8),
                    "Line 4 it is, but 1.8 is what stands there. What is λ of line 3 for?",
                ),
            ),
        ),
        4: Question(
            "slide 4: in code",
            (3, (4.0 + 0.0 + 2.0) / 3 + 0.1 * 3.0),
            (
                Wrong(
                    "penalty_averaged_too",
                    (3, 6.3 / 3),
                    "Line 3 it is. Only the losses are averaged; the penalty has nothing to do with the "
                    "number of images.",
                ),
            ),
        ),
        5: Question(
            "slide 5: sum or mean over the classes",
            (3, 0.08 / 4),
            (
                Wrong(
                    "lambda_grew",
                    (3, 0.08 * 4),
                    "Line 3 it is, in the other direction: the data's loss became a quarter, so the "
                    "penalty must become a quarter too.",
                ),
                Wrong(
                    "label_counted_as_term",
                    (2, 0.2),
                    "Line 2 is right: the label's own class is no term, so there are 4 of them, and the "
                    "mean is a quarter of the sum.",
                ),
            ),
        ),
    },
)
