"""The slides of lecture 4, each with one wrong line and the number that belongs there."""

from __future__ import annotations

import numpy as np

from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

GATE_SLIDES = quiz(
    name="gate_slides",
    topic="backpropagation",
    outputs=("line: number", "value: number"),
    questions={
        1: Question(
            "slide 1: f = (x + y) z",
            (3, 1),
            (
                Wrong(
                    "gradient_for_value",
                    (3, 3),
                    "Line 3 it is. 3 is the gradient; what is x itself after the backward pass?",
                ),
                Wrong(
                    "step_kept",
                    (3, 0.7),
                    "Line 3 it is, but 0.7 is what stands there. Backpropagation finds the gradient; the "
                    "step is taken by descent, later.",
                ),
            ),
        ),
        2: Question(
            "slide 2: the logistic chain",
            (4, 1 / (1 + np.exp(-1)) - 1),
            (
                Wrong(
                    "sign_of_the_logarithm",
                    (4, 0.269),
                    "Line 4 it is, but 0.269 is what stands there. The derivative of −ln p is −1/p.",
                ),
                Wrong(
                    "local_gradient_left_out",
                    (4, -1.368),
                    "Line 4 it is. −1.368 is −1/p: multiply it by the local gradient of line 3.",
                ),
            ),
        ),
        3: Question(
            "slide 3: count the weights",
            (3, 5 * 4 + 3 * 5),
            (
                Wrong(
                    "added_biases",
                    (3, 43),
                    "Line 3 it is. With biases there would be 8 more, but the net of line 2 has none.",
                ),
                Wrong(
                    "accused_the_net",
                    (2, 2),
                    "Line 2 is a net as it stands, of two layers. Compare line 3 with it.",
                ),
            ),
        ),
        4: Question(
            "slide 4: what a net can be",
            (3, 6 + 1),
            (
                Wrong(
                    "pieces_as_units",
                    (3, 6),
                    "Line 3 it is. Six bends cut a line into one piece more.",
                ),
            ),
        ),
    },
)
