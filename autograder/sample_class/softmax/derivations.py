"""Derivations of lecture 2 put in order: right answers in four styles and the known wrong ones."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sample_class.editing import Mistakes
from autograder.sample_class.quizzes import Answers, as_branches, as_table, wrong_answers

_DERIVATION_SOFTMAX: Answers = {
    "order": "[4, 2, 6, 1, 5]",
    "a": "'p*(1 - p)'",
    "b": "'-p*q'",
    "c": "'(p - t)/2'",
}
_OTHERWISE_DERIVATION_SOFTMAX: Answers = {
    "order": "(4, 2, 6, 1, 5)",
    "a": "'p - p**2'",
    "b": "'-q*p'",
    "c": "'p/2 - 0.5*t'",
}
_DERIVATION_KL: Answers = {"order": "[3, 6, 1, 4]", "a": "'u - 1'", "b": "'q - p'"}
_OTHERWISE_DERIVATION_KL: Answers = {"order": "(3, 6, 1, 4)", "a": "'-(1 - u)'", "b": "'p*(q/p - 1)'"}

# Exercise -> style -> answer.
DERIVATIONS: Mapping[str, Mapping[str, str]] = {
    "derivation_softmax": {
        "vectorised": as_table("derivation_softmax", _DERIVATION_SOFTMAX),
        "einsum": as_branches("derivation_softmax", _OTHERWISE_DERIVATION_SOFTMAX),
        "loops": as_table("derivation_softmax", _OTHERWISE_DERIVATION_SOFTMAX),
    },
    "derivation_kl": {
        "vectorised": as_table("derivation_kl", _DERIVATION_KL),
        "einsum": as_branches("derivation_kl", _OTHERWISE_DERIVATION_KL),
        "loops": as_table("derivation_kl", _OTHERWISE_DERIVATION_KL),
    },
}

MISTAKES: Mapping[str, Mistakes] = {
    "derivation_softmax": wrong_answers(
        _DERIVATION_SOFTMAX,
        {
            "order_with_probability_alone": ("order", "[4, 2, 6, 1, 3]"),
            "order_with_product": ("order", "[4, 7, 6, 1, 5]"),
            "order_swapped_middle": ("order", "[4, 6, 2, 1, 5]"),
            "slope_without_itself": ("a", "'p'"),
            "sign_of_the_others": ("b", "'p*q'"),
            "halving_forgotten": ("c", "'p - t'"),
        },
    ),
    "derivation_kl": wrong_answers(
        _DERIVATION_KL,
        {
            "order_with_wrong_bound": ("order", "[3, 5, 1, 4]"),
            "order_sum_not_one": ("order", "[3, 6, 1, 2]"),
            "line_through_zero": ("a", "'u'"),
            "terms_turned": ("b", "'p - q'"),
        },
    ),
}

# Of the points, what is left with one wrong answer.
EARNED = {
    **dict.fromkeys((name for (name,) in MISTAKES["derivation_softmax"]), 3 / 4),
    **dict.fromkeys((name for (name,) in MISTAKES["derivation_kl"]), 2 / 3),
}
