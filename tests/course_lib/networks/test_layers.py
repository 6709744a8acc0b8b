"""Activations, layers and normalisation against differences, and against another library's gradients."""

import inspect

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from course_lib.derivatives.gradcheck import numerical_gradient, relative_error
from course_lib.networks import activations, layers, normalisation

SIZES = {"N": 5, "d": 3, "C": 4}


def draw(*axes):
    return lambda rng, sizes: (
        rng.uniform(0.1, 2, [sizes[a] for a in axes]) * rng.choice([-1, 1], [sizes[a] for a in axes])
    )


LINEAR = (draw("N", "d"), draw("C", "d"), draw("C"))
NORM = (draw("N", "d"), draw("d"), draw("d"))


def normalised(axis):
    def function(X, gamma, beta):
        variance = anp.mean((X - anp.mean(X, axis=axis, keepdims=True)) ** 2, axis=axis, keepdims=True)
        return gamma * (X - anp.mean(X, axis=axis, keepdims=True)) / anp.sqrt(variance + 1e-5) + beta

    return function


def dropped(X):
    return layers.dropout(X, 0.6, np.random.default_rng(1))


# name: (op, arguments, the same in autograd's NumPy)
OPS = {
    "sigmoid": (activations.sigmoid, (draw("N", "d"),), lambda x: 1 / (1 + anp.exp(-x))),
    "tanh": (activations.tanh, (draw("N", "d"),), anp.tanh),
    "relu": (activations.relu, (draw("N", "d"),), lambda x: anp.maximum(x, 0)),
    "linear": (layers.linear, LINEAR, lambda X, W, b: anp.dot(X, W.T) + b),
    "dropout": (dropped, (draw("N", "d"),), lambda X: X * dropped(np.ones(X.shape))[0]),
    "batch_norm": (normalisation.batch_norm, NORM, normalised(0)),
    "layer_norm": (normalisation.layer_norm, NORM, normalised(1)),
}
DIFFERENT = [(5, 3, 4), (7, 2, 3), (2, 6, 5), (4, 3, 4), (1, 3, 2), (3, 3, 3)]
STANDALONE = {"linear_forward", "linear_backward", "parameter_gradients", "sigmoid_backward", "tanh_backward",
              "relu_backward", "maxout", "maxout_backward"}  # fmt: skip


def test_every_public_function_is_tested():
    public = {
        name
        for module in (activations, layers, normalisation)
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    }
    assert public == set(OPS) | STANDALONE


@pytest.mark.parametrize("sizes", DIFFERENT)
@pytest.mark.parametrize("name", OPS)
def test_backward_is_what_differences_and_autograd_say(name, sizes):
    op, argument_makers, oracle = OPS[name]
    rng = np.random.default_rng(sizes)
    arguments = [make(rng, dict(zip("NdC", sizes, strict=True))) for make in argument_makers]
    before = [argument.copy() for argument in arguments]
    Y, backward = op(*arguments)
    np.testing.assert_allclose(Y, oracle(*arguments), rtol=1e-12, atol=1e-13)
    dY = rng.normal(size=Y.shape)
    gradients = backward(dY)
    gradients = gradients if isinstance(gradients, tuple) else (gradients,)
    for i, gradient in enumerate(gradients):

        def loss(x, i=i, function=lambda *a: op(*a)[0]):
            return np.sum(dY * function(*arguments[:i], x, *arguments[i + 1 :]))

        exact = autograd.grad(lambda x, i=i: loss(x, i, oracle))(arguments[i])
        np.testing.assert_allclose(gradient, exact, rtol=1e-9, atol=1e-10 * max(1, np.abs(exact).max()))
        if name != "batch_norm" or sizes[0] > 1:  # the batch norm of one example is constant
            assert relative_error(gradient, numerical_gradient(loss, arguments[i]), floor=1e-3) < 1e-5
    for argument, old in zip(arguments, before, strict=True):
        np.testing.assert_array_equal(argument, old)


@pytest.mark.parametrize("name", OPS)
@pytest.mark.parametrize("factor", [0, -1, 1.01])
def test_a_wrong_gradient_would_be_seen(name, factor):
    op, argument_makers, _ = OPS[name]
    rng = np.random.default_rng(3)
    arguments = [make(rng, SIZES) for make in argument_makers]
    Y, backward = op(*arguments)
    dY = rng.normal(size=Y.shape)
    first = backward(dY)[0] if isinstance(backward(dY), tuple) else backward(dY)
    numerical = numerical_gradient(lambda x: np.sum(dY * op(x, *arguments[1:])[0]), arguments[0])
    assert relative_error(factor * first, numerical, floor=1e-3) > 1e-3


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("shape", [(), (4,), (2, 3)])
def test_the_standalone_backward_pass_is_that_of_the_activation(name, shape):
    rng = np.random.default_rng(4)
    x, dz = rng.normal(size=shape), rng.normal(size=shape)
    _, backward = getattr(activations, name)(x)
    standalone = getattr(activations, f"{name}_backward")(dz, x)
    np.testing.assert_allclose(standalone, backward(dz), rtol=1e-14)
    assert np.shape(standalone) == shape


def test_slopes_of_the_activations():
    """Row 4.8: tanh is four times as steep as the sigmoid, both saturate, ReLU does not on the right."""
    for x, sigmoid, tanh, relu in [(0.0, 0.25, 1, 0), (20.0, 0, 0, 1), (-800.0, 0, 0, 0), (800.0, 0, 0, 1)]:
        slopes = [function(np.array(1.0), np.array(x)) for function in
                  (activations.sigmoid_backward, activations.tanh_backward, activations.relu_backward)]  # fmt: skip
        np.testing.assert_allclose(slopes, [sigmoid, tanh, relu], atol=1e-8)


@pytest.mark.parametrize("seed", range(5))
def test_maxout_follows_the_larger_function_and_is_relu_when_the_other_is_0(seed):
    rng = np.random.default_rng(seed)
    x, w1, w2 = rng.normal(size=(3, 4))
    assert activations.maxout(x, w1, w2) == pytest.approx(max(sum(w1 * x), sum(w2 * x)))
    dw1, dw2 = activations.maxout_backward(1.7, x, w1, w2)
    for i, gradient in enumerate((dw1, dw2)):
        numerical = numerical_gradient(
            lambda w, i=i: 1.7 * activations.maxout(x, *((w, w2), (w1, w))[i]), (w1, w2)[i]
        )
        assert relative_error(gradient, numerical) < 1e-6
    relu_value, backward = activations.relu(w1 @ x)
    assert activations.maxout(x, w1, 0 * w1) == pytest.approx(relu_value)
    np.testing.assert_allclose(activations.maxout_backward(1.7, x, w1, 0 * w1)[0], backward(1.7) * x)


def test_normalised_outputs_have_mean_0_and_variance_1():
    X = np.random.default_rng(5).normal(3, 2, (200, 6))
    for op, axis in ((normalisation.batch_norm, 0), (normalisation.layer_norm, 1)):
        Y, _ = op(X, np.ones(6), np.zeros(6), epsilon=0)
        np.testing.assert_allclose(Y.mean(axis=axis), 0, atol=1e-12)
        np.testing.assert_allclose(Y.var(axis=axis), 1, rtol=1e-12)


def test_dropout_keeps_the_expected_value():
    Y, _ = layers.dropout(np.ones(100_000), 0.8, np.random.default_rng(6))
    assert set(np.unique(Y)) == {0.0, 1.25}
    assert Y.mean() == pytest.approx(1, abs=4 * np.sqrt(0.25 / 100_000))


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [
        (layers.linear_forward, (np.ones((2, 3)), np.ones((4, 2)), np.ones(4)),
         "linear_forward: `X` is (N, d) and `W` is (C, d), so d must agree; got (2, 3) and (4, 2)."),
        (layers.linear_forward, (np.ones((2, 3)), np.ones((4, 3)), np.ones(3)),
         "linear_forward: `W` is (C, d) and `b` is (C,), so C must agree; got (4, 3) and (3,)."),
        (layers.linear_backward, (np.ones((4, 2)), np.ones((2, 3)), np.ones((4, 3))),
         "linear_backward: `dY` is (N, C) and `X` is (N, d), so N must agree; got (4, 2) and (2, 3)."),
        (layers.dropout, (np.ones(3), 0.0, None), "dropout: `keep` must be above 0 and at most 1; got 0.0."),
        (activations.relu_backward, (np.ones(2), np.ones(3)),
         "relu_backward: `dz` and `x` must have one shape; got (2,) and (3,)."),
        (normalisation.batch_norm, (np.ones((2, 3)), np.ones(3), np.ones(2)),
         "batch_norm: `X` is (N, d) and `beta` is (d,), so d must agree; got (2, 3) and (2,)."),
    ],
)  # fmt: skip
def test_messages(function, arguments, message):
    with pytest.raises(ValueError) as caught:
        function(*arguments)
    assert str(caught.value) == message


@pytest.mark.parametrize("name, values", [("relu", [1.0, 0.0]), ("tanh", np.tanh([1, -2])),
                                          ("sigmoid", 1 / (1 + np.exp([-1, 2])))])  # fmt: skip
def test_activations_take_lists_and_integers_and_refuse_what_is_no_number(name, values):
    activation = getattr(activations, name)
    for x in ([1.0, -2.0], [1, -2], np.array([1, -2])):
        z, backward = activation(x)
        assert z.dtype == np.float64 and backward([1, 1]).shape == (2,)
        np.testing.assert_allclose(z, values)
    with pytest.raises(TypeError) as caught:
        activation(["a"])
    assert str(caught.value) == f"{name}: `x` must hold real numbers; got dtype <U1."
