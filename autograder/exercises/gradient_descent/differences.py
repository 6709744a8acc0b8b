"""Functions to differentiate, points to do it at, and the mistakes of a difference quotient."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.arrays import Array


def waves(x: Array) -> float:
    """Depends on every coordinate in another way, with cross terms and curvature; for any shape."""
    flat = np.ravel(x)
    pace = 1 + np.arange(len(flat)) / 3
    return float(np.sum(np.sin(pace * flat)) + 0.5 * np.sum(flat) ** 2 + np.sum(flat**3) / 3)


def _parabola(x: Array) -> float:
    return float(np.sum(np.asarray(x) ** 2))


def _polynomial(x: Array) -> float:
    """Row 3.6's polynomial, summed over the coordinates."""
    x = np.asarray(x)
    return float(np.sum(0.5 * x**4 - 2 * x**2 + x + 5))


# (name, function, shape of x, h)
_TABLE: tuple[tuple[str, Callable[[Array], float], tuple[int, ...], float], ...] = (
    ("a vector", waves, (4,), 1e-3),
    ("one coordinate", _polynomial, (1,), 1e-3),
    ("a matrix", waves, (2, 3), 1e-3),
    ("a square matrix", waves, (3, 3), 2e-3),
    ("three axes", waves, (2, 3, 2), 1e-3),
    ("one number, shape ()", waves, (), 1e-3),
    ("a column", waves, (3, 1), 3e-3),
    ("a parabola", _parabola, (5,), 1e-3),
    ("a smaller step", waves, (3,), 1e-4),
    ("a larger step", waves, (3,), 4e-3),
)


def points(
    draw: Draw, seed: int
) -> Iterator[tuple[str, Callable[[Array], float], Array, float, np.random.Generator]]:
    """Yield (name, f, x, h, rng) of every case; the last two, whose names say so, have integers."""
    for number, (name, f, shape, h) in enumerate(_TABLE):
        rng = draw.rng(seed, number)
        x = rng.uniform(0.3, 1.5, size=shape) * rng.choice([-1, 1], size=shape)
        yield name, f, np.array(x), h, rng
    rng = draw.rng(seed, 100)
    vector, matrix = np.array([1, -2, 3]), np.array([[2, 1], [-1, 2], [1, 3]])
    if not draw.is_public:
        vector, matrix = rng.permutation(vector), rng.permuted(matrix)
    yield "integer x", waves, vector, 1e-3, rng
    yield "an integer matrix", waves, matrix, 1e-3, rng


def quotient(above: float, below: float, h: float, divisor: str) -> float:
    """Return the difference over 2h, or over what a mistake takes for it."""
    return (above - below) / {"2h": 2 * h, "h": h, "missing": 1, "2": 2}[divisor]


_CENTRED = "(f(x + h) - f(x - h)) / (2 * h)"
_ONE_SIDED_IS_ROUGH = (
    "The difference is one-sided: its error shrinks like h, that of a centred one like the square of h. "
    "Step to both sides."
)
ONE_SIDED = (
    Mistake(
        "one_sided", _ONE_SIDED_IS_ROUGH, {"sides": "forward", "divisor": "h"}, credit=0.5, formula=_CENTRED
    ),
    Mistake(
        "one_sided", _ONE_SIDED_IS_ROUGH, {"sides": "backward", "divisor": "h"}, credit=0.5, formula=_CENTRED
    ),
    Mistake(
        "one_sided_over_2h",
        "f(x) is subtracted, but divided by 2h: that is the distance between both sides, so "
        "evaluate f at both.",
        {"sides": "forward", "divisor": "2h"},
        formula="(f(x + h) - f(x - h)) / (2 * h)",
    ),
)
DIVISOR_MISTAKES = (
    Mistake(
        "divided_by_h", "Divided by h: between x - h and x + h lie 2h, so divide by 2 * h.", {"divisor": "h"}
    ),
    Mistake(
        "not_divided",
        "The difference is not divided: a slope is a difference over a distance, so divide by 2 * h.",
        {"divisor": "missing"},
    ),
    Mistake(
        "divided_by_two_only",
        "Divided by 2 only, and multiplied by h: the divisor needs its brackets.",
        {"divisor": "2"},
        formula="(f(x + h) - f(x - h)) / (2 * h)",
    ),
)
