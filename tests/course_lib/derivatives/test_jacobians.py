"""Jacobians: centred differences, plain loops, another library's automatic differentiation, hand arithmetic."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad, jacobian

from course_lib.derivatives.dense_jacobians import numerical_jacobian
from course_lib.derivatives.gradcheck import numerical_gradient, relative_error
from course_lib.derivatives.jacobians import (
    chain_rule,
    linear_jacobian,
    linear_weight_jacobian,
    quadratic_form_gradient,
    relu_jacobian,
    relu_vjp,
    softmax_jacobian,
    softmax_vjp,
)
from course_lib.derivatives.relu_cost import relu_costs
from course_lib.derivatives.vectorisation import matmul_jacobian, unvec, vec
from course_lib.derivatives.vjp_chain import chain_vjp
from course_lib.derivatives.ways import logistic_chain, quadratic_form, symbolic_row, three_ways
from course_lib.networks.hidden_layer import one_hidden_layer_gradients, one_hidden_layer_loss

rng = np.random.default_rng(5)
W, x = rng.normal(size=(4, 3)), rng.normal(size=3)
s = np.array([1.3, -0.4, 0.7, -2.1, 0.2])
w, A = rng.normal(size=3), rng.normal(size=(3, 3))
B, M = rng.normal(size=(3, 2)), rng.normal(size=(4, 3))


def softmax_of(scores):
    return anp.exp(scores) / anp.sum(anp.exp(scores))


# name: (exact, function for differences and for automatic differentiation, where)
JACOBIANS = {
    "linear": (linear_jacobian(W), lambda v: anp.dot(W, v), x),
    "linear to its weights": (linear_weight_jacobian(x, 4), lambda V: anp.dot(V, x), W),
    "ReLU": (relu_jacobian(s), lambda v: anp.maximum(0, v), s),
    "softmax": (softmax_jacobian(s), softmax_of, s),
    "quadratic form": (quadratic_form_gradient(w, A)[0], lambda v: anp.dot(v, anp.dot(A, v)), w),
    "product, row": (
        matmul_jacobian(M, 2, "row"),
        lambda v: anp.dot(M, anp.reshape(v, (3, 2))).flatten(),
        vec(B, "row"),
    ),
    "product, column": (
        matmul_jacobian(M, 2, "column"),
        lambda v: anp.dot(M, anp.reshape(v, (2, 3)).T).T.flatten(),
        vec(B, "column"),
    ),
}


@pytest.mark.parametrize("exact, f, at", JACOBIANS.values(), ids=JACOBIANS)
@pytest.mark.parametrize("factor, right", [(1, True), (0, False), (-1, False), (1.01, False)])
def test_exact_is_numerical_is_automatic(exact, f, at, factor, right):
    assert exact.shape == jacobian(f)(at).shape
    assert (relative_error(factor * exact, numerical_jacobian(f, at)) < 1e-6) is right
    assert np.allclose(factor * exact, jacobian(f)(at), rtol=1e-12) is right


@pytest.mark.parametrize("n", [1, 2, 7])
def test_vector_jacobian_products_are_products_with_the_dense_one(n):
    draws = np.random.default_rng(n)
    at, upstream = draws.normal(size=n), draws.normal(size=n)
    for vjp, dense in ((relu_vjp, relu_jacobian), (softmax_vjp, softmax_jacobian)):
        np.testing.assert_allclose(vjp(upstream, at), upstream @ dense(at), atol=1e-15)
        rows = np.array([vjp(unit, at) for unit in np.eye(n)])
        np.testing.assert_allclose(rows, dense(at), atol=1e-15)


def test_softmax_rows_and_columns_sum_to_zero_and_large_scores_do_not_overflow():
    J = softmax_jacobian(s + 1000)
    np.testing.assert_allclose(J, softmax_jacobian(s), rtol=1e-9)
    np.testing.assert_allclose(J.sum(axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(J.sum(axis=1), 0, atol=1e-15)


def test_the_quadratic_form_is_twice_only_for_a_symmetric_matrix():
    assert not np.allclose(quadratic_form_gradient(w, A), 2 * w @ A)
    np.testing.assert_allclose(quadratic_form_gradient(w, A + A.T), [2 * w @ (A + A.T)], rtol=1e-12)


def test_the_chain_rule_is_the_sum_over_what_lies_between():
    outer, inner = rng.normal(size=(2, 4)), rng.normal(size=(4, 3))
    slow = [[sum(outer[i, k] * inner[k, j] for k in range(4)) for j in range(3)] for i in range(2)]
    np.testing.assert_allclose(chain_rule(outer, inner), slow, rtol=1e-12)
    np.testing.assert_allclose(
        chain_rule(softmax_jacobian(W @ x), W),
        numerical_jacobian(lambda v: softmax_of(W @ v), x),
        rtol=1e-7,
        atol=1e-10,
    )


@pytest.mark.parametrize("order", ["row", "column"])
def test_vec_and_the_jacobian_of_a_product_belong_together(order):
    np.testing.assert_array_equal(unvec(vec(B, order), B.shape, order), B)
    np.testing.assert_allclose(matmul_jacobian(M, 2, order) @ vec(B, order), vec(M @ B, order), rtol=1e-12)


@pytest.mark.parametrize("d, H, n_outputs", [(3, 4, 2), (1, 5, 3), (4, 4, 4), (2, 1, 1)])
def test_gradients_of_the_hidden_layer(d, H, n_outputs):
    draws = np.random.default_rng((d, H))
    x, t = draws.normal(size=d), draws.normal(size=n_outputs)
    W1, W2 = draws.normal(size=(H, d)), draws.normal(size=(n_outputs, H))
    dW1, dW2 = one_hidden_layer_gradients(x, t, W1, W2)

    def loss(V1, V2):
        return anp.sum((anp.dot(V2, 1 / (1 + anp.exp(-anp.dot(V1, x)))) - t) ** 2)

    np.testing.assert_allclose(dW1, grad(loss, 0)(W1, W2), rtol=1e-10)
    np.testing.assert_allclose(dW2, grad(loss, 1)(W1, W2), rtol=1e-10)
    numerical = numerical_gradient(lambda V: one_hidden_layer_loss(x, t, V, W2), W1)
    assert relative_error(dW1, numerical) < 1e-6
    assert relative_error(1.01 * dW1, numerical) > 1e-3


@pytest.mark.parametrize(
    "formula, row",
    [
        (quadratic_form(A), w @ (A + A.T)),
        (logistic_chain(x), -(1 - 1 / (1 + np.exp(-w @ x))) * x),
    ],
    ids=["quadratic form", "logistic chain"],
)
def test_three_ways_give_one_row(formula, row):
    for way, got in three_ways(formula, w).items():
        np.testing.assert_allclose(got, [row], rtol=1e-8, err_msg=way)


def test_the_symbolic_quadratic_form_has_the_transpose_in_it():
    import sympy

    symbols = sympy.Matrix(2, 2, sympy.symbols("a b c d"))
    row, variables = symbolic_row(quadratic_form(symbols.tolist()), 2)
    expected = sympy.Matrix([variables]) * (symbols + symbols.T)
    assert sympy.simplify(sympy.Matrix([row]) - expected) == sympy.zeros(1, 2)
    assert sympy.simplify(sympy.Matrix([row]) - 2 * sympy.Matrix([variables]) * symbols) != sympy.zeros(1, 2)


def test_the_dense_jacobian_takes_a_square_of_memory():
    explicit, implicit = relu_costs(1000)
    assert 8 * 1000**2 < explicit.memory < 3 * 8 * 1000**2
    assert implicit.memory < 8 * 10 * 1000


def test_arguments_stay_as_they_are():
    for function, arguments in (
        (linear_jacobian, (W,)),
        (numerical_jacobian, (np.square, x)),
        (relu_vjp, (s, s)),
        (vec, (B, "row")),
    ):
        array = next(each for each in arguments if isinstance(each, np.ndarray))
        before = array.copy()
        result = function(*arguments)
        result *= 0
        np.testing.assert_array_equal(array, before)


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: relu_vjp(s, x), "relu_vjp: `dy` and `x` are (n,), so n must agree; got (5,) and (3,)."),
        (lambda: relu_jacobian(W), "relu_jacobian: `x` must have shape (n,); got (4, 3)."),
        (
            lambda: quadratic_form_gradient(s, A),
            "quadratic_form_gradient: `w` is (n,) and `A` is (n, n), so n must agree; got (5,) and (3, 3).",
        ),
        (
            lambda: chain_rule(W, W),
            "chain_rule: `J_outer` is (k, m) and `J_inner` is (m, d), so m must agree; "
            "got (4, 3) and (4, 3).",
        ),
        (lambda: vec(B, "C"), 'vec: `order` must be "row" or "column"; got \'C\'.'),
        (lambda: unvec(x, (2, 2), "row"), "unvec: `v` must have one entry for each of (2, 2); got 3."),
        (
            lambda: linear_weight_jacobian(x, 0),
            "linear_weight_jacobian: `C` must be at least 1; got 0.",
        ),
        (
            lambda: one_hidden_layer_gradients(x, s, W, W),
            "one_hidden_layer_gradients: `t` is (M,) and `W2` is (M, H), so M must agree; got (5,) and (4, 3).",
        ),
        (
            lambda: numerical_jacobian(np.square, x, h=0),
            "numerical_jacobian: `h` must be positive; got 0.",
        ),
    ],
)
def test_what_does_not_fit_is_refused(call, message):
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value) == message


def test_a_row_through_a_chain_is_the_row_times_the_product():
    rng = np.random.default_rng(5)
    chain = [rng.normal(size=shape) for shape in ((2, 4), (4, 3), (3, 5))]
    dy = rng.normal(size=2)
    np.testing.assert_allclose(chain_vjp(dy, chain), dy @ (chain[0] @ (chain[1] @ chain[2])))
    np.testing.assert_array_equal(chain_vjp(dy, []), dy)


def test_a_chain_that_does_not_fit_names_the_jacobian():
    with pytest.raises(
        ValueError, match=r"`jacobians\[1\]` must have as many rows .* got \(4, 2\) and \(3,\)"
    ):
        chain_vjp(np.ones(2), [np.ones((2, 3)), np.ones((4, 2))])
