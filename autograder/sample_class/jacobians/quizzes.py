"""Answers to the quizzes of lecture 5, right ones in four styles and the known wrong ones."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sample_class.editing import Mistakes
from autograder.sample_class.quizzes import Answers, as_branches, as_table, wrong_answers

_RECALL_JACOBIANS: Answers = {1: "0.25", 2: "2", 3: "-8", 4: "(5, 3)", 5: "3"}
_JACOBIAN_SLIDES: Answers = {1: "(3, 4)", 2: "(2, 1)", 3: "(3, 1)"}

# Exercise -> style -> answer.
QUIZZES: Mapping[str, Mapping[str, str]] = {
    "recall_jacobians": {
        "vectorised": as_table("recall_jacobians", _RECALL_JACOBIANS),
        "einsum": as_branches("recall_jacobians", _RECALL_JACOBIANS),
        "loops": """
def recall_jacobians(question):
    if question == 1:
        s = 1 / (1 + np.exp(-0.0))
        return s * (1 - s)
    if question == 5:
        total = 0
        for gradient in (1, -2, 4):
            total += gradient
        return total
    return {2: 2 * 1, 3: 2 * -4, 4: (5, 3)}[question]
""",
    },
    "jacobian_slides": {
        "vectorised": as_table("jacobian_slides", _JACOBIAN_SLIDES),
        "einsum": as_branches("jacobian_slides", _JACOBIAN_SLIDES),
        "loops": """
def jacobian_slides(question):
    if question == 2:
        return 2, 1
    J = {1: [[1, 2], [0, 3]], 3: [[1, 2], [0, 1]]}[question]
    if question == 1:
        J = [[J[i][j] + J[j][i] for j in range(2)] for i in range(2)]
    first = 0
    for row in J:
        first += 1 * row[0]
    return 3, first
""",
    },
}

MISTAKES: Mapping[str, Mistakes] = {
    "recall_jacobians": wrong_answers(
        _RECALL_JACOBIANS,
        {
            "value_for_slope": (1, "0.5"),
            "local_for_product": (2, "1"),
            "own_input": (3, "6"),
            "upstream_forgotten": (3, "-4"),
            "inputs_first": (4, "(3, 5)"),
            "last_one_wins": (5, "4"),
        },
    ),
    "jacobian_slides": wrong_answers(
        _JACOBIAN_SLIDES,
        {
            "other_side_twice": (1, "(3, 6)"),
            "left_side_twice": (1, "(3, 2)"),
            "rows_kept": (2, "(2, 3)"),
            "column_product": (3, "(3, 3)"),
        },
    ),
}

# Exercise -> of the points, what is left with one wrong answer.
EARNED_IN = {
    "recall_jacobians": dict.fromkeys((name for (name,) in MISTAKES["recall_jacobians"]), 4 / 5),
    "jacobian_slides": dict.fromkeys((name for (name,) in MISTAKES["jacobian_slides"]), 2 / 3),
}
