"""Gradient descent, with its whole trajectory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.gradient_descent.steps import STEP_MISTAKES, signed_rate
from autograder.exercises.parts.arrays import Array
from course_lib.training.optim import gradient_descent


def _slope(w: Array) -> Array:
    """A gradient that differs from point to point and couples the coordinates; for any shape."""
    w = np.asarray(w, dtype=float)
    return 1.5 * w + np.sin(2 * w) + 0.3 * np.mean(w) + 0.2


def _bowl(w: Array) -> Array:
    return 2.0 * np.asarray(w, dtype=float)


def _cases(draw: Draw) -> Iterator[Case]:
    # (name, gradient, shape of w, learning rate, steps)
    table: tuple[tuple[str, Callable[[Array], Array], tuple[int, ...], float, int], ...] = (
        ("a vector", _slope, (2,), 0.1, 4),
        ("a matrix", _slope, (2, 3), 0.07, 3),
        ("one step", _slope, (3,), 0.3, 1),
        ("two steps", _slope, (3,), 0.1, 2),
        ("one number, shape ()", _slope, (), 0.2, 5),
        ("a learning rate of 1", _slope, (4,), 1.0, 2),
        ("a divergent descent", _bowl, (3,), 1.3, 6),
        ("a square matrix", _slope, (3, 3), 0.15, 2),
        ("many steps", _slope, (2,), 0.02, 60),
    )
    for number, (name, gradient, shape, rate, n_steps) in enumerate(table):
        w = np.array(draw.rng(34, number).uniform(0.4, 2.0, size=shape))
        yield Case(name, {"gradient": gradient, "w": w, "learning_rate": rate, "n_steps": n_steps})
    whole = np.array([3, -2, 5]) if draw.is_public else draw.rng(34, 100).permutation([4, -3, 2])
    yield Case("integer w", {"gradient": _slope, "w": whole, "learning_rate": 0.1, "n_steps": 3})


def _imitation(
    gradient: Callable[[Array], Array],
    w: Array,
    learning_rate: float,
    n_steps: int,
    *,
    evaluated: str = "here",
    count: int = 0,
    kept: str = "all",
    aliases: str = "none",
    integer_buffer: bool = False,
    in_place: bool = False,
    length: str = "as it is",
    **rate_switches: Any,
) -> Array:
    """`gradient_descent` with a switch for each mistake; further switches are those of `signed_rate`."""
    given = np.asarray(w).dtype
    dtype = given if integer_buffer else float
    points = [np.array(w, dtype=dtype)]
    for step in range(1, max(0, n_steps + count) + 1):
        at = {"here": points[-1], "start": points[0], "before": points[max(0, len(points) - 2)]}[evaluated]
        slope = _of_length(gradient(at.copy()), length)
        moved = points[-1].astype(given if in_place else float)
        moved += signed_rate(learning_rate, step, **rate_switches) * slope  # an array of integers refuses
        points.append(moved.astype(dtype))
    trajectory = np.stack(points)
    if aliases != "none":
        trajectory[0 if aliases == "all" else 1 :] = trajectory[-1]
    return {"all": trajectory, "without start": trajectory[1:], "last": trajectory[-1]}[kept]


def _of_length(slope: Array, length: str) -> Array:
    if length == "sign":
        return np.sign(slope)
    return slope / np.linalg.norm(slope) if length == "unit" else slope


GRADIENT_DESCENT = Exercise(
    name="gradient_descent",
    topic="gradient_descent",
    inputs=("gradient: callable", "w: array", "learning_rate: scalar", "n_steps: scalar int"),
    outputs=("trajectory: array",),
    reference=gradient_descent,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        *STEP_MISTAKES,
        Mistake(
            "gradient_evaluated_once",
            "The gradient is evaluated once, at the start: it changes with w, so ask for it in every step.",
            {"evaluated": "start"},
        ),
        Mistake(
            "gradient_at_old_point",
            "The gradient is one step late: evaluate it at the current w, after the last update.",
            {"evaluated": "before"},
        ),
        Mistake(
            "one_step_too_few",
            "One step is missing: n_steps steps give n_steps + 1 points, the start included.",
            {"count": -1},
        ),
        Mistake(
            "one_step_too_many",
            "There is one step too many: n_steps steps give n_steps + 1 points, the start included.",
            {"count": 1},
        ),
        Mistake(
            "start_left_out",
            "The start is left out: row 0 of the trajectory is the w that was given.",
            {"kept": "without start"},
        ),
        Mistake(
            "only_the_end",
            "Only the last w is returned: return all n_steps + 1 points, one a row.",
            {"kept": "last"},
        ),
        Mistake(
            "trajectory_of_aliases",
            "All rows are equal: w -= ... changes the one array that every row points to. Write "
            "w = w - ..., or append w.copy().",
            {"aliases": "all"},
        ),
        Mistake(
            "trajectory_of_aliases",
            "All rows after the start are equal: w -= ... changes the one array that they point to. Write "
            "w = w - ..., or append w.copy().",
            {"aliases": "after the start"},
        ),
        Mistake(
            "integer_start_in_place",
            "With an integer w, w -= ... is refused: integers cannot hold fractions. Start from "
            "np.array(w, dtype=float), a copy that can.",
            {"in_place": True},
        ),
        Mistake(
            "gradient_normalised",
            "The gradient is scaled to length 1: the step is the learning rate times the gradient itself, "
            "shorter where the slope is gentle.",
            {"length": "unit"},
        ),
        Mistake(
            "sign_of_gradient",
            "Only the sign of the gradient is used: the step is the learning rate times the gradient.",
            {"length": "sign"},
        ),
        Mistake(
            "integer_truncation",
            "With an integer w the points are cut to whole numbers: start from w.astype(float) and "
            "collect in an array of floats.",
            {"integer_buffer": True},
        ),
    ),
)
