"""A linear regression whose script sums the gradient where the loss is a mean."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.puzzles.training_cases import trainings
from course_lib.training import scripts


def _reference(
    w: Array,
    X: Array,
    t: Array,
    learning_rate: float,
    n_steps: int,
) -> Array:
    result: Array = scripts.line_descent(w, X, t, learning_rate, n_steps)
    return result


def _cases(draw: Draw) -> Iterator[Case]:
    for each in trainings(draw, seed=53):
        steps = {"learning_rate": 0.1, "n_steps": each.n_steps}
        yield Case(each.name, {**each.line(), **steps})


def _imitation(
    w: Array,
    X: Array,
    t: Array,
    learning_rate: float,
    n_steps: int,
    *,
    divisor: str = "N",
    loss: str = "mean",
    sign: int = 1,
) -> Array:
    """Script 3 with a switch for each mistake."""
    N, d = X.shape
    losses = []
    for _ in range(n_steps):
        errors = X @ w - t
        losses.append({"mean": np.mean(errors**2), "sum": np.sum(errors**2)}[loss])
        slope = 2 * X.T @ errors / {"N": N, "one": 1, "d": d, "2N": 2 * N}[divisor]
        w = w - sign * learning_rate * slope
    return np.array(losses)


SCRIPT_3 = Exercise(
    name="script_3",
    topic="gradient_descent",
    inputs=(
        "w: (d,)",
        "X: (N, d)",
        "t: (N,)",
        "learning_rate: scalar",
        "n_steps: scalar int",
    ),
    outputs=("losses: array",),
    reference=_reference,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "gradient_still_summed",
            "The loss is a mean and its gradient is still a sum, N times too long: divide by len(X).",
            {"divisor": "one"},
        ),
        Mistake(
            "divided_by_inputs",
            "The gradient is divided by the number of inputs: the mean runs over the N examples, len(X).",
            {"divisor": "d"},
        ),
        Mistake(
            "factor_two_lost",
            "The factor 2 is lost: the derivative of e² is 2 e.",
            {"divisor": "2N"},
        ),
        Mistake(
            "loss_summed_instead",
            "The loss became a sum. It was right: mend the gradient, so that both are means.",
            {"loss": "sum", "divisor": "one"},
        ),
        Mistake(
            "uphill",
            "The step now goes uphill: subtract the gradient.",
            {"sign": -1},
        ),
    ),
)
