"""Answers to the quizzes of lecture 3, right ones in four styles and the known wrong ones."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sample_class.editing import Mistakes
from autograder.sample_class.quizzes import Answers, as_branches, as_table, wrong_answers

_RECALL_GRADIENT_DESCENT: Answers = {1: "1.386", 2: "0.2", 3: "-0.75", 4: "0.5", 5: "(32, 10)"}
_DESCENT_SLIDES: Answers = {1: "(3, 19)", 2: "(3, 1)", 3: "(3, 2)", 4: "(3, 1.4)", 5: "(2, 128)"}

# Exercise -> style -> answer.
QUIZZES: Mapping[str, Mapping[str, str]] = {
    "recall_gradient_descent": {
        "vectorised": as_table("recall_gradient_descent", _RECALL_GRADIENT_DESCENT),
        "einsum": as_branches("recall_gradient_descent", _RECALL_GRADIENT_DESCENT),
        "loops": """
def recall_gradient_descent(question):
    if question == 4:
        scores = [5.0, 4.5, 1.0]
        loss = 0
        for score in scores[1:]:
            loss += max(0, score - scores[0] + 1)
        return loss
    if question in (1, 2):
        classes = {1: 4, 2: 5}[question]
        p = np.exp(7) / sum(np.exp(7) for _ in range(classes))
        return -np.log(p) if question == 1 else p
    return 0.25 - 1 if question == 3 else (32, 10)
""",
    },
    "descent_slides": {
        "vectorised": as_table("descent_slides", _DESCENT_SLIDES),
        "einsum": as_branches("descent_slides", _DESCENT_SLIDES),
        "loops": """
def descent_slides(question):
    if question == 1:
        loss = 0
        for _ in range(19):
            loss += max(0, 0 - 0 + 1)
        return 3, loss
    if question == 4:
        return 3, 2 - 0.1 * 6
    return {2: (3, 1), 3: (3, len((1, 3))), 5: (2, 128)}[question]
""",
    },
}

MISTAKES: Mapping[str, Mistakes] = {
    "recall_gradient_descent": wrong_answers(
        _RECALL_GRADIENT_DESCENT,
        {
            "base_10": (1, "0.602"),
            "hinge_at_the_start": (1, "3"),
            "sign_turned": (3, "0.75"),
            "target_forgotten": (3, "0.25"),
            "one_term_too_many": (4, "1.5"),
            "scores_transposed": (5, "(10, 32)"),
        },
    ),
    "descent_slides": wrong_answers(
        _DESCENT_SLIDES,
        {
            "accused_the_draws": (1, "(2, 19)"),
            "one_loss_a_class": (1, "(3, 20)"),
            "accused_the_gradient": (2, "(2, 1)"),
            "kept_four_rows": (2, "(3, 4)"),
            "divided_by_outputs": (3, "(4, 2.5)"),
            "counted_the_inputs": (3, "(3, 4)"),
            "went_uphill": (4, "(3, 2.6)"),
            "step_without_rate": (4, "(3, -4)"),
            "accused_the_division": (5, "(3, 10000)"),
        },
    ),
}

# Of the points, what is left with one wrong answer.
EARNED = {
    **dict.fromkeys((name for (name,) in MISTAKES["recall_gradient_descent"]), 4 / 5),
    **dict.fromkeys((name for (name,) in MISTAKES["descent_slides"]), 4 / 5),
}
