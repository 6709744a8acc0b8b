"""The shape of a derivative in each layout, and the chain rule in matrices."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from course_lib.derivatives.jacobians import chain_rule
from course_lib.derivatives.layouts import derivative_shape

TOPIC = "jacobians"

# ---------------------------------------------------------------- derivative_shape

_KINDS = {0: "scalar", 1: "vector", 2: "matrix"}
# output, input; the first group is public
_PUBLIC = [((), ()), ((3,), ()), ((), (3,)), ((3,), (2,)), ((), (4, 5))]
_HIDDEN = [
    ((6,), ()),
    ((), (7,)),
    ((1,), ()),
    ((), (1,)),
    ((1,), (4,)),
    ((5,), (5,)),
    ((), (3, 3)),
    ((), (1, 6)),
]
_TENSORS = [((3,), (4, 5)), ((4, 5), ()), ((4, 5), (3,)), ((2, 3), (4, 5))]


def _shape_cases():
    for layout in ("numerator", "denominator", "lecture"):
        for public, table in ((True, _PUBLIC), (False, _HIDDEN)):
            for output, given in table:
                yield _shape_case(output, given, layout, public)
    for number, (output, given) in enumerate(_TENSORS):
        layout = ("numerator", "denominator", "lecture", "numerator")[number]
        yield _shape_case(output, given, layout, number < 2, raises="ValueError")


def _shape_case(output, given, layout, public, raises=None):
    words = [f"{_KINDS[len(shape)]} {shape if shape else ''}".strip() for shape in (output, given)]
    arguments = {"output_shape": output, "input_shape": given, "layout": layout}
    return Case(f"{words[0]} by {words[1]}, {layout} layout", arguments, public, raises=raises)


def _shape_imitation(
    output_shape,
    input_shape,
    layout,
    *,
    layouts="told",
    by_matrix="told",
    scalars=(),
    ones="kept",
    tensors="refused",
):
    if len(output_shape) == 2 or (len(input_shape) == 2 and output_shape):
        if tensors == "refused":
            raise ValueError("a tensor")
        return {"joined": output_shape + input_shape, "flattened": _flat(output_shape, input_shape)}[tensors]
    if not output_shape and not input_shape:
        return scalars
    layout = {
        "told": layout,
        "exchanged": {"numerator": "denominator", "denominator": "numerator"}.get(layout, layout),
        "all exchanged": "numerator" if layout == "denominator" else "denominator",
        "lecture as denominator": "denominator" if layout == "lecture" else layout,
    }.get(layouts, layouts)
    if len(input_shape) == 2:
        turned = {
            "told": layout == "numerator",
            "always own shape": False,
            "always transposed": True,
            "lecture transposed": layout != "denominator",
            "exchanged": layout != "numerator",
        }[by_matrix]
        return input_shape[::-1] if turned else input_shape
    rows, columns = (output_shape or (1,)), (input_shape or (1,))
    if ones == "dropped" and not (output_shape and input_shape):
        return output_shape or input_shape
    gradient, tangent = not output_shape, not input_shape
    turned = (
        (layout == "denominator")
        ^ (ones == "gradients are columns" and gradient)
        ^ (ones == "tangents are rows" and tangent)
    )
    return columns + rows if turned else rows + columns


def _flat(output_shape, input_shape):
    return (int(np.prod(output_shape)), int(np.prod(input_shape)))


_NUMERATOR = "numerator layout puts outputs along the rows and inputs along the columns"

DERIVATIVE_SHAPE = Exercise(
    name="derivative_shape",
    topic=TOPIC,
    inputs=("output_shape: tuple", "input_shape: tuple", "layout: text"),
    outputs=("shape: tuple",),
    reference=derivative_shape,
    cases=_shape_cases,
    imitation=_shape_imitation,
    mistakes=(
        Mistake(
            "layouts_exchanged",
            f"Numerator and denominator layout are exchanged: {_NUMERATOR}.",
            {"layouts": "exchanged"},
        ),
        Mistake(
            "layouts_exchanged",
            f"Every layout is the other one: {_NUMERATOR}, and so does the lecture's.",
            {"layouts": "all exchanged"},
            paired=False,
        ),
        Mistake(
            "always_numerator",
            "The layout is ignored, all shapes are those of numerator layout: denominator layout is its "
            "transpose.",
            {"layouts": "numerator"},
        ),
        Mistake(
            "always_denominator",
            f"The layout is ignored, all shapes are those of denominator layout: {_NUMERATOR}.",
            {"layouts": "denominator"},
        ),
        Mistake(
            "always_lecture",
            "The layout is ignored, all shapes are those of the lecture's table: numerator layout gives (l, "
            "k) for a scalar by a matrix, denominator layout is the transpose of numerator layout.",
            {"layouts": "lecture"},
        ),
        Mistake(
            "lecture_as_denominator",
            "The lecture's table is read as denominator layout: it is numerator layout, except for a scalar "
            "by a matrix.",
            {"layouts": "lecture as denominator"},
        ),
        Mistake(
            "numerator_by_matrix_not_transposed",
            "Strict numerator layout of a scalar by a (k, l) matrix is the transpose, (l, k): only the "
            "lecture's table leaves it as it is.",
            {"by_matrix": "always own shape"},
        ),
        Mistake(
            "lecture_by_matrix_transposed",
            "In the lecture's table the derivative of a scalar by a matrix has the matrix's own shape, (k, "
            "l).",
            {"by_matrix": "lecture transposed"},
        ),
        Mistake(
            "by_matrix_always_transposed",
            "The derivative of a scalar by a (k, l) matrix is (l, k) in numerator layout only: denominator "
            "layout and the lecture's table give it the matrix's own shape.",
            {"by_matrix": "always transposed"},
        ),
        Mistake(
            "by_matrix_exchanged",
            "For a scalar by a (k, l) matrix the layouts are exchanged: (l, k) in numerator layout, (k, l) "
            "in the other two.",
            {"by_matrix": "exchanged"},
        ),
        Mistake(
            "scalar_as_matrix",
            "A scalar by a scalar is a scalar: its shape is (), not (1, 1).",
            {"scalars": (1, 1)},
        ),
        Mistake(
            "scalar_as_vector",
            "A scalar by a scalar is a scalar: its shape is (), not (1,).",
            {"scalars": (1,)},
            paired=False,
        ),
        Mistake(
            "one_dropped",
            "A derivative that is a row or a column has two numbers in its shape: (1, m) or (m, 1), not "
            "(m,).",
            {"ones": "dropped"},
        ),
        Mistake(
            "gradient_turned",
            "A scalar by a vector is a row, (1, m), in numerator layout and a column in denominator layout: "
            "here it is the other way round.",
            {"ones": "gradients are columns"},
        ),
        Mistake(
            "tangent_turned",
            "A vector by a scalar is a column, (m, 1), in numerator layout and a row in denominator layout: "
            "here it is the other way round.",
            {"ones": "tangents are rows"},
        ),
        Mistake(
            "tensor_not_refused",
            "A vector by a matrix, or a matrix by anything, is a tensor: raise ValueError.",
            {"tensors": "joined"},
        ),
        Mistake(
            "tensor_not_refused",
            "A vector by a matrix, or a matrix by anything, is a tensor: raise ValueError; flattening is "
            "the next exercise but one.",
            {"tensors": "flattened"},
            paired=False,
        ),
    ),
)

# ---------------------------------------------------------------- chain_rule

# k, m, d, public
_SIZES = {
    "sizes that differ": (2, 4, 3, True),
    "a scalar at the end": (1, 4, 3, True),
    "square matrices": (3, 3, 3, True),
    "as many outputs as inputs": (3, 5, 3, False),
    "one number in the middle": (4, 1, 3, False),
    "more sizes that differ": (5, 2, 4, False),
    "one input": (3, 4, 1, False),
}


def _chain_cases():
    for number, (name, (k, m, d, public)) in enumerate(_SIZES.items()):
        rng = np.random.default_rng((51, number))
        yield Case(name, {"J_outer": rng.normal(size=(k, m)), "J_inner": rng.normal(size=(m, d))}, public)
    whole = {"J_outer": np.array([[1, 2], [0, 3]]), "J_inner": np.array([[2, 1], [5, 4]])}
    yield Case("integer Jacobians", whole)


def _chain_imitation(J_outer, J_inner, *, product="outer inner"):
    return {
        "outer inner": lambda: J_outer @ J_inner,
        "inner outer": lambda: J_inner @ J_outer,
        "element-wise": lambda: J_outer * J_inner,
        "outer turned": lambda: J_outer.T @ J_inner,
        "inner turned": lambda: J_outer @ J_inner.T,
        "both turned": lambda: J_outer.T @ J_inner.T,
        "kron": lambda: np.kron(J_outer, J_inner),
        "mean": lambda: J_outer @ J_inner / J_outer.shape[1],
        "sum": lambda: J_outer + J_inner,
    }[product]()


CHAIN_RULE = Exercise(
    name="chain_rule",
    topic=TOPIC,
    inputs=("J_outer: (k, m)", "J_inner: (m, d)"),
    outputs=("jacobian: (k, d)",),
    reference=chain_rule,
    cases=_chain_cases,
    imitation=_chain_imitation,
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
            {"product": "outer turned"},
        ),
        Mistake(
            "inner_transposed",
            "The inner Jacobian is transposed: its rows already belong to the m numbers in the middle.",
            {"product": "inner turned"},
        ),
        Mistake(
            "wrong_order",
            "Both Jacobians are transposed and their order is not: (J_outer J_inner)ᵀ = J_innerᵀ J_outerᵀ. "
            "In numerator layout nothing is transposed.",
            {"product": "both turned"},
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
