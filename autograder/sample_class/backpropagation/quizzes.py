"""Answers to the quizzes of lecture 4, right ones in four styles and the known wrong ones."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sample_class.editing import Mistakes
from autograder.sample_class.quizzes import Answers, as_branches, as_table, wrong_answers

_RECALL_BACKPROPAGATION: Answers = {1: "2", 2: "12.01", 3: "16", 4: "5", 5: "4"}
_GATE_SLIDES: Answers = {1: "(3, 1)", 2: "(4, -0.269)", 3: "(3, 35)", 4: "(3, 7)"}

# Exercise -> style -> answer.
QUIZZES: Mapping[str, Mapping[str, str]] = {
    "recall_backpropagation": {
        "vectorised": as_table("recall_backpropagation", _RECALL_BACKPROPAGATION),
        "einsum": as_branches("recall_backpropagation", _RECALL_BACKPROPAGATION),
        "loops": """
def recall_backpropagation(question):
    if question == 2:
        above, below = 2.1**3, 1.9**3
        return (above - below) / (2 * 0.1)
    if question == 3:
        return len(range(0, 1000, 64))
    if question == 4:
        squares = 0
        for slope in (3, 4):
            squares += slope**2
        return squares**0.5
    return 1 - 0.5 * -2 if question == 1 else 2 * (3 - 1)
""",
    },
    "gate_slides": {
        "vectorised": as_table("gate_slides", _GATE_SLIDES),
        "einsum": as_branches("gate_slides", _GATE_SLIDES),
        "loops": """
def gate_slides(question):
    if question == 2:
        p = 1 / (1 + np.exp(-1.0))
        upstream, local = -1 / p, p * (1 - p)
        return 4, upstream * local
    if question == 3:
        weights = 0
        for before, after in ((4, 5), (5, 3)):
            weights += before * after
        return 3, weights
    if question == 4:
        pieces = 1
        for _bend in range(6):
            pieces += 1
        return 3, pieces
    return 3, 1
""",
    },
}

MISTAKES: Mapping[str, Mistakes] = {
    "recall_backpropagation": wrong_answers(
        _RECALL_BACKPROPAGATION,
        {
            "no_learning_rate": (1, "3"),
            "divided_by_h": (2, "24.02"),
            "last_batch_dropped": (3, "15"),
            "slopes_added": (4, "7"),
            "one_axis_only": (4, "4"),
            "factor_missing": (5, "2"),
        },
    ),
    "gate_slides": wrong_answers(
        _GATE_SLIDES,
        {
            "gradient_for_value": (1, "(3, 3)"),
            "step_kept": (1, "(3, 0.7)"),
            "sign_of_the_logarithm": (2, "(4, 0.269)"),
            "local_gradient_left_out": (2, "(4, -1.368)"),
            "added_biases": (3, "(3, 43)"),
            "accused_the_net": (3, "(2, 2)"),
            "pieces_as_units": (4, "(3, 6)"),
        },
    ),
}

# Of the points, what is left with one wrong answer.
EARNED = {
    **dict.fromkeys((name for (name,) in MISTAKES["recall_backpropagation"]), 4 / 5),
    **dict.fromkeys((name for (name,) in MISTAKES["gate_slides"]), 3 / 4),
}
