"""Derivatives by differences: of every coordinate, and along one direction."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from course_lib.derivatives.gradcheck import directional_derivative, numerical_gradient

TOPIC = "gradient_descent"


def _waves(x):
    """Depends on every coordinate in another way, with cross terms and curvature; for any shape."""
    flat = np.ravel(x)
    pace = 1 + np.arange(len(flat)) / 3
    return float(np.sum(np.sin(pace * flat)) + 0.5 * np.sum(flat) ** 2 + np.sum(flat**3) / 3)


def _parabola(x):
    return float(np.sum(np.asarray(x) ** 2))


def _slide(x):
    """Row 3.6's polynomial, summed over the coordinates."""
    x = np.asarray(x)
    return float(np.sum(0.5 * x**4 - 2 * x**2 + x + 5))


# (name, function, shape of x, h, public)
_TABLE = (
    ("a vector", _waves, (4,), 1e-3, True),
    ("one coordinate", _slide, (1,), 1e-3, True),
    ("a matrix", _waves, (2, 3), 1e-3, True),
    ("a square matrix", _waves, (3, 3), 2e-3, False),
    ("three axes", _waves, (2, 3, 2), 1e-3, False),
    ("one number, shape ()", _waves, (), 1e-3, False),
    ("a column", _waves, (3, 1), 3e-3, False),
    ("a parabola", _parabola, (5,), 1e-3, False),
    ("a smaller step", _waves, (3,), 1e-4, False),
    ("a larger step", _waves, (3,), 4e-3, False),
)


def _points(seed):
    """(name, f, x, h, public, rng) of every case; the last two have integers."""
    for number, (name, f, shape, h, public) in enumerate(_TABLE):
        rng = np.random.default_rng((seed, number))
        x = rng.uniform(0.3, 1.5, size=shape) * rng.choice([-1, 1], size=shape)
        yield name, f, np.array(x), h, public, rng
    rng = np.random.default_rng((seed, 100))
    yield "integer x", _waves, np.array([1, -2, 3]), 1e-3, True, rng
    yield "an integer matrix", _waves, np.array([[2, 1], [-1, 2], [1, 3]]), 1e-3, False, rng


# ---------------------------------------------------------------- numerical_gradient


def _gradient_cases():
    for name, f, x, h, public, _ in _points(seed=31):
        yield Case(name, {"f": f, "x": x, "h": h}, public)


def _gradient_imitation(
    f,
    x,
    h,
    *,
    sides="both",
    divisor="2h",
    restored=True,
    steps="float",
    coordinates="each",
    one_axis=False,
    form="array",
    integer_buffer=False,
):
    given = np.asarray(x).dtype
    x = np.array(x, dtype=float if steps == "float" else given)
    gradient = np.zeros(len(x) if one_axis else x.shape)
    for index in _indices(x, coordinates):
        centre = x[index] if coordinates == "views" else x[index].copy()
        centre = None if steps == "accumulated" else centre
        above, below = _both_sides(f, x, index, h, sides, centre, restored, coordinates)
        gradient[index] = (above - below) / {"2h": 2 * h, "h": h, "none": 1, "2": 2}[divisor]
    gradient = gradient.astype(given) if integer_buffer else gradient
    return {"array": gradient, "flat": gradient.ravel(), "sum": gradient.sum()}[form]


def _indices(x, coordinates):
    if coordinates == "each":
        return list(np.ndindex(x.shape))
    return [...] if coordinates == "all" else list(range(len(x)))  # no len of a number: TypeError


def _both_sides(f, x, index, h, sides, centre, restored, coordinates):
    """Return f above and below; with `centre` None, x is moved by additions in place."""
    here, values = f(x), []
    first, second = {"both": (h, -h), "forward": (h, 0), "backward": (0, -h), "exchanged": (-h, h)}[sides]
    if coordinates == "units":
        unit = np.eye(len(x))[index]
        return f(x + first * unit), f(x + second * unit)
    if centre is None:
        for move in (first, second - first):
            x[index] = x[index] + move
            values.append(f(x))
        if restored:
            x[index] = x[index] - second
        return values
    for shift in (first, second):
        if shift:
            x[index] = centre + shift
        values.append(f(x) if shift else here)
    if restored:
        x[index] = centre
    return values


_FORWARD = (
    "The difference is one-sided: its error shrinks like h, that of (f(x + h) - f(x - h)) / (2h) like h². "
    "Step to both sides."
)
_ONE_SIDED = (
    Mistake("one_sided", _FORWARD, {"sides": "forward", "divisor": "h"}, credit=0.5),
    Mistake("one_sided", _FORWARD, {"sides": "backward", "divisor": "h"}, credit=0.5),
    Mistake(
        "one_sided_over_2h",
        "f(x) is subtracted, but divided by 2h: from x - h to x + h is 2h, so subtract f(x - h).",
        {"sides": "forward", "divisor": "2h"},
    ),
)
_BY_H = "Divided by h: between x - h and x + h lie 2h, so divide by 2 * h."
_NOT_DIVIDED = "The difference is not divided: a slope is a difference over a distance, so divide by 2 * h."
_BY_TWO = "Divided by 2 only: divide by 2 * h, in code (2 * h) with its brackets, not / 2 * h."

NUMERICAL_GRADIENT = Exercise(
    name="numerical_gradient",
    topic=TOPIC,
    inputs=("f: callable", "x: array", "h: scalar"),
    outputs=("gradient: array",),
    reference=numerical_gradient,
    cases=_gradient_cases,
    imitation=_gradient_imitation,
    mistakes=(
        *_ONE_SIDED,
        Mistake(
            "sides_exchanged",
            "The sign is flipped: take f(x + h) - f(x - h), in this order.",
            {"sides": "exchanged"},
        ),
        Mistake("divided_by_h", _BY_H, {"divisor": "h"}),
        Mistake("not_divided", _NOT_DIVIDED, {"divisor": "none"}),
        Mistake("divided_by_two_only", _BY_TWO, {"divisor": "2"}),
        Mistake(
            "x_not_restored",
            "x is not put back after a coordinate: the next one is then measured beside x. "
            "Keep the old value and restore it.",
            {"restored": False},
        ),
        Mistake(
            "integer_steps",
            "With an integer x the step is lost: x[i] + h is cut to a whole number. Work on floats, "
            "x = np.array(x, dtype=float).",
            {"steps": "integer"},
        ),
        Mistake(
            "integer_steps",
            "With an integer x the step is lost: x[i] += h is cut to a whole number. Work on floats, "
            "x = np.array(x, dtype=float).",
            {"steps": "accumulated"},
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
                "Right for vectors only: np.zeros(len(x)) has one entry for each row of a matrix. Write "
                "np.zeros(x.shape), and run over every index, np.ndindex(x.shape).",
                {"one_axis": True, "coordinates": coordinates},
                paired=coordinates != "units",
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
    ),
)

# ---------------------------------------------------------------- directional_derivative


def _direction_cases():
    for name, f, x, h, public, rng in _points(seed=32):
        u = rng.uniform(0.4, 1.6, size=x.shape) * rng.choice([-1, 1], size=x.shape)
        yield Case(name, {"f": f, "x": x, "u": np.array(u), "h": h / 5}, public)
    x = np.array([0.7, -1.2, 0.4])
    yield Case("u of length 1", {"f": _waves, "x": x, "u": np.array([0.6, 0.0, -0.8]), "h": 2e-4}, True)
    yield Case("along an axis", {"f": _waves, "x": x, "u": np.array([0.0, 1.0, 0.0]), "h": 2e-4}, True)
    yield Case("a short u", {"f": _waves, "x": x, "u": np.array([0.05, 0.02, -0.04]), "h": 1e-3})
    yield Case("integer u", {"f": _waves, "x": x, "u": np.array([2, -1, 2]), "h": 2e-4})


def _direction_imitation(f, x, u, h, *, length="2", sides="both", divisor="2h", returned="slope"):
    u = np.asarray(u, dtype=float)
    size = np.sum(np.abs(u) ** 2)
    step = h * u / {"2": np.sqrt(size), "none": 1, "squared": size, "1": np.sum(np.abs(u))}[length]
    above, below = (
        {
            "both": lambda: (f(x + step), f(x - step)),
            "forward": lambda: (f(x + step), f(x)),
            "backward": lambda: (f(x), f(x - step)),
            "exchanged": lambda: (f(x - step), f(x + step)),
        }[sides]
    )()
    slope = (above - below) / {"2h": 2 * h, "h": h, "none": 1, "2": 2}[divisor]
    unit = u / np.sqrt(size)
    return {"slope": slope, "vector": slope * unit, "angle": slope * np.sqrt(size)}[returned]


DIRECTIONAL_DERIVATIVE = Exercise(
    name="directional_derivative",
    topic=TOPIC,
    inputs=("f: callable", "x: array", "u: array", "h: scalar"),
    outputs=("slope: scalar",),
    reference=directional_derivative,
    cases=_direction_cases,
    imitation=_direction_imitation,
    mistakes=(
        Mistake(
            "not_normalised",
            "u is used as it is: the slope is taken along the unit vector, so divide u by its length, "
            "np.linalg.norm(u).",
            {"length": "none"},
        ),
        Mistake(
            "divided_by_squared_length",
            "u is divided by its squared length: divide by the length, the root of np.sum(u**2).",
            {"length": "squared"},
        ),
        Mistake(
            "divided_by_sum",
            "u is divided by the sum of its absolute entries: the length is the root of the sum of squares.",
            {"length": "1"},
        ),
        *_ONE_SIDED,
        Mistake(
            "sides_exchanged",
            "The sign is flipped: take f(x + h u) - f(x - h u), in this order.",
            {"sides": "exchanged"},
        ),
        Mistake("divided_by_h", _BY_H, {"divisor": "h"}),
        Mistake("not_divided", _NOT_DIVIDED, {"divisor": "none"}),
        Mistake("divided_by_two_only", _BY_TWO, {"divisor": "2"}),
        Mistake(
            "slope_as_vector",
            "The slope is returned times the direction: it is one number, D_u f = ∇f · u.",
            {"returned": "vector"},
        ),
    ),
    same_as={"slope_doubled": "divided_by_h", "slope_sign_flipped": "sides_exchanged"},
)
