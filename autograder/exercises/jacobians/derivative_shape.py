"""The shape of a derivative in each layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from course_lib.derivatives.layouts import derivative_shape

_TYPES = {0: "scalar", 1: "vector", 2: "matrix"}
# output, input
_Shapes: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]
_SHAPES: list[_Shapes] = [
    ((), ()),
    ((3,), ()),
    ((), (3,)),
    ((3,), (2,)),
    ((), (4, 5)),
    ((4, 5), ()),
    ((6,), ()),
    ((), (7,)),
    ((1,), ()),
    ((), (1,)),
    ((1,), (4,)),
    ((5,), (5,)),
    ((), (3, 3)),
    ((), (1, 6)),
    ((3, 3), ()),
    ((6, 1), ()),
]
_TENSORS: list[_Shapes] = [((3,), (4, 5)), ((4, 5), (3,)), ((2, 3), (4, 5)), ((2,), (3, 3))]


def _cases(draw: Draw) -> Iterator[Case]:
    rng = draw.rng(50)
    for layout in ("numerator", "denominator", "lecture"):
        for shapes in _SHAPES:
            yield _case(shapes, _other(draw, rng, shapes), layout)
    for number, shapes in enumerate(_TENSORS):
        layout = ("numerator", "denominator", "lecture", "numerator")[number]
        yield _case(shapes, _other(draw, rng, shapes), layout, raises="ValueError")


def _other(draw: Draw, rng: np.random.Generator, shapes: _Shapes) -> _Shapes:
    """Shapes of the same kind with other sizes, if they are hidden: equal ones stay equal, and 1 stays 1."""
    if draw.is_public:
        return shapes
    others = rng.permutation(np.arange(8, 18))  # none of them is the size of a public case
    output, given = (tuple(1 if size == 1 else int(others[size]) for size in shape) for shape in shapes)
    return output, given


def _case(kind: _Shapes, shapes: _Shapes, layout: str, raises: str | None = None) -> Case:
    words = [f"{_TYPES[len(shape)]} {shape if shape else ''}".strip() for shape in kind]
    arguments = {"output_shape": shapes[0], "input_shape": shapes[1], "layout": layout}
    return Case(f"{words[0]} by {words[1]}, {layout} layout", arguments, raises=raises)


def _imitation(
    output_shape: tuple[int, ...],
    input_shape: tuple[int, ...],
    layout: str,
    *,
    layouts: str = "as asked",
    by_matrix: str = "by layout",
    of_matrix: str = "by layout",
    scalars: tuple[int, ...] = (),
    ones: str = "kept",
    tensors: str = "refused",
) -> tuple[int, ...]:
    """`derivative_shape` with a switch for each mistake."""
    if len(output_shape) + len(input_shape) > 2:
        return _tensor_shape(output_shape, input_shape, tensors)
    if not output_shape and not input_shape:
        return scalars
    layout = _used_layout(layout, layouts)
    if len(input_shape) == 2:
        transposed = {
            "by layout": layout == "numerator",
            "always own shape": False,
            "always transposed": True,
            "lecture transposed": layout != "denominator",
            "exchanged": layout != "numerator",
        }[by_matrix]
        return input_shape[::-1] if transposed else input_shape
    if len(output_shape) == 2:
        return _of_matrix_shape(output_shape, layout, of_matrix)
    return _matrix_shape(output_shape, input_shape, layout, ones)


def _tensor_shape(
    output_shape: tuple[int, ...], input_shape: tuple[int, ...], tensors: str
) -> tuple[int, ...]:
    if tensors == "refused":
        raise ValueError("a tensor")
    if tensors == "joined":
        return output_shape + input_shape
    return (int(np.prod(output_shape)), int(np.prod(input_shape)))


def _of_matrix_shape(output_shape: tuple[int, ...], layout: str, of_matrix: str) -> tuple[int, ...]:
    """A matrix by a scalar."""
    if of_matrix == "refused":
        raise ValueError("not a tensor")
    transposed = {
        "by layout": layout == "denominator",
        "always own shape": False,
        "exchanged": layout != "denominator",
    }[of_matrix]
    return output_shape[::-1] if transposed else output_shape


def _used_layout(layout: str, layouts: str) -> str:
    """The layout that is used where `layout` is asked for; `layouts` may name one for all."""
    if layouts == "as asked":
        return layout
    if layouts == "exchanged":
        return {"numerator": "denominator", "denominator": "numerator"}.get(layout, layout)
    if layouts == "all exchanged":
        return "numerator" if layout == "denominator" else "denominator"
    if layouts == "lecture as denominator":
        return "denominator" if layout == "lecture" else layout
    return layouts


def _matrix_shape(
    output_shape: tuple[int, ...], input_shape: tuple[int, ...], layout: str, ones: str
) -> tuple[int, ...]:
    """Vectors and scalars by vectors and scalars: a matrix, a row or a column."""
    rows, columns = (output_shape or (1,)), (input_shape or (1,))
    gradient, tangent = not output_shape, not input_shape
    if ones == "dropped" and (gradient or tangent):
        return output_shape or input_shape
    transposed = (
        (layout == "denominator")
        ^ (ones == "gradients are columns" and gradient)
        ^ (ones == "tangents are rows" and tangent)
    )
    return columns + rows if transposed else rows + columns


_NUMERATOR = "numerator layout puts outputs along the rows and inputs along the columns"

DERIVATIVE_SHAPE = Exercise(
    name="derivative_shape",
    topic="jacobians",
    inputs=("output_shape: tuple", "input_shape: tuple", "layout: text"),
    outputs=("shape: tuple",),
    reference=derivative_shape,
    cases=_cases,
    imitation=_imitation,
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
            "matrix_by_scalar_refused",
            "A matrix by a scalar is no tensor: it has the two axes of the matrix and none from the scalar. "
            "Return (k, l), or (l, k) in denominator layout.",
            {"of_matrix": "refused"},
        ),
        Mistake(
            "matrix_by_scalar_not_transposed",
            "Denominator layout is the transpose of numerator layout for a (k, l) matrix by a scalar too: "
            "(l, k).",
            {"of_matrix": "always own shape"},
        ),
        Mistake(
            "matrix_by_scalar_exchanged",
            "For a (k, l) matrix by a scalar the layouts are exchanged: (k, l) in numerator layout and in "
            "the lecture's table, (l, k) in denominator layout.",
            {"of_matrix": "exchanged"},
        ),
        Mistake(
            "tensor_not_refused",
            "A derivative with more than two axes (a vector by a matrix, a matrix by a vector, a matrix by a "
            "matrix) is a tensor: raise ValueError.",
            {"tensors": "joined"},
        ),
        Mistake(
            "tensor_not_refused",
            "A derivative with more than two axes (a vector by a matrix, a matrix by a vector, a matrix by a "
            "matrix) is a tensor: raise ValueError; flattening is the subject of section 6.",
            {"tensors": "flattened"},
            paired=False,
        ),
    ),
)
