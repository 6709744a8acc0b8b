"""The Jacobian of the ReLU, formed and not."""

from __future__ import annotations

import numpy as np

from autograder.checking import memory_limit
from autograder.exercises.exercise import Case, Exercise, Mistake
from course_lib.derivatives.jacobians import relu_jacobian, relu_vjp

TOPIC = "jacobians"
LECTURE = np.array([1.0, -2.0, 3.0, -1.0])  # row 5.7
MANY = 50_000
ROOM = 512 * 2**20  # bytes: a hundred times what the product needs, less than one dense matrix of bool
_FORMED = 10_000  # units from which forming the matrix is taken to fail

# ---------------------------------------------------------------- relu_jacobian and relu_vjp


def _vectors(seed):
    yield "the lecture's x", LECTURE, True
    for number, (name, n, public) in enumerate(
        (("five units", 5, True), ("one positive unit", 1, False), ("seven units", 7, False))
    ):
        rng = np.random.default_rng((seed, number))
        x = rng.uniform(0.2, 2, size=n) * rng.choice([-1, 1], size=n)
        yield name, np.abs(x) if n == 1 else x, public
    yield "one negative unit", np.array([-1.5]), False
    yield "all units off", np.array([-0.5, -2.0, -1.25]), False
    yield "all units on", np.array([0.5, 2.0, 1.25]), False
    yield "a unit at exactly 0", np.array([1.5, 0.0, -0.5, 2.5]), True
    yield "integer x", np.array([2, -1, 3, 4]), False


def _jacobian_cases():
    for name, x, public in _vectors(seed=52):
        yield Case(name, {"x": x}, public)


def _relu_jacobian_imitation(x, *, at_zero=0, slope="mask", form="diagonal"):
    active = np.where(x == 0, at_zero, x > 0).astype(float)
    values = {
        "mask": active,
        "value": np.maximum(x, 0.0),
        "off": 1 - active,
        "sign": np.sign(x),
        "non-zero": np.ones(len(x)),
        "x": x * 1.0,
    }[slope]
    return {
        "diagonal": lambda: np.diag(values),
        "flat": lambda: values,
        "rows": lambda: np.tile(values, (len(x), 1)),
        "columns": lambda: np.tile(values[:, None], (1, len(x))),
        "outer": lambda: np.outer(values, values),
    }[form]()


_ALL_SLOPES = ({"at_zero": 0}, {"at_zero": 1})

RELU_JACOBIAN = Exercise(
    name="relu_jacobian",
    topic=TOPIC,
    inputs=("x: (n,)",),
    outputs=("jacobian: (n, n) symmetric",),
    reference=relu_jacobian,
    cases=_jacobian_cases,
    imitation=_relu_jacobian_imitation,
    subgradients=_ALL_SLOPES,
    mistakes=(
        Mistake(
            "value_for_slope",
            "On the diagonal stands max(0, x) itself: the derivative is 1 where x is positive, else 0.",
            {"slope": "value"},
        ),
        Mistake(
            "mask_inverted",
            "The slopes are inverted: 1 where x is positive, 0 where it is negative.",
            {"slope": "off"},
        ),
        Mistake(
            "sign_for_slope",
            "Where x is negative the slope is 0, not -1.",
            {"slope": "sign"},
        ),
        Mistake(
            "mask_missing",
            "This is the identity: where x is negative, max(0, x) is constant and its slope 0.",
            {"slope": "non-zero"},
        ),
        Mistake(
            "x_for_slope",
            "On the diagonal stands x itself: the derivative is 1 where x is positive, else 0.",
            {"slope": "x"},
        ),
        Mistake(
            "only_the_diagonal",
            "This is the diagonal alone: the Jacobian is the (n, n) matrix with it, np.diag(...).",
            {"form": "flat"},
        ),
        Mistake(
            "not_diagonal",
            "Each output depends on one input only, so everything beside the diagonal is 0: np.diag(...).",
            {"form": "rows"},
        ),
        Mistake(
            "not_diagonal",
            "Each output depends on one input only, so everything beside the diagonal is 0: np.diag(...).",
            {"form": "columns"},
        ),
        Mistake(
            "outer_product",
            "np.outer fills the matrix: beside the diagonal everything is 0, np.diag(...).",
            {"form": "outer"},
        ),
    ),
)


def _vjp_cases():
    for number, (name, x, public) in enumerate(_vectors(seed=53)):
        rng = np.random.default_rng((53, number, 1))
        dy = rng.uniform(0.3, 2, size=len(x)) * rng.choice([-1, 1], size=len(x))
        dy = np.array([4.0, -1.0, 5.0, 9.0]) if public and number == 0 else dy
        yield Case(name, {"dy": dy, "x": x}, public)
    rng = np.random.default_rng(54)
    many = {"dy": rng.normal(size=MANY), "x": rng.normal(size=MANY)}
    name = f"{MANY:,} units, and memory for a few vectors"
    yield Case(name, many, public=memory_limit.AVAILABLE, memory=ROOM)


def _relu_vjp_imitation(dy, x, *, at_zero=0, mask="x", upstream="dy", dense=False):
    if dense and len(x) > _FORMED:
        raise MemoryError(f"a matrix of {len(x)} x {len(x)}")
    active = np.where(x == 0, at_zero, x > 0).astype(float)
    slopes = {
        "x": active,
        "dy": (dy > 0) * 1.0,
        "both": active * (dy > 0),
        "none": np.ones(len(x)),
        "inverted": 1 - active,
        "value": np.maximum(x, 0.0),
        "sign": np.sign(x),
    }[mask]
    return slopes * {"dy": dy, "ones": 1.0}[upstream]


RELU_VJP = Exercise(
    name="relu_vjp",
    topic=TOPIC,
    inputs=("dy: (n,)", "x: (n,)"),
    outputs=("dx: (n,)",),
    reference=relu_vjp,
    cases=_vjp_cases,
    imitation=_relu_vjp_imitation,
    subgradients=_ALL_SLOPES,
    mistakes=(
        Mistake(
            "dense_matrix_formed",
            f"Right, but the Jacobian is formed in full: with {MANY:,} units it has 2.5 · 10⁹ entries, 20 "
            "GB, and memory runs out. It is diagonal, so multiply element by element: dy * (x > 0).",
            {"dense": True},
        ),
        Mistake(
            "mask_of_upstream",
            "The mask looks at the upstream gradient: whether a unit lets it through depends on x, dy * (x "
            "> 0).",
            {"mask": "dy"},
        ),
        Mistake(
            "negative_upstream_lost",
            "Negative upstream gradients are lost: where x is positive, dy passes whatever its sign.",
            {"mask": "both"},
        ),
        Mistake(
            "mask_missing",
            "The upstream gradient is returned as it is: where x is negative nothing passes, dy * (x > 0).",
            {"mask": "none"},
        ),
        Mistake(
            "mask_inverted",
            "The mask is inverted: dy passes where x is positive.",
            {"mask": "inverted"},
        ),
        Mistake(
            "value_for_slope",
            "dy is multiplied by max(0, x): the slope is 1 where x is positive, dy * (x > 0).",
            {"mask": "value"},
        ),
        Mistake(
            "sign_for_slope",
            "Where x is negative the slope is 0, not -1: dy * (x > 0).",
            {"mask": "sign"},
        ),
        Mistake(
            "upstream_ignored",
            "This is the slope alone: multiply it by the upstream gradient dy.",
            {"upstream": "ones"},
        ),
    ),
)
