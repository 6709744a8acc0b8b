"""Gradient descent with the ways to take a wrong step."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from course_lib.training.optim import gradient_descent

TOPIC = "gradient_descent"


def _slope(w):
    """A gradient that differs from point to point and couples the coordinates; for any shape."""
    w = np.asarray(w, dtype=float)
    return 1.5 * w + np.sin(2 * w) + 0.3 * np.mean(w) + 0.2


def _bowl(w):
    return 2.0 * np.asarray(w, dtype=float)


def _descent_cases():
    # (name, gradient, shape of w, learning rate, steps, public)
    table = (
        ("a vector", _slope, (2,), 0.1, 4, True),
        ("a matrix", _slope, (2, 3), 0.07, 3, True),
        ("one step", _slope, (3,), 0.3, 1, True),
        ("two steps", _slope, (3,), 0.1, 2, False),
        ("one number, shape ()", _slope, (), 0.2, 5, False),
        ("a learning rate of 1", _slope, (4,), 1.0, 2, False),
        ("a divergent descent", _bowl, (3,), 1.3, 6, False),
        ("a square matrix", _slope, (3, 3), 0.15, 2, False),
        ("many steps", _slope, (2,), 0.02, 60, False),
    )
    for number, (name, gradient, shape, rate, n_steps, public) in enumerate(table):
        w = np.array(np.random.default_rng((34, number)).uniform(0.4, 2.0, size=shape))
        yield Case(name, {"gradient": gradient, "w": w, "learning_rate": rate, "n_steps": n_steps}, public)
    whole = np.array([3, -2, 5])
    yield Case("integer w", {"gradient": _slope, "w": whole, "learning_rate": 0.1, "n_steps": 3}, public=True)


def _descent_imitation(
    gradient,
    w,
    learning_rate,
    n_steps,
    *,
    direction=-1.0,
    rate="own",
    evaluated="here",
    count=0,
    kept="all",
    aliases="none",
    integer_buffer=False,
    in_place=False,
    length="own",
):
    dtype = np.asarray(w).dtype if integer_buffer else float
    points, slopes = [np.array(w, dtype=dtype)], []
    for step in range(max(0, n_steps + count)):
        at = {"here": points[-1], "start": points[0], "before": points[max(0, len(points) - 2)]}[evaluated]
        slopes.append(gradient(at.copy()))
        slope = np.sign(slopes[-1]) if length == "sign" else slopes[-1]
        slope = slope / (np.linalg.norm(slope) if length == "unit" else 1)
        alpha = {"own": learning_rate, "none": 1, "falling": learning_rate / (step + 1)}[rate]
        moved = points[-1].astype(np.asarray(w).dtype if in_place else float)
        moved += direction * alpha * slope  # in place: an array of integers refuses
        points.append(moved.astype(dtype))
    trajectory = np.stack(points)
    if aliases != "none":
        trajectory[0 if aliases == "all" else 1 :] = trajectory[-1]
    return {"all": trajectory, "without start": trajectory[1:], "last": trajectory[-1]}[kept]


STEP_MISTAKES = (
    Mistake(
        "ascent",
        "The step goes uphill: the gradient points to the steepest ascent, so subtract it, "
        "w - learning_rate * gradient.",
        {"direction": 1.0},
    ),
    Mistake(
        "learning_rate_missing",
        "The learning rate is missing: one step is w - learning_rate * gradient.",
        {"rate": "none"},
    ),
    Mistake(
        "learning_rate_falls",
        "The learning rate is divided by the number of the step: here it stays the same.",
        {"rate": "falling"},
    ),
)

GRADIENT_DESCENT = Exercise(
    name="gradient_descent",
    topic=TOPIC,
    inputs=("gradient: callable", "w: array", "learning_rate: scalar", "n_steps: scalar int"),
    outputs=("trajectory: array",),
    reference=gradient_descent,
    cases=_descent_cases,
    imitation=_descent_imitation,
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
