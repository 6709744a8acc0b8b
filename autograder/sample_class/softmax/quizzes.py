"""Answers to the quizzes of lecture 2, right ones in four styles and the known wrong ones."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sample_class.editing import Mistakes
from autograder.sample_class.quizzes import Answers, as_branches, as_table, wrong_answers

_RECALL_SOFTMAX: Answers = {1: "3", 2: "9", 3: "1", 4: "(10, 64)", 5: "1.5"}
_SOFTMAX_SLIDES: Answers = {1: "(4, 2.08)", 2: "(4, 1.22)", 3: "(3, 0.0168)", 4: "(2, 3)", 5: "(4, 0.144)"}

# Exercise -> style -> answer.
QUIZZES: Mapping[str, Mapping[str, str]] = {
    "recall_softmax": {
        "vectorised": as_table("recall_softmax", _RECALL_SOFTMAX),
        "einsum": as_branches("recall_softmax", _RECALL_SOFTMAX),
        "loops": """
def recall_softmax(question):
    if question in (1, 2):
        scores = [2.0, 1.0, 4.0] if question == 1 else [0.0] * 10
        loss = 0
        for score in scores[1:]:
            loss += max(0, score - scores[0] + 1)
        return loss
    return {3: 1, 4: (10, 64), 5: 1.2 + 0.1 * 3}[question]
""",
    },
    "softmax_slides": {
        "vectorised": as_table("softmax_slides", _SOFTMAX_SLIDES),
        "einsum": as_branches("softmax_slides", _SOFTMAX_SLIDES),
        "loops": """
def softmax_slides(question):
    if question == 1:
        exponentials = [1, 3, 4]
        return 4, -np.log(exponentials[0] / sum(exponentials))
    if question == 2:
        exponentials = [np.exp(score) for score in (0.3, 1.1, 0.6)]
        return 4, -np.log(exponentials[2] / sum(exponentials))
    if question == 3:
        return 3, 0.061 / 3.628
    if question == 4:
        return 2, [label == 3 for label in range(5)].index(True)
    divergence = 0
    for p, q in ((0.5, 0.25), (0.5, 0.75)):
        divergence += p * np.log(p / q)
    return 4, divergence
""",
    },
}

MISTAKES: Mapping[str, Mistakes] = {
    "recall_softmax": wrong_answers(
        _RECALL_SOFTMAX,
        {
            "no_margin": (1, "2"),
            "own_class_counts": (1, "4"),
            "one_a_class": (2, "10"),
            "other_way_round": (4, "(64, 10)"),
            "lambda_left_out": (5, "4.2"),
        },
    ),
    "softmax_slides": wrong_answers(
        _SOFTMAX_SLIDES,
        {
            "logarithm_to_base_10": (1, "(4, 0.903)"),
            "logarithm_to_base_2": (1, "(4, 3)"),
            "label_is_a_term": (2, "(2, 3.2)"),
            "logarithm_to_base_10_again": (2, "(4, 0.53)"),
            "two_digits": (3, "(3, 0.017)"),
            "copied_probability": (3, "(3, 0.018)"),
            "counted_from_one": (4, "(2, 4)"),
            "kept_the_place": (4, "(2, 2)"),
            "entropies_added": (5, "(4, 1.53)"),
            "divergence_negative": (5, "(4, -0.144)"),
        },
    ),
}

# Of the points, what is left with one wrong answer.
EARNED = {
    **dict.fromkeys((name for (name,) in MISTAKES["recall_softmax"]), 4 / 5),
    **dict.fromkeys((name for (name,) in MISTAKES["softmax_slides"]), 4 / 5),
}
