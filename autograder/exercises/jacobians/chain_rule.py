"""The chain rule in matrices."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.derivatives.jacobians import chain_rule

# k, m, d
_SIZES = {
    "sizes that differ": (2, 4, 3),
    "a scalar at the end": (1, 4, 3),
    "square matrices": (3, 3, 3),
    "as many outputs as inputs": (3, 5, 3),
    "one number in the middle": (4, 1, 3),
    "more sizes that differ": (5, 2, 4),
    "one input": (3, 4, 1),
}


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, (k, m, d)) in enumerate(_SIZES.items()):
        rng = draw.rng(51, number)
        yield Case(name, {"J_outer": rng.normal(size=(k, m)), "J_inner": rng.normal(size=(m, d))})
    whole = {"J_outer": np.array([[1, 2], [0, 3]]), "J_inner": np.array([[2, 1], [5, 4]])}
    yield Case("integer Jacobians", whole, unasked=True)


def _imitation(J_outer: Array, J_inner: Array, *, product: str = "outer inner") -> Array:
    """`chain_rule` with a switch for the mistakes; products that do not fit raise, as a student's do."""
    if product == "inner outer":
        return J_inner @ J_outer
    if product == "element-wise":
        return J_outer * J_inner
    if product == "kron":
        return np.kron(J_outer, J_inner)
    if product == "sum":
        return J_outer + J_inner
    left = J_outer.T if product in ("outer transposed", "both transposed") else J_outer
    right = J_inner.T if product in ("inner transposed", "both transposed") else J_inner
    jacobian = left @ right
    return jacobian / J_outer.shape[1] if product == "mean" else jacobian


CHAIN_RULE = Exercise(
    name="chain_rule",
    topic="jacobians",
    inputs=("J_outer: (k, m)", "J_inner: (m, d)"),
    outputs=("jacobian: (k, d)",),
    reference=chain_rule,
    cases=_cases,
    imitation=_imitation,
    same_as={"jacobian_over_m": "averaged_over_the_middle"},
    mistakes=(
        Mistake(
            "wrong_order",
            "The Jacobians are multiplied in the opposite order: in numerator layout the outer one stands "
            "left, (k, m)(m, d). The opposite order belongs to denominator layout, where both are "
            "transposed.",
            {"product": "inner outer"},
        ),
        Mistake(
            "jacobian_transposed",
            "This is the transpose, the Jacobian of denominator layout: in numerator layout outputs run "
            "along the rows, (k, d), and the product is J_outer @ J_inner.",
            {("jacobian", "transpose"): True},
        ),
        Mistake(
            "element_wise",
            "* multiplies element by element: the chain rule sums over what lies between, so use @.",
            {"product": "element-wise"},
        ),
        Mistake(
            "outer_transposed",
            "The outer Jacobian is transposed: its columns already belong to the m numbers in the middle.",
            {"product": "outer transposed"},
        ),
        Mistake(
            "inner_transposed",
            "The inner Jacobian is transposed: its rows already belong to the m numbers in the middle.",
            {"product": "inner transposed"},
        ),
        Mistake(
            "wrong_order",
            "Both Jacobians are transposed and their order is not: (J_outer J_inner)ᵀ = J_innerᵀ J_outerᵀ. "
            "In numerator layout nothing is transposed.",
            {"product": "both transposed"},
            paired=False,
        ),
        Mistake(
            "kronecker_product",
            "np.kron multiplies every entry with every entry: the chain rule is the matrix product, @.",
            {"product": "kron"},
        ),
        Mistake(
            "averaged_over_the_middle",
            "The contributions of the m numbers in the middle are averaged: they add up.",
            {"product": "mean"},
        ),
        Mistake(
            "added",
            "The Jacobians are added: derivatives of a composition multiply.",
            {"product": "sum"},
        ),
    ),
)
