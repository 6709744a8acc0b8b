"""What the exercises of lecture 5 must know beyond the general properties of exercises."""

import numpy as np
import pytest

from autograder import check
from autograder.boxes.crossing.remote_errors import describe_exception, rebuilt_exception
from autograder.exercises.exercise import MEMORY_IS_LIMITED
from autograder.exercises.jacobians.relu_vjp import MANY

# Ways to form the matrix that students use, down to the smallest number that NumPy has.
DENSE = {
    "diag": lambda dy, x: np.diag((x > 0).astype(float)) @ dy,
    "zeros": lambda dy, x: _filled(np.zeros((len(x), len(x))), x) @ dy,
    "identity": lambda dy, x: dy @ (np.eye(len(x)) * (x > 0)),
    "outer": lambda dy, x: np.sum(np.outer(dy, x > 0) * np.eye(len(x)), axis=0),
    "float32": lambda dy, x: dy @ np.diag((x > 0).astype(np.float32)),
    "bool": lambda dy, x: dy @ np.diag(x > 0),
}


def _filled(jacobian, x):
    jacobian[range(len(x)), range(len(x))] = x > 0
    return jacobian


@pytest.mark.skipif(not MEMORY_IS_LIMITED, reason="this system limits no memory")
@pytest.mark.parametrize("dense", DENSE.values(), ids=DENSE)
@pytest.mark.parametrize("cases", ["public", "all"])
def test_forming_the_dense_matrix_fails_and_is_named(dense, cases):
    result = check(dense, "relu_vjp", cases=cases)
    assert result.mistakes == ("dense_matrix_formed",) and result.score == 0
    assert result.message.startswith(f"Right, but the Jacobian is formed in full: with {MANY:,} units")


def test_the_subgradient_at_zero_is_free():
    for at_zero in (0.0, 0.5, 1.0):
        assert check(lambda x, at=at_zero: np.diag(np.heaviside(x, at)), "relu_jacobian", cases="all").passed
    assert not check(lambda x: np.diag(np.heaviside(x, 2.0)), "relu_jacobian", cases="all").passed


def test_a_tensor_that_is_returned_is_named():
    def derivative_shape(output_shape, input_shape, layout):
        if len(input_shape) == 2 and not output_shape:
            return input_shape[::-1] if layout == "numerator" else input_shape
        if len(output_shape) + len(input_shape) > 2:
            return output_shape + input_shape
        if not output_shape and not input_shape:
            return ()
        shape = output_shape if len(output_shape) == 2 else (output_shape or (1,)) + (input_shape or (1,))
        return shape[::-1] if layout == "denominator" else shape

    result = check(derivative_shape, cases="all")
    assert result.mistakes == ("tensor_not_refused",)
    assert "raise ValueError" in result.message


def test_a_matrix_by_a_scalar_is_no_tensor():
    def derivative_shape(output_shape, input_shape, layout):
        if len(output_shape) == 2:
            raise ValueError("a matrix by anything")
        return right(output_shape, input_shape, layout)

    right = _refusing(ValueError("a tensor"))
    result = check(derivative_shape, cases="all")
    assert result.mistakes == ("matrix_by_scalar_refused",)
    assert "no tensor" in result.message


def test_twice_wA_is_named_with_the_product_rule():
    result = check(lambda w, A: (2 * w @ A)[None, :], "quadratic_form_gradient")
    assert result.mistakes == ("only_for_symmetric",)
    assert "the product rule gives one part with A and one with Aᵀ" in result.message


def test_an_overflowing_softmax_keeps_half_of_the_points():
    def softmax_jacobian(s):
        p = np.exp(s) / np.exp(s).sum()
        return np.diag(p) - np.outer(p, p)

    result = check(softmax_jacobian, cases="all")
    assert result.mistakes == ("maximum_not_subtracted",) and result.score == 0.5


def _refusing(raised):
    def derivative_shape(output_shape, input_shape, layout):
        if len(output_shape) + len(input_shape) > 2:
            if isinstance(raised, BaseException):
                raise raised
            return raised
        if len(input_shape) == 2:
            return input_shape[::-1] if layout == "numerator" else input_shape
        if not output_shape and not input_shape:
            return ()
        shape = output_shape if len(output_shape) == 2 else (output_shape or (1,)) + (input_shape or (1,))
        return shape[::-1] if layout == "denominator" else shape

    return derivative_shape


class TensorError(ValueError):
    """A student's own."""


@pytest.mark.parametrize(
    "raised", [ValueError(), TensorError(), UnicodeError(), rebuilt_exception(describe_exception(TensorError(), reveal=False)),
               rebuilt_exception(describe_exception(UnicodeDecodeError("u", b"", 0, 1, "r"), reveal=False))],
    ids=["asked", "own", "builtin", "own from the other box", "builtin from the other box"],
)  # fmt: skip
def test_a_subclass_of_the_exception_is_right(raised):
    assert check(_refusing(raised), cases="all").passed


@pytest.mark.parametrize(
    ("raised", "ending"),
    [
        (NotImplementedError(), "raises NotImplementedError"),
        (TypeError("tensor"), "raises TypeError"),
        (None, "returns None"),
        ((1, 1, 1), "returns a value"),
    ],
)
def test_another_end_than_the_exception_is_named_as_it_is(raised, ending):
    result = check(_refusing(raised))
    case = "vector (3,) by matrix (4, 5), numerator layout"
    assert result.mistakes == ("exception_missing",)
    assert result.message == f"In the case “{case}” it must raise ValueError; it {ending}."


@pytest.mark.parametrize(
    ("name", "function", "mistake"),
    [
        ("chain_rule", lambda J_outer, J_inner: J_inner.T @ J_outer.T, "jacobian_transposed"),
        ("quadratic_form_gradient", lambda w, A: ((A + A.T) @ w)[:, None], "row_transposed"),
    ],
)
def test_a_result_in_the_other_layout_is_named(name, function, mistake):
    result = check(function, name, cases="all")
    assert result.mistakes == (mistake,)
    assert "denominator layout" in result.message and "Swap" not in result.message
