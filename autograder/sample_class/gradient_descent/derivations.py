"""Derivations of lecture 3 put in order: right answers in four styles and the known wrong ones."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sample_class.editing import Mistakes
from autograder.sample_class.quizzes import Answers, as_branches, as_table, wrong_answers

_DERIVATION_ERROR: Answers = {"order": "[5, 2, 4, 1]", "a": "'2*(y - t)'", "b": "'x'", "c": "'2*x**2'"}
_OTHERWISE_DERIVATION_ERROR: Answers = {
    "order": "(5, 2, 4, 1)",
    "a": "'2*y - 2*t'",
    "b": "'1*x'",
    "c": "'x*2*x'",
}
_DERIVATION_SLOPE: Answers = {"order": "[2, 5, 1, 3]", "a": "'a*u'", "b": "'0.6*a + 0.8*b'"}
_OTHERWISE_DERIVATION_SLOPE: Answers = {"order": "(2, 5, 1, 3)", "a": "'u*a'", "b": "'(3*a + 4*b)/5'"}

# Exercise -> style -> answer.
DERIVATIONS: Mapping[str, Mapping[str, str]] = {
    "derivation_error": {
        "vectorised": as_table("derivation_error", _DERIVATION_ERROR),
        "einsum": as_branches("derivation_error", _OTHERWISE_DERIVATION_ERROR),
        "loops": as_table("derivation_error", _OTHERWISE_DERIVATION_ERROR),
    },
    "derivation_slope": {
        "vectorised": as_table("derivation_slope", _DERIVATION_SLOPE),
        "einsum": as_branches("derivation_slope", _OTHERWISE_DERIVATION_SLOPE),
        "loops": as_table("derivation_slope", _OTHERWISE_DERIVATION_SLOPE),
    },
}

MISTAKES: Mapping[str, Mistakes] = {
    "derivation_error": wrong_answers(
        _DERIVATION_ERROR,
        {
            "order_with_all_outputs": ("order", "[5, 6, 4, 1]"),
            "order_with_transposed": ("order", "[5, 2, 4, 3]"),
            "factor_of_the_square": ("a", "'y - t'"),
            "weight_for_input": ("b", "'1'"),
            "slope_for_curvature": ("c", "'2*(y - t)*x'"),
        },
    ),
    "derivation_slope": wrong_answers(
        _DERIVATION_SLOPE,
        {
            "order_with_length": ("order", "[2, 5, 1, 6]"),
            "order_legs_swapped": ("order", "[2, 1, 5, 3]"),
            "order_slopes_added": ("order", "[2, 5, 4, 3]"),
            "leg_of_length_one": ("a", "'a'"),
            "components_added": ("b", "'a + b'"),
        },
    ),
}

# Of the points, what is left with one wrong answer.
EARNED = {
    **dict.fromkeys((name for (name,) in MISTAKES["derivation_error"]), 3 / 4),
    **dict.fromkeys((name for (name,) in MISTAKES["derivation_slope"]), 2 / 3),
}
