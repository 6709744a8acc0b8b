"""Answers to the quizzes of lecture 1, right ones in four styles and the known wrong ones."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sample_class.editing import Mistakes
from autograder.sample_class.quizzes import Answers, as_branches, as_table, wrong_answers

_LOSS_SLIDES: Answers = {1: "(2, 2.6)", 2: "(3, 1.3)", 3: "(4, 1.35)", 4: "(3, 2.3)", 5: "(3, 0.02)"}

# Exercise -> style -> answer.
QUIZZES: Mapping[str, Mapping[str, str]] = {
    "loss_slides": {
        "vectorised": as_table("loss_slides", _LOSS_SLIDES),
        "einsum": as_branches("loss_slides", _LOSS_SLIDES),
        "loops": """
def loss_slides(question):
    if question == 1:
        ship, dog = 3.0, 1.4
        return 2, max(0, ship - dog + 1)
    if question == 2:
        total = 0
        for loss in (2.6, 0, 0.7, 1.9):
            total += loss
        return 3, total / 4
    if question == 3:
        return 4, 1.3 + 0.1 * 0.5
    if question == 4:
        total = 0
        for loss in (4.0, 0.0, 2.0):
            total += loss
        return 3, total / 3 + 0.1 * 3.0
    terms = 5 - 1
    return 3, 0.08 / terms
""",
    },
}

MISTAKES: Mapping[str, Mistakes] = {
    "loss_slides": wrong_answers(
        _LOSS_SLIDES,
        {
            "margin_still_missing": (1, "(2, 1.6)"),
            "accused_the_frog": (1, "(3, -0.6)"),
            "sum_kept": (2, "(3, 5.2)"),
            "zero_not_counted": (2, "(3, 1.733)"),
            "lambda_on_everything": (3, "(4, 0.18)"),
            "sum_of_parts_kept": (3, "(4, 1.8)"),
            "penalty_averaged_too": (4, "(3, 2.1)"),
            "lambda_grew": (5, "(3, 0.32)"),
            "label_counted_as_term": (5, "(2, 0.2)"),
        },
    ),
}

# Of the points, what is left with one wrong answer.
EARNED = {
    **dict.fromkeys((name for (name,) in MISTAKES["loss_slides"]), 4 / 5),
}
