"""Answers to the gradient-check workshop: right ones in three styles and the known wrong ones."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sample_class.editing import Mistakes
from autograder.sample_class.quizzes import Answers, as_branches, as_table, wrong_answers

_RELATIVE_ERROR = """
def relative_error(a, n):
    size = np.maximum(np.abs(a), np.abs(n))
    size = np.maximum(size, 1e-6)
    errors = np.abs(a - n) / size
    return np.max(errors)
"""
_GRADIENT_CHECK = """
def gradient_check(f, df, x, h):
    analytic, numerical = df(x), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        above, below = f(x + step), f(x - step)
        numerical[index] = (above - below) / (2 * h)
    difference = np.abs(analytic - numerical)
    size = np.maximum(np.abs(analytic), np.abs(numerical))
    errors = difference / np.maximum(size, 1e-6)
    worst = np.unravel_index(np.argmax(errors), errors.shape)
    return errors.max(), worst
"""
_VERDICTS: Answers = {1: "1", 2: "2", 3: "3", 4: "2", 5: "1", 6: "2"}

# Exercise -> style -> answer.
WORKSHOP: Mapping[str, Mapping[str, str]] = {
    "relative_error": {
        "vectorised": _RELATIVE_ERROR,
        "loops": """
def relative_error(a, n):
    worst = 0.0
    for left, right in zip(a.flat, n.flat):
        size = max(abs(left), abs(right), 1e-6)
        worst = max(worst, abs(left - right) / size)
    return worst
""",
        "einsum": """
def relative_error(a, n):
    size = np.stack([np.abs(a), np.abs(n), np.full(a.shape, 1e-6)]).max(axis=0)
    return (np.abs(n - a) / size).max()
""",
    },
    "gradient_check": {
        "vectorised": _GRADIENT_CHECK,
        "loops": """
def gradient_check(f, df, x, h):
    analytic = df(x)
    largest, worst = -1.0, None
    for index in np.ndindex(x.shape):
        above, below = x.astype(float), x.astype(float)
        above[index] += h
        below[index] -= h
        n = (f(above) - f(below)) / (2 * h)
        a = analytic[index]
        error = abs(a - n) / max(abs(a), abs(n), 1e-6)
        if error > largest:
            largest, worst = error, index
    return largest, worst
""",
        "einsum": """
def gradient_check(f, df, x, h):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    n = np.array([f(x + step) - f(x - step) for step in steps]).reshape(x.shape) / (2 * h)
    a = df(x)
    errors = abs(a - n) / np.maximum(np.maximum(abs(a), abs(n)), 1e-6)
    return errors.max(), tuple(np.argwhere(errors == errors.max())[0])
""",
    },
    "judge_gradients": {
        "vectorised": as_table("judge_gradients", _VERDICTS),
        "einsum": as_branches("judge_gradients", _VERDICTS),
        "loops": """
def judge_gradients(question):
    for verdict, numbers in ((1, (1, 5)), (2, (2, 4, 6)), (3, (3,))):
        for number in numbers:
            if number == question:
                return verdict
""",
    },
}

_LARGER = "size = np.maximum(np.abs(a), np.abs(n))"
_FLOORED = "size = np.maximum(size, 1e-6)"
_BELOW = "above, below = f(x + step), f(x - step)"
_ONE_SIDED = (_BELOW, "above, below = f(x + step), f(x)")
_OVER_H = ("/ (2 * h)", "/ h")

MISTAKES: Mapping[str, Mistakes] = {
    "relative_error": {
        ("absolute_error",): [("np.abs(a - n) / size", "np.abs(a - n)")],
        ("relative_to_one",): [(_LARGER, "size = np.abs(a)")],
        ("relative_to_the_sum",): [(_LARGER, "size = np.abs(a) + np.abs(n)")],
        ("relative_to_the_largest_entry",): [(_LARGER, "size = max(np.abs(a).max(), np.abs(n).max())")],
        ("sizes_signed",): [(_LARGER, "size = np.maximum(a, n)")],
        ("no_floor",): [(_FLOORED, "")],
        ("floor_too_small",): [(_FLOORED, "    size = np.maximum(size, 1e-8)\n")],
        ("norms_compared",): [
            ("np.max(errors)", "np.linalg.norm(a - n) / max(np.linalg.norm(a), np.linalg.norm(n))"),
        ],
        ("floor_added",): [(_FLOORED, "size = size + 1e-6")],
        ("mean_of_errors",): [("np.max(errors)", "np.mean(errors)")],
        ("errors_added",): [("np.max(errors)", "np.sum(errors)")],
        ("difference_signed",): [("np.abs(a - n) / size", "(a - n) / size")],
    },
    "gradient_check": {
        ("one_sided_check",): [_ONE_SIDED, _OVER_H],
        ("check_divided_by_h",): [_OVER_H],
        ("check_absolute",): [("difference / np.maximum(size, 1e-6)", "difference")],
        ("check_without_floor",): [("np.maximum(size, 1e-6)", "size")],
        ("check_floor_too_small",): [("np.maximum(size, 1e-6)", "np.maximum(size, 1e-10)")],
        ("check_relative_to_the_sum",): [
            ("np.maximum(np.abs(analytic), np.abs(numerical))", "np.abs(analytic) + np.abs(numerical)")
        ],
        ("check_relative_to_one",): [
            ("np.maximum(np.abs(analytic), np.abs(numerical))", "np.abs(numerical)")
        ],
        ("worst_by_absolute_error",): [("np.argmax(errors)", "np.argmax(difference)")],
        ("worst_counted_through",): [
            ("np.unravel_index(np.argmax(errors), errors.shape)", "np.argmax(errors)")
        ],
        ("check_averaged",): [("errors.max()", "errors.mean()")],
        ("step_of_its_own",): [("analytic, numerical = df(x),", "h, analytic, numerical = 1e-5, df(x),")],
    },
    "judge_gradients": wrong_answers(
        _VERDICTS,
        {
            "condemned_for_the_arms": (1, "2"),
            "condemned_for_a_kink": (3, "2"),
            "kink_not_named": (3, "1"),
            "acquitted_below_the_line": (4, "1"),
            "condemned_for_rounding": (5, "2"),
        },
    ),
}

# Of the points, what is left with one wrong answer.
EARNED = {
    "relative_to_the_sum": 0.5,
    "check_relative_to_one": 0.5,
    "check_without_floor": 0.5,
    "check_floor_too_small": 0.5,
    "check_relative_to_the_sum": 0.5,
    "worst_by_absolute_error": 0.5,
    "worst_counted_through": 0.5,
    **dict.fromkeys((name for (name,) in MISTAKES["judge_gradients"]), 5 / 6),
}
