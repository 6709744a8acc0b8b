"""The gradient by centred differences, one coordinate after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.gradient_descent.differences import DIVISOR_MISTAKES, ONE_SIDED, points, quotient
from autograder.exercises.parts.arrays import Array
from course_lib.derivatives.gradcheck import numerical_gradient


def _cases(draw: Draw) -> Iterator[Case]:
    for name, f, x, h, _ in points(draw, seed=31):
        yield Case(name, {"f": f, "x": x, "h": h})


def _imitation(
    f: Callable[[Array], float],
    x: Array,
    h: float,
    *,
    sides: str = "both",
    divisor: str = "2h",
    restored: bool = True,
    steps: str = "float",
    coordinates: str = "each",
    one_axis: bool = False,
    form: str = "array",
    integer_buffer: bool = False,
) -> Array:
    """`numerical_gradient` with a switch for each mistake."""
    given = np.asarray(x).dtype
    x = np.array(x, dtype=float if steps == "float" else given)
    gradient = np.zeros(len(x) if one_axis else x.shape)
    for index in _indices(x, coordinates):
        if coordinates == "units":
            above, below = _both_sides_of_a_copy(f, x, index, h, sides)
        elif steps == "accumulated":
            above, below = _both_sides_by_additions(f, x, index, h, sides, restored)
        else:
            centre = x[index] if coordinates == "views" else x[index].copy()
            above, below = _both_sides(f, x, index, h, sides, centre, restored)
        gradient[index] = quotient(above, below, h, divisor)
    gradient = gradient.astype(given) if integer_buffer else gradient
    forms = {"array": gradient, "flat": gradient.ravel(), "sum": gradient.sum(), "first": gradient.flat[0]}
    return forms[form]


def _indices(x: Array, coordinates: str) -> list[Any]:
    if coordinates == "each":
        return list(np.ndindex(x.shape))
    return [...] if coordinates == "all" else list(range(len(x)))  # no len of a number: TypeError


def _shifts(h: float, sides: str) -> tuple[float, float]:
    """Where f is measured above and below, as distances from x."""
    return {"both": (h, -h), "forward": (h, 0), "backward": (0, -h), "exchanged": (-h, h)}[sides]


def _both_sides_of_a_copy(
    f: Callable[[Array], float], x: Array, index: Any, h: float, sides: str
) -> tuple[float, float]:
    first, second = _shifts(h, sides)
    unit = np.eye(len(x))[index]
    return f(x + first * unit), f(x + second * unit)


def _both_sides_by_additions(
    f: Callable[[Array], float], x: Array, index: Any, h: float, sides: str, restored: bool
) -> tuple[float, float]:
    """Move x in place by additions, each cut to the type of x."""
    first, second = _shifts(h, sides)
    x[index] = x[index] + first
    above = f(x)
    x[index] = x[index] + (second - first)
    below = f(x)
    if restored:
        x[index] = x[index] - second
    return above, below


def _both_sides(
    f: Callable[[Array], float], x: Array, index: Any, h: float, sides: str, centre: Array, restored: bool
) -> tuple[float, float]:
    """Set x to what lies beside `centre`, in place; a `centre` that is a view moves along."""
    here, values = f(x), []
    for shift in _shifts(h, sides):
        if shift:
            x[index] = centre + shift
        values.append(f(x) if shift else here)
    if restored:
        x[index] = centre
    return values[0], values[1]


NUMERICAL_GRADIENT = Exercise(
    name="numerical_gradient",
    topic="gradient_descent",
    inputs=("f: callable", "x: array", "h: scalar"),
    outputs=("gradient: array",),
    reference=numerical_gradient,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        *ONE_SIDED,
        Mistake(
            "sides_exchanged",
            "The sign is flipped: the value ahead comes first, that behind is subtracted.",
            {"sides": "exchanged"},
            formula="(f(x + h) - f(x - h)) / (2 * h)",
        ),
        *DIVISOR_MISTAKES,
        Mistake(
            "x_not_restored",
            "x is not put back after a coordinate: the next one is then measured beside x. "
            "Keep the old value and restore it.",
            {"restored": False},
        ),
        Mistake(
            "integer_steps",
            "With an integer x the step is lost: x[i] with h added is cut to a whole number. Work on floats.",
            {"steps": "integer"},
            formula="x = np.array(x, dtype=float)",
        ),
        Mistake(
            "integer_steps",
            "With an integer x the step is lost: x[i] with h added is cut to a whole number. Work on floats.",
            {"steps": "accumulated"},
            formula="x = np.array(x, dtype=float)",
        ),
        Mistake(
            "integer_truncation",
            "With an integer x the gradient is cut to whole numbers: np.zeros_like(x) then holds integers; "
            "write np.zeros(x.shape).",
            {"integer_buffer": True},
        ),
        Mistake(
            "only_vectors",
            "Right for vectors only: x[i] of a matrix is a row. Run over every index, np.ndindex(x.shape).",
            {"coordinates": "rows"},
        ),
        Mistake(
            "only_vectors",
            "Right for vectors only: x[i] of a matrix is a row, and a view that moves along with x. "
            "Run over every index, np.ndindex(x.shape).",
            {"coordinates": "views"},
        ),
        *(
            Mistake(
                "only_vectors",
                "Right for vectors only: the gradient has one entry for each row of a matrix. Take "
                "the shape of x, and run over every index.",
                {"one_axis": True, "coordinates": coordinates},
                paired=coordinates != "units",
                formula="np.zeros(x.shape), for index in np.ndindex(x.shape)",
            )
            for coordinates in ("rows", "views", "units", "each")
        ),
        Mistake(
            "all_coordinates_at_once",
            "All coordinates move at once: that is the slope along (1, 1, ...). Move one at a time.",
            {"coordinates": "all"},
        ),
        Mistake(
            "flattened",
            "The gradient is flat: give it the shape of x, gradient.reshape(x.shape).",
            {"form": "flat"},
        ),
        Mistake(
            "slopes_added_up",
            "The slopes are added up: the gradient has one entry for each entry of x.",
            {"form": "sum"},
        ),
        Mistake(
            "slopes_added_up",
            "All coordinates move at once, and one number is returned: move one at a time, and give the "
            "gradient one entry for each entry of x.",
            {"form": "first", "coordinates": "all"},
        ),
    ),
)
