"""The elastic net, a penalty with squares and absolute values, and its gradient."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.integer_buffer import collected, integer_mistakes
from course_lib.losses.penalties import elastic_net


def _cases(draw: Draw) -> Iterator[Case]:
    table = (
        ("a small matrix", (4, 3), 0.3),
        ("one row", (1, 4), 0.7),
        ("one column", (3, 1), 0.2),
        ("one weight", (1, 1), 0.4),
        ("a square matrix", (4, 4), 1.6),
        ("only absolute values: beta = 0", (4, 3), 0.0),
        ("beta = 1, an integer", (3, 5), 1),
        ("a larger matrix", (10, 17), 0.05),
    )
    for number, (name, shape, beta) in enumerate(table):
        yield Case(name, {"W": draw.rng(3, number).normal(size=shape), "beta": beta})
    rng = draw.rng(30)
    yield Case("large weights", {"W": 1000 * rng.normal(size=(4, 3)), "beta": 0.3})
    yield Case("positive weights only", {"W": rng.uniform(0.5, 2, size=(3, 4)), "beta": 0.3})
    whole = np.array([[2, -1, 3], [-4, 1, 5]])
    yield Case("integer W", {"W": whole, "beta": 0.3}, unasked=True)
    with_zeros = np.array([[0.0, 1.5, -2.0], [-0.5, 0.0, 0.0]])
    if not draw.is_public:  # columns stay together: one of zeros alone would hide that it is left out
        with_zeros = rng.permutation(with_zeros * rng.uniform(0.5, 2, size=(2, 3)), axis=1)
    yield Case("some weights exactly 0", {"W": with_zeros, "beta": 0.3}, smooth=False)


def _imitation(
    W: Array,
    beta: float,
    *,
    square: float = 1.0,
    square_gradient: float = 2.0,
    absolute: float = 1.0,
    slope: str = "sign",
    absolute_value: bool = True,
    beta_on: str = "square",
    total: str = "sum",
    added_first: str = "",
    left_out: int | None = None,
    buffer: str = "as floats",
    sign_at_zero: float = 0.0,
) -> tuple[Array, Array]:
    """`elastic_net` with a switch for each mistake."""
    on_square, on_absolute = {
        "square": (beta, 1),
        "absolute": (1, beta),
        "both": (beta, beta),
        "mixed": (beta, 1 - beta),
    }[beta_on]
    sign = np.where(W == 0, sign_at_zero, np.sign(W)) if absolute_value else np.ones(W.shape)
    slopes = {
        "sign": absolute * sign,
        "missing": 0 * sign,
        "one": np.ones(W.shape),
        "positive": absolute * (W > 0),
        "absolute value": absolute * np.abs(W),
    }
    entries = on_square * square * W**2 + on_absolute * absolute * (np.abs(W) if absolute_value else W)
    gradient = on_square * square_gradient * W + on_absolute * slopes[slope]
    if left_out is not None:
        entries[..., left_out] = 0
        gradient[..., left_out] = 0
    R = {"sum": entries.sum(), "mean": entries.mean(), "rows": entries.sum(axis=-1)}[total]
    if added_first == "squares":
        R = R + on_square * square * (W.sum() ** 2 - np.sum(W**2))
    if added_first == "absolute values":
        R = R + on_absolute * absolute * (np.abs(W.sum()) - np.abs(W).sum())
    gradient = gradient / W.size if total == "mean" else gradient
    return R, collected(gradient, W, buffer)


_MISTAKES = (
    Mistake(
        "square_missing",
        "The squared part is missing: R and its gradient have one as well, with the weight beta.",
        {"square": 0.0, "square_gradient": 0.0},
        formula="R = sum(beta * W**2 + |W|), dR = 2 * beta * W + sign(W)",
    ),
    Mistake(
        "square_missing_in_R",
        "The squared part is missing in R (its gradient is there): add it, with the weight beta.",
        {"square": 0.0},
        formula="R = sum(beta * W**2 + |W|)",
    ),
    Mistake(
        "square_missing_in_gradient",
        "The squared part is missing in the gradient: add its derivative.",
        {"square_gradient": 0.0},
        formula="dR = 2 * beta * W + sign(W)",
    ),
    Mistake(
        "square_halved",
        "The squared part has a factor ½ (its gradient too): here it has none.",
        {"square": 0.5, "square_gradient": 1.0},
        formula="R = sum(beta * W**2 + |W|), dR = 2 * beta * W + sign(W)",
    ),
    Mistake(
        "square_halved_in_R",
        "The squared part of R has a factor ½: leave it out.",
        {"square": 0.5},
        formula="R = sum(beta * W**2 + |W|)",
    ),
    Mistake(
        "square_gradient_without_two",
        "The gradient of the squared part lacks the factor 2: differentiate the square.",
        {"square_gradient": 1.0},
        formula="dR = 2 * beta * W + sign(W)",
    ),
    Mistake(
        "absolute_missing",
        "The absolute part is missing: R has the absolute values as well, and their slope is a sign.",
        {"absolute": 0.0},
        formula="R = sum(beta * W**2 + |W|), dR = 2 * beta * W + sign(W)",
    ),
    Mistake(
        "absolute_missing_in_gradient",
        "The absolute part is missing in the gradient: add its derivative, np.sign(W).",
        {"slope": "missing"},
    ),
    Mistake(
        "slope_always_one",
        "The derivative of |W| is taken as 1: it is -1 for negative weights, so use np.sign(W).",
        {"slope": "one"},
    ),
    Mistake(
        "slope_of_negative_missing",
        "Negative weights get no gradient from |W|: its slope is -1 there.",
        {"slope": "positive"},
    ),
    Mistake(
        "slope_is_absolute_value",
        "The derivative of |W| is taken as |W|: it is the sign, np.sign(W).",
        {"slope": "absolute value"},
    ),
    Mistake(
        "absolute_value_missing",
        "W is added without its absolute value: negative weights must cost as well, np.abs(W).",
        {"absolute_value": False},
    ),
    Mistake(
        "beta_on_wrong_part",
        "beta multiplies the absolute values: it is the weight of the squares.",
        {"beta_on": "absolute"},
        formula="R = sum(beta * W**2 + |W|)",
    ),
    Mistake(
        "beta_on_both",
        "beta multiplies both parts: it is the weight of the squares alone.",
        {"beta_on": "both"},
        formula="R = sum(beta * W**2 + |W|)",
    ),
    Mistake(
        "beta_mixes",
        "The parts are weighted beta and 1 - beta: here the absolute values have the weight 1.",
        {"beta_on": "mixed"},
        formula="R = sum(beta * W**2 + |W|)",
    ),
    Mistake(
        "averaged",
        "The penalty is a mean over the weights: it is their sum, np.sum, in R and in the gradient.",
        {"total": "mean"},
    ),
    Mistake(
        "sum_squared",
        "The sum of the weights is squared: square each of them, then add up.",
        {"added_first": "squares"},
        formula="R = sum(beta * W**2 + |W|)",
    ),
    Mistake(
        "absolute_value_of_sum",
        "The absolute value of the sum is taken, in which weights cancel: take that of each, then add up.",
        {"added_first": "absolute values"},
        formula="R = sum(beta * W**2 + |W|)",
    ),
    Mistake(
        "R_per_row", "R is returned per row: it is one number, the sum over all of W.", {"total": "rows"}
    ),
    Mistake(
        "last_column_left_out",
        "The last column of W is left out: every weight is penalised (here no column is a bias).",
        {"left_out": -1},
    ),
    Mistake(
        "first_column_left_out",
        "The first column of W is left out: every weight is penalised (here no column is a bias).",
        {"left_out": 0},
    ),
    *integer_mistakes("W"),
)


ELASTIC_NET = Exercise(
    name="elastic_net",
    topic="loss_functions",
    inputs=("W: (C, d)", "beta: scalar"),
    outputs=("R: scalar", "dR: (C, d)"),
    reference=elastic_net,
    cases=_cases,
    imitation=_imitation,
    mistakes=_MISTAKES,
    gradients={"dR": ("R", "W")},
    subgradients=({"sign_at_zero": 0.0}, {"sign_at_zero": 1.0}, {"sign_at_zero": -1.0}),
)
