"""The elastic net with its gradient and the ways to get it wrong."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.integer_buffer import collected, integer_mistakes


def elastic_net_imitation(
    W,
    beta,
    *,
    square=1.0,
    square_gradient=2.0,
    absolute=1.0,
    slope="sign",
    absolute_value=True,
    beta_on="square",
    total="sum",
    left_out=None,
    buffer="as floats",
    sign_at_zero=0.0,
):
    """`elastic_net` with a switch for each mistake."""
    b, a = {"square": (beta, 1), "absolute": (1, beta), "both": (beta, beta), "mixed": (beta, 1 - beta)}[
        beta_on
    ]
    sign = np.where(W == 0, sign_at_zero, np.sign(W)) if absolute_value else np.ones(W.shape)
    slopes = {"sign": absolute * sign, "none": 0 * sign, "one": np.ones(W.shape), "W": absolute * np.abs(W)}
    entries = b * square * W**2 + a * absolute * (np.abs(W) if absolute_value else W)
    gradient = b * square_gradient * W + a * slopes[slope]
    if left_out is not None:
        entries[..., left_out] = 0
        gradient[..., left_out] = 0
    R = {"sum": entries.sum(), "mean": entries.mean(), "rows": entries.sum(axis=-1)}[total]
    gradient = gradient / W.size if total == "mean" else gradient
    return R, collected(gradient, W, buffer)


ELASTIC_NET_MISTAKES = (
    Mistake(
        "square_missing",
        "The squared part is missing: R = sum(beta * W**2 + |W|) and its gradient has 2 * beta * W.",
        {"square": 0.0, "square_gradient": 0.0},
    ),
    Mistake(
        "square_missing_in_R",
        "The squared part is missing in R (its gradient is there): add beta * W**2.",
        {"square": 0.0},
    ),
    Mistake(
        "square_missing_in_gradient",
        "The squared part is missing in the gradient: add its derivative, 2 * beta * W.",
        {"square_gradient": 0.0},
    ),
    Mistake(
        "square_halved",
        "The squared part has a factor ½: here R = sum(beta * W**2 + |W|), with the gradient 2 * beta * W.",
        {"square": 0.5, "square_gradient": 1.0},
    ),
    Mistake(
        "square_halved_in_R", "The squared part of R has a factor ½: it is beta * W**2.", {"square": 0.5}
    ),
    Mistake(
        "square_gradient_without_two",
        "The gradient of the squared part lacks the factor 2: d(beta * W**2)/dW = 2 * beta * W.",
        {"square_gradient": 1.0},
    ),
    Mistake(
        "absolute_missing",
        "The absolute part is missing: R = sum(beta * W**2 + |W|), and |W| has the gradient sign(W).",
        {"absolute": 0.0},
    ),
    Mistake(
        "absolute_missing_in_gradient",
        "The absolute part is missing in the gradient: add its derivative, np.sign(W).",
        {"slope": "none"},
    ),
    Mistake(
        "slope_always_one",
        "The derivative of |W| is taken as 1: it is -1 for negative weights, so use np.sign(W).",
        {"slope": "one"},
    ),
    Mistake(
        "slope_is_absolute_value",
        "The derivative of |W| is taken as |W|: it is the sign, np.sign(W).",
        {"slope": "W"},
    ),
    Mistake(
        "absolute_value_missing",
        "W is added without its absolute value: negative weights must cost as well, np.abs(W).",
        {"absolute_value": False},
    ),
    Mistake(
        "beta_on_wrong_part",
        "beta multiplies |W| instead of W**2: R = sum(beta * W**2 + |W|).",
        {"beta_on": "absolute"},
    ),
    Mistake(
        "beta_on_both", "beta multiplies both parts: only the square, beta * W**2 + |W|.", {"beta_on": "both"}
    ),
    Mistake(
        "beta_mixes",
        "The parts are weighted beta and 1 - beta: here |W| has the weight 1, beta * W**2 + |W|.",
        {"beta_on": "mixed"},
    ),
    Mistake(
        "averaged",
        "The penalty is a mean over the weights: it is their sum, np.sum, in R and in the gradient.",
        {"total": "mean"},
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
