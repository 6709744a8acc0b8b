"""Derivations of lecture 4 put in order: right answers in four styles and the known wrong ones."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sample_class.editing import Mistakes
from autograder.sample_class.quizzes import Answers, as_branches, as_table, wrong_answers

_DERIVATION_SIGMOID: Answers = {
    "order": "[3, 1, 5, 2]",
    "a": "'e/(1 + e)**2'",
    "b": "'e/(1 + e)'",
    "c": "'s*(1 - s)*(1 - 2*s)'",
}
_OTHERWISE_DERIVATION_SIGMOID: Answers = {
    "order": "(3, 1, 5, 2)",
    "a": "'e*(1 + e)**-2'",
    "b": "'1 - 1/(1 + e)'",
    "c": "'s - 3*s**2 + 2*s**3'",
}
_DERIVATION_LAYER: Answers = {"order": "[4, 1, 6, 3]", "a": "'v'", "b": "'a*v + b*w'"}
_OTHERWISE_DERIVATION_LAYER: Answers = {"order": "(4, 1, 6, 3)", "a": "'1*v'", "b": "'w*b + v*a'"}

# Exercise -> style -> answer.
DERIVATIONS: Mapping[str, Mapping[str, str]] = {
    "derivation_sigmoid": {
        "vectorised": as_table("derivation_sigmoid", _DERIVATION_SIGMOID),
        "einsum": as_branches("derivation_sigmoid", _OTHERWISE_DERIVATION_SIGMOID),
        "loops": as_table("derivation_sigmoid", _OTHERWISE_DERIVATION_SIGMOID),
    },
    "derivation_layer": {
        "vectorised": as_table("derivation_layer", _DERIVATION_LAYER),
        "einsum": as_branches("derivation_layer", _OTHERWISE_DERIVATION_LAYER),
        "loops": as_table("derivation_layer", _OTHERWISE_DERIVATION_LAYER),
    },
}

MISTAKES: Mapping[str, Mistakes] = {
    "derivation_sigmoid": wrong_answers(
        _DERIVATION_SIGMOID,
        {
            "order_with_lost_sign": ("order", "[3, 4, 5, 2]"),
            "order_with_square": ("order", "[3, 1, 5, 6]"),
            "inner_sign_lost": ("a", "'-e/(1 + e)**2'"),
            "one_for_e": ("b", "'1/(1 + e)'"),
            "slope_for_its_slope": ("c", "'s*(1 - s)'"),
            "stopped_at_s": ("c", "'1 - 2*s'"),
        },
    ),
    "derivation_layer": wrong_answers(
        _DERIVATION_LAYER,
        {
            "order_with_one_output": ("order", "[4, 2, 6, 3]"),
            "order_with_transposed_weights": ("order", "[4, 1, 6, 5]"),
            "input_for_weight": ("a", "'a'"),
            "one_way_only": ("b", "'a*v'"),
        },
    ),
}

# Of the points, what is left with one wrong answer.
EARNED = {
    **dict.fromkeys((name for (name,) in MISTAKES["derivation_sigmoid"]), 3 / 4),
    **dict.fromkeys((name for (name,) in MISTAKES["derivation_layer"]), 2 / 3),
}
