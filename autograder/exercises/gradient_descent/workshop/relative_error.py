"""The largest relative error of two gradients, entry by entry with a floor."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.derivatives import gradcheck

_FLOOR = 1e-6


def _reference(a: Array, n: Array) -> float:
    return float(gradcheck.relative_error(a, n, _FLOOR))


# (name, shape, the relative error of every entry)
_TABLE: tuple[tuple[str, tuple[int, ...], float], ...] = (
    ("a vector", (5,), 0.02),
    ("a matrix", (3, 4), 0.1),
    ("one entry", (1,), 0.05),
    ("three axes", (2, 3, 2), 0.3),
    ("far apart", (6,), 3.0),
)


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, shape, error) in enumerate(_TABLE):
        rng = draw.rng(41, number)
        a = rng.uniform(0.5, 20, size=shape) * rng.choice([-1, 1], size=shape)
        yield Case(name, {"a": a, "n": np.array(a * (1 + error * rng.uniform(-1, 1, size=shape)))})
    rng = draw.rng(41, 100)
    a = rng.uniform(1, 2, size=4)
    yield Case("signs differ", {"a": a, "n": np.where(np.arange(4) == 2, -0.8 * a, 1.01 * a)})
    a, n = rng.uniform(100, 200, size=5), rng.uniform(100, 200, size=5)
    a[1], n[1] = 0.01, 0.02 * rng.uniform(1, 1.2)
    n[2:] = 1.001 * a[2:]
    n[0] = 1.3 * a[0]
    yield Case("a small entry is the worst", {"a": a, "n": n})
    a = rng.uniform(1, 2, size=4)
    n = 1.02 * a * rng.uniform(1, 1.01, size=4)
    a[3], n[3] = 0.0, 0.0
    yield Case("both are 0 in one entry", {"a": a, "n": n})
    a, n = a.copy(), 1.05 * a
    a[0], n[0] = 0.0, 1e-12 * rng.uniform(1, 2)
    yield Case("0 against 1e-12", {"a": a, "n": n})
    a, n = a.copy(), 0.9 * a
    a[0], n[0] = 2e-7, 6e-7 * rng.uniform(1, 1.2)
    yield Case("below the floor", {"a": a, "n": n})


def _imitation(
    a: Array,
    n: Array,
    *,
    relative_to: str = "the larger",
    floor: str = "maximum",
    least: float = _FLOOR,
    taken: str = "largest",
    signed: bool = False,
) -> Array:
    """`relative_error` with a switch for each mistake."""
    size = _sizes(a, n, relative_to)
    size = {"maximum": np.maximum(size, least), "added": size + _FLOOR, "none": size}[floor]
    difference = a - n if signed else np.abs(a - n)
    each = difference / size
    whole = np.linalg.norm(a - n) / max(np.linalg.norm(a), np.linalg.norm(n))
    return np.asarray(
        {"largest": each.max(), "mean": each.mean(), "sum": each.sum(), "of norms": whole}[taken]
    )


def _sizes(a: Array, n: Array, relative_to: str) -> Array:
    sizes = {
        "the larger": np.maximum(np.abs(a), np.abs(n)),
        "the analytic": np.abs(a),
        "the numerical": np.abs(n),
        "both together": np.abs(a) + np.abs(n),
        "the largest of all": np.full(a.shape, max(np.abs(a).max(), np.abs(n).max())),
        "nothing": np.ones(a.shape),
        "the larger, signed": np.maximum(a, n),
    }
    return sizes[relative_to]


RELATIVE_ERROR = Exercise(
    name="relative_error",
    topic="gradient_descent",
    inputs=("a: array", "n: array"),
    outputs=("error: scalar",),
    reference=_reference,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "absolute_error",
            "This is the absolute error: divide each difference by the size of its entry.",
            {"relative_to": "nothing"},
        ),
        *(
            Mistake(
                "relative_to_one",
                "The error is relative to one of the two gradients: take the larger of |a| and |n|, so that "
                "neither of them counts as the truth.",
                {"relative_to": one},
            )
            for one in ("the analytic", "the numerical")
        ),
        Mistake(
            "relative_to_the_sum",
            "Divide by the larger of |a| and |n|, not by their sum.",
            {"relative_to": "both together"},
            credit=0.5,
        ),
        Mistake(
            "relative_to_the_largest_entry",
            "All entries are divided by the largest one, so a small entry may be all wrong: each "
            "entry has its own size, the larger of its two absolute values.",
            {"relative_to": "the largest of all"},
            formula="np.abs(a - n) / np.maximum(np.abs(a), np.abs(n))",
        ),
        Mistake(
            "sizes_signed",
            "The sizes have signs: take the larger of |a| and |n|.",
            {"relative_to": "the larger, signed"},
        ),
        Mistake(
            "no_floor",
            "The floor is missing: 0 against 0 is then 0 / 0. No size is smaller than 1e-6.",
            {"floor": "none"},
        ),
        *(
            Mistake(
                "floor_too_small",
                "The floor is missing or too small: 0 against a tiny number then counts as wrong. No size is "
                "smaller than 1e-6.",
                {"least": least},
            )
            for least in (1e-8, 1e-12)
        ),
        Mistake(
            "norms_compared",
            "The norms of the whole arrays are compared, and one wrong entry among many is lost: take the "
            "error of each entry, and then the largest.",
            {"taken": "of norms"},
            paired=False,  # it has no entries, whose sizes and signs could be wrong
        ),
        Mistake(
            "floor_added",
            "The floor is added: then it changes every size. Take the larger of the two, size and floor.",
            {"floor": "added"},
            paired=False,  # beside a larger change of the sizes it cannot be seen
            formula="np.maximum(size, 1e-6)",
        ),
        Mistake(
            "mean_of_errors",
            "The errors are averaged, and one wrong entry among many is lost: take the largest.",
            {"taken": "mean"},
        ),
        Mistake("errors_added", "The errors are added up: take the largest.", {"taken": "sum"}),
        Mistake(
            "difference_signed",
            "The difference has a sign: an entry that is too small is not seen. Take its absolute value.",
            {"signed": True},
            formula="np.abs(a - n)",
        ),
    ),
)
