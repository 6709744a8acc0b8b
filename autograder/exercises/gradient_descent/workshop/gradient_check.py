"""A gradient against centred differences: how large the error is, and in which entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.gradient_descent.differences import waves
from autograder.exercises.parts.arrays import Array
from course_lib.derivatives import gradcheck

_FLOOR = 1e-6
Slope = Callable[[Array], Array]


def waves_slope(x: Array) -> Array:
    """The gradient of `waves`, in the shape of x."""
    flat = np.ravel(x)
    pace = 1 + np.arange(len(flat)) / 3
    slope: Array = pace * np.cos(pace * flat) + np.sum(flat) + flat**2
    return slope.reshape(np.shape(x))


def half_again(x: Array) -> Array:
    """The gradient of `waves` with small errors everywhere, and half as much again in its middle entry."""
    return _wrong(x, np.size(x) // 2, 1.5)


def sign_turned(x: Array) -> Array:
    """The same with the sign of the first entry turned."""
    return _wrong(x, 0, -1.0)


def last_one_lost(x: Array) -> Array:
    """The same with nothing in the last entry."""
    return _wrong(x, np.size(x) - 1, 0.0)


def _wrong(x: Array, place: int, factor: float) -> Array:
    right = waves_slope(x)
    changed = right * (1 + 0.01 * np.cos(np.arange(right.size)).reshape(right.shape))
    changed.flat[place] = right.flat[place] * factor
    return np.asarray(changed)


def scaled_squares(x: Array) -> float:
    """Steep in the first entries, nearly flat in the last one."""
    return float(np.sum(np.array([100.0, 50.0, 10.0, 0.01]) * np.asarray(x) ** 2))


def scaled_slope(x: Array) -> Array:
    """Its gradient, 3 % too much where it is steep and 60 % too much where it is flat."""
    return np.asarray(2 * np.array([103.0, 50.0, 10.0, 0.016]) * np.asarray(x))


def waves_but_the_last(x: Array) -> float:
    """`waves` of all entries but the last, which changes nothing."""
    return waves(np.ravel(x)[:-1])


def without_the_last(x: Array) -> Array:
    """Its gradient with small errors, and 0 where it is 0."""
    right = np.append(waves_slope(np.ravel(x)[:-1]), 0.0)
    return right * (1 + 0.01 * np.cos(np.arange(right.size)))


def cubes(x: Array) -> float:
    """Flat where an entry is 0: there a centred difference is h², not 0."""
    return float(np.sum(np.asarray(x) ** 3))


def cubes_slope(x: Array) -> Array:
    """Its gradient, 5 % too large in the first entry."""
    return 3 * np.asarray(x) ** 2 * np.where(np.arange(np.size(x)) == 0, 1.05, 1.0)


# (name, shape of x, what is said to be the gradient, h)
_TABLE: tuple[tuple[str, tuple[int, ...], Slope, float], ...] = (
    ("a vector", (4,), half_again, 1e-4),
    ("a sign", (5,), sign_turned, 1e-4),
    ("a matrix", (2, 3), half_again, 1e-4),
    ("a square matrix", (3, 3), last_one_lost, 1e-4),
    ("three axes", (2, 3, 2), half_again, 1e-4),
    ("one entry", (1,), half_again, 1e-4),
    ("a large step", (3,), half_again, 0.3),
)


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, shape, slope, h) in enumerate(_TABLE):
        rng = draw.rng(42, number)
        x = rng.uniform(0.3, 1.5, size=shape) * rng.choice([-1, 1], size=shape)
        yield Case(name, {"f": waves, "df": slope, "x": np.array(x), "h": h})
    x = draw.rng(42, 100).uniform(0.5, 1.5, size=4)
    name = "the worst entry has a small slope"
    yield Case(name, {"f": scaled_squares, "df": scaled_slope, "x": x, "h": 1e-4})
    x = draw.rng(42, 101).uniform(0.3, 1.5, size=4)
    name = "an entry that changes nothing"
    yield Case(name, {"f": waves_but_the_last, "df": without_the_last, "x": x, "h": 1e-4})
    x = draw.rng(42, 102).uniform(0.5, 1.5, size=4) * np.array([1.0, 1.0, 0.0, 1.0])
    yield Case("a flat point", {"f": cubes, "df": cubes_slope, "x": x, "h": 1e-4})


def _reference(f: Callable[[Array], float], df: Slope, x: Array, h: float) -> tuple[float, tuple[int, ...]]:
    each = _errors(df(x), gradcheck.numerical_gradient(f, x, h), "the larger")
    return float(each.max()), _place(each)


def _errors(analytic: Array, numerical: Array, relative_to: str, floor: float = _FLOOR) -> Array:
    size = {
        "the larger": np.maximum(np.abs(analytic), np.abs(numerical)),
        "the numerical": np.abs(numerical),
        "both together": np.abs(analytic) + np.abs(numerical),
        "nothing": np.ones(analytic.shape),
    }[relative_to]
    each: Array = np.abs(analytic - numerical) / np.maximum(size, floor)
    return each


def _place(each: Array) -> tuple[int, ...]:
    return tuple(int(index) for index in np.unravel_index(np.argmax(each), each.shape))


def _imitation(
    f: Callable[[Array], float],
    df: Slope,
    x: Array,
    h: float,
    *,
    sides: str = "both",
    divisor: int = 2,
    relative_to: str = "the larger",
    worst_of: str = "relative errors",
    place: str = "index",
    step: str = "given",
    floor: float = _FLOOR,
) -> tuple[Any, Any]:
    """`gradient_check` with a switch for each mistake."""
    h = 1e-5 if step == "own" else h
    numerical = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        unit = np.zeros(x.shape)
        unit[index] = h
        below = f(x - unit) if sides == "both" else f(x)
        numerical[index] = (f(x + unit) - below) / (divisor * h)
    each = _errors(df(x), numerical, relative_to, floor)
    judged = _errors(df(x), numerical, "nothing") if worst_of == "absolute errors" else each
    found = {"index": _place(judged), "counted through": int(np.argmax(judged)), "mean": _place(judged)}
    return (each.mean() if place == "mean" else each.max()), found[place]


GRADIENT_CHECK = Exercise(
    name="gradient_check",
    topic="gradient_descent",
    inputs=("f: callable", "df: callable", "x: array", "h: scalar"),
    outputs=("error: scalar", "worst: tuple"),
    reference=_reference,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "one_sided_check",
            "The difference is one-sided: its own error, of the order of h, then hides the gradient's. Step "
            "to both sides and divide by 2h.",
            {"sides": "forward", "divisor": 1},
        ),
        Mistake(
            "check_divided_by_h",
            "The two points lie 2h apart: divide by 2h.",
            {"divisor": 1},
        ),
        Mistake(
            "check_absolute",
            "This is the absolute error: divide each difference by the larger of |a| and |n|.",
            {"relative_to": "nothing"},
        ),
        Mistake(
            "check_relative_to_one",
            "The error is relative to the numerical gradient alone: take the larger of |a| and |n|.",
            {"relative_to": "the numerical"},
            credit=0.5,
            paired=False,  # beside a difference that is too large it cannot be seen
        ),
        Mistake(
            "check_without_floor",
            "The floor is missing: in an entry that changes nothing both gradients are 0, and 0 / 0 is no "
            "error. No size is smaller than 1e-6.",
            {"floor": 0.0},
            credit=0.5,
        ),
        Mistake(
            "check_relative_to_the_sum",
            "Divide by the larger of |a| and |n|, not by their sum.",
            {"relative_to": "both together"},
            credit=0.5,
        ),
        Mistake(
            "check_floor_too_small",
            "The floor is missing or too small: at a flat point the rounding of a slope of 0 then counts as "
            "an error. No size is smaller than 1e-6.",
            {"floor": 1e-9},
            credit=0.5,
        ),
        Mistake(
            "worst_by_absolute_error",
            "The worst entry is chosen by its absolute error; it is the one whose *relative* error is "
            "returned.",
            {"worst_of": "absolute errors"},
            credit=0.5,
        ),
        Mistake(
            "worst_counted_through",
            "`worst` counts through all entries: return the index along each axis.",
            {"place": "counted through"},
            credit=0.5,
            formula="np.unravel_index(np.argmax(errors), errors.shape)",
        ),
        Mistake(
            "check_averaged",
            "The errors are averaged, and one wrong entry among many is lost: return the largest.",
            {"place": "mean"},
        ),
        Mistake(
            "step_of_its_own",
            "Your function uses a step of its own: take the `h` that it is given.",
            {"step": "own"},
        ),
    ),
)
