"""The slides of lecture 2, each with one wrong line and the number that belongs there."""

from __future__ import annotations

import numpy as np

from autograder.exercises.parts.puzzles.quiz import Question, Wrong, quiz

SOFTMAX_SLIDES = quiz(
    name="softmax_slides",
    topic="softmax",
    outputs=("line: number", "value: number"),
    questions={
        1: Question(
            "slide 1: a surprised classifier",
            (4, -np.log(1 / 8)),
            (
                Wrong(
                    "logarithm_to_base_10",
                    (4, 0.903),
                    "Line 4 it is, but 0.903 is what stands there: the logarithm to base 10. A loss in "
                    "nats takes ln.",
                ),
                Wrong(
                    "logarithm_to_base_2",
                    (4, 3.0),
                    "Line 4 it is. 3 is the logarithm to base 2, in bits; the loss is in nats and takes ln.",
                ),
            ),
        ),
        2: Question(
            "slide 2: one image, two losses",
            (4, np.log(np.exp([0.3, 1.1, 0.6]).sum()) - 0.6),
            (
                Wrong(
                    "label_is_a_term",
                    (2, 3.2),
                    "Line 2 is right: the label's own class is left out of the hinge, so there are two "
                    "terms.",
                ),
                Wrong(
                    "logarithm_to_base_10_again",
                    (4, 0.530),
                    "Line 4 it is, but 0.530 is what stands there: the logarithm to base 10.",
                ),
            ),
        ),
        3: Question(
            "slide 3: three digits",
            (3, 0.061 / 3.628),
            (
                Wrong(
                    "two_digits",
                    (3, 0.017),
                    "Line 3 it is, and 0.017 is the number in two digits. Give three.",
                ),
                Wrong(
                    "copied_probability",
                    (3, 0.018),
                    "Line 3 it is, but 0.018 is what stands there. Divide again: 0.061 by 3.628.",
                ),
            ),
        ),
        4: Question(
            "slide 4: one-hot",
            (2, 3),
            (
                Wrong(
                    "counted_from_one",
                    (2, 4),
                    "Line 2 it is. Line 1 counts from 0: say where the 1 stands in that way of counting.",
                ),
                Wrong(
                    "kept_the_place",
                    (2, 2),
                    "Line 2 it is, but at index 2 is where the slide has the 1.",
                ),
            ),
        ),
        5: Question(
            "slide 5: how far is q from p",
            (4, np.log(0.5 / 0.25) / 2 + np.log(0.5 / 0.75) / 2),
            (
                Wrong(
                    "entropies_added",
                    (4, 1.530),
                    "Line 4 it is. KL is what the cross-entropy has *more* than the entropy: subtract "
                    "line 2 from line 3.",
                ),
                Wrong(
                    "divergence_negative",
                    (4, -0.1438),
                    "Line 4 it is, with the other sign: KL(p‖q) = H(p, q) − H(p), and it is never negative.",
                ),
            ),
        ),
    },
)
