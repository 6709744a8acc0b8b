"""Shapes and layouts: the lecture's table, written out, and real Jacobians that have these shapes."""

import numpy as np
import pytest

from course_lib.derivatives.layouts import (
    LAYOUTS,
    chain,
    chain_arithmetic,
    convert_layout,
    derivative_shape,
    size_table,
)

# output, input, numerator, denominator, lecture
TABLE = [
    ((), (), (), (), ()),
    ((3,), (), (3, 1), (1, 3), (3, 1)),
    ((), (3,), (1, 3), (3, 1), (1, 3)),
    ((3,), (2,), (3, 2), (2, 3), (3, 2)),
    ((1,), (4,), (1, 4), (4, 1), (1, 4)),
    ((1,), (1,), (1, 1), (1, 1), (1, 1)),
    ((), (2, 5), (5, 2), (2, 5), (2, 5)),
    ((), (4, 4), (4, 4), (4, 4), (4, 4)),
    ((), (1, 6), (6, 1), (1, 6), (1, 6)),
    ((2, 5), (), (2, 5), (5, 2), (2, 5)),
    ((4, 4), (), (4, 4), (4, 4), (4, 4)),
    ((6, 1), (), (6, 1), (1, 6), (6, 1)),
]


@pytest.mark.parametrize("output, given, numerator, denominator, lecture", TABLE)
def test_the_shape_in_each_layout(output, given, numerator, denominator, lecture):
    shapes = [derivative_shape(output, given, layout) for layout in LAYOUTS]
    assert shapes == [numerator, denominator, lecture]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("output, given", [((3,), (2, 5)), ((2, 5), (3,)), ((2, 5), (2, 5))])
def test_a_tensor_is_refused(output, given, layout):
    with pytest.raises(ValueError, match=r"must fit into a matrix; got a \w+ by a \w+, which is a tensor"):
        derivative_shape(output, given, layout)


def test_the_size_table_of_the_lecture():
    m, k = "vector", "matrix"
    assert size_table(3, 2, 4, 5, "lecture") == {
        ("scalar", "scalar"): (), ("scalar", m): (1, 2), ("scalar", k): (4, 5),
        (m, "scalar"): (3, 1), (m, m): (3, 2), (m, k): None,
        (k, "scalar"): (4, 5), (k, m): None, (k, k): None,
    }  # fmt: skip


@pytest.mark.parametrize("source", LAYOUTS)
@pytest.mark.parametrize("target", LAYOUTS)
@pytest.mark.parametrize("output, given", [row[:2] for row in TABLE if row[0] or row[1]])
def test_a_converted_derivative_has_the_shape_and_comes_back(output, given, source, target):
    derivative = np.random.default_rng(0).normal(size=derivative_shape(output, given, source))
    converted = convert_layout(derivative, output, given, source, target)
    assert converted.shape == derivative_shape(output, given, target)
    back = convert_layout(converted, output, given, target, source)
    np.testing.assert_array_equal(back, derivative)


def test_square_matrices_are_transposed_by_the_layout_and_not_by_their_shape():
    square = np.array([[1.0, 2.0], [3.0, 4.0]])
    np.testing.assert_array_equal(convert_layout(square, (2,), (2,), "numerator", "denominator"), square.T)
    np.testing.assert_array_equal(convert_layout(square, (2,), (2,), "numerator", "lecture"), square)
    np.testing.assert_array_equal(convert_layout(square, (), (2, 2), "numerator", "lecture"), square.T)
    np.testing.assert_array_equal(convert_layout(square, (), (2, 2), "lecture", "denominator"), square)
    np.testing.assert_array_equal(convert_layout(square, (2, 2), (), "numerator", "lecture"), square)
    np.testing.assert_array_equal(convert_layout(square, (2, 2), (), "lecture", "denominator"), square.T)


def test_a_chain_in_either_layout_is_one_derivative():
    rng = np.random.default_rng(1)
    parts = [rng.normal(size=shape) for shape in ((2, 4), (4, 3), (3, 5))]
    slow = np.einsum("ij,jk,kl->il", *parts)
    np.testing.assert_allclose(chain(parts), slow, rtol=1e-12)
    np.testing.assert_allclose(chain([part.T for part in parts], "denominator"), slow.T, rtol=1e-12)


def test_the_arithmetic_is_spelled_out():
    shapes = [(1, 4), (4, 3), (3, 5)]
    assert chain_arithmetic(shapes) == "1×4 · 4×3 · 3×5 = 1×5"
    assert chain_arithmetic([shape[::-1] for shape in shapes], "denominator") == "5×3 · 3×4 · 4×1 = 5×1"


@pytest.mark.parametrize(
    "call, error, message",
    [
        (
            lambda: derivative_shape((2,), (3,), "jacobian"),
            ValueError,
            "derivative_shape: `layout` must be one of numerator, denominator, lecture; got 'jacobian'.",
        ),
        (
            lambda: derivative_shape([2], (3,), "numerator"),
            TypeError,
            "derivative_shape: `output_shape` must be a tuple of integers; got [2].",
        ),
        (
            lambda: derivative_shape((2,), (3, 4, 5), "numerator"),
            ValueError,
            "derivative_shape: `input_shape` must be (), (m,) or (k, l), sizes from 1; got (3, 4, 5).",
        ),
        (
            lambda: derivative_shape((0,), (), "numerator"),
            ValueError,
            "derivative_shape: `output_shape` must be (), (m,) or (k, l), sizes from 1; got (0,).",
        ),
        (
            lambda: convert_layout(np.ones((2, 3)), (3,), (2,), "numerator", "denominator"),
            ValueError,
            "convert_layout: `derivative` must have shape (3, 2) in numerator layout; got (2, 3).",
        ),
        (
            lambda: chain([np.ones((4, 3)), np.ones((1, 4))]),
            ValueError,
            "chain: neighbouring sizes must agree in numerator layout; got 4×3 · 1×4, where 3 meets 1. "
            "Is the order of the factors that of the other layout?",
        ),
        (
            lambda: chain([], "numerator"),
            ValueError,
            "chain: there must be at least one Jacobian; got none.",
        ),
        (
            lambda: chain([np.ones((1, 1))], "lecture"),
            ValueError,
            'chain: `layout` must be "numerator" or "denominator"; got \'lecture\'.',
        ),
    ],
)
def test_what_does_not_fit_is_refused(call, error, message):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message
