"""Nets of any depth with either loss: gradients, values known in advance, and the digits."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from course_lib.datasets import load_digits, split
from course_lib.derivatives.gradcheck import numerical_gradient, relative_error
from course_lib.losses.hinge import svm_loss
from course_lib.losses.registry import LOSSES
from course_lib.losses.softmax import softmax_loss
from course_lib.networks.relu_nets import first_layers, net_loss, net_scores, two_layer_loss

SIZES = [(5, 3, 6, 4), (7, 4, 2, 3), (4, 3, 5, 4), (1, 3, 4, 2), (3, 3, 3, 3)]  # N, d, H, C


def draw(N, d, *widths):
    rng = np.random.default_rng((N, d, *widths))
    layers = [(W, rng.normal(size=b.shape)) for W, b in first_layers((d, *widths), rng)]
    return rng.normal(size=(N, d)), rng.integers(widths[-1], size=N), layers


def in_autograd(X, y, layers, reg, loss):
    """The same loss from its formula, without shift: for the moderate scores of these tests."""
    H, rows = X, np.arange(len(y))
    for number, (W, b) in enumerate(layers):
        H = anp.dot(anp.maximum(H, 0) if number else H, W.T) + b
    if loss == "softmax":
        losses = anp.log(anp.sum(anp.exp(H), axis=1)) - H[rows, y]
    else:
        losses = anp.sum(anp.maximum(0, H - H[rows, y][:, None] + 1), axis=1) - 1
    return anp.mean(losses) + reg * sum(anp.sum(W**2) for W, _ in layers)


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("depth", [1, 2, 3, 5])
def test_value_and_gradients_are_autograds(sizes, loss, depth):
    N, d, H, C = sizes
    X, y, layers = draw(N, d, *[H] * (depth - 1), C)
    value, gradients = net_loss(X, y, layers, 0.3, loss)
    assert value == pytest.approx(in_autograd(X, y, layers, 0.3, loss), rel=1e-12)
    expected = autograd.grad(lambda each: in_autograd(X, y, each, 0.3, loss))(layers)
    for pair, exact in zip(gradients, expected, strict=True):
        for gradient, right in zip(pair, exact, strict=True):
            np.testing.assert_allclose(gradient, right, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("sizes", SIZES)
def test_gradients_follow_differences_which_reject_wrong_ones(sizes):
    N, d, H, C = sizes
    X, y, layers = draw(N, d, H, C)
    names = dict(zip(("W1", "b1", "W2", "b2"), [part for pair in layers for part in pair], strict=True))
    _, grads = two_layer_loss(X, y, **names, reg=0.2)
    for name, value in names.items():
        numerical = numerical_gradient(
            lambda p, name=name: two_layer_loss(X, y, **{**names, name: p}, reg=0.2)[0], value
        )
        assert relative_error(grads[name], numerical, floor=1e-3) < 1e-5
        assert relative_error(1.01 * grads[name], numerical, floor=1e-3) > 1e-3


@pytest.mark.parametrize(("loss", "linear"), [("softmax", softmax_loss), ("hinge", svm_loss)])
def test_a_net_of_one_layer_is_the_linear_classifier(loss, linear):
    X, y, [(W, _)] = draw(6, 4, 3)
    value, [(dW, _)] = net_loss(X, y, [(W, np.zeros(3))], 0.1, loss)
    expected, gradient = linear(W, X, y, 0.1)
    assert value == pytest.approx(expected, rel=1e-12)
    np.testing.assert_allclose(dW, gradient, rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize(("loss", "first"), [("softmax", np.log(10)), ("hinge", 9)])
def test_without_scores_the_loss_is_that_of_guessing(loss, first):
    layers = [(np.ones((5, 3)), np.zeros(5)), (np.zeros((10, 5)), np.zeros(10))]
    assert net_loss(np.ones((4, 3)), [0, 3, 9, 9], layers, 0.0, loss)[0] == pytest.approx(first)


def test_biases_are_not_penalised_and_scores_of_1000_do_not_overflow():
    X, y, layers = draw(5, 3, 4, 3)
    moved = [(W, b + 1000) for W, b in layers]
    assert np.isfinite(net_loss(X, y, moved, 0.0)[0])
    zero = [(0 * W, b + 1000) for W, b in layers]
    assert net_loss(X, y, zero, 5.0)[0] == pytest.approx(net_loss(X, y, zero, 0.0)[0])


def test_float32_stays_float32():
    X, y, _ = draw(5, 3, 4, 3)
    layers = first_layers((3, 4, 3), np.random.default_rng(0), np.float32)
    for loss in LOSSES:
        _, gradients = net_loss(X.astype(np.float32), y, layers, 0.1, loss)
        assert {part.dtype for pair in gradients for part in pair} == {np.dtype(np.float32)}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("hidden", [(30,), (30, 20)])
def test_the_digits_are_learnt(loss, hidden):
    X, y = load_digits()
    X_train, y_train, X_test, y_test = split(X / X.max(), y, 1400, np.random.default_rng(0))
    rng = np.random.default_rng(1)
    layers, losses = first_layers((64, *hidden, 10), rng), []
    rate = 0.3 if loss == "softmax" else 0.05
    for _ in range(400):
        rows = rng.choice(len(y_train), size=64, replace=False)
        value, gradients = net_loss(X_train[rows], y_train[rows], layers, 1e-4, loss)
        losses.append(value)
        layers = [(W - rate * dW, b - rate * db) for (W, b), (dW, db) in zip(layers, gradients, strict=True)]
    accuracy = np.mean(net_scores(X_test, layers).argmax(axis=1) == y_test)
    assert np.mean(losses[-50:]) < 0.2 * losses[0]
    assert accuracy > 0.93


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"loss": "squared"}, "net_loss: `loss` must be one of softmax, hinge; got 'squared'."),
        ({"reg": -1.0}, "net_loss: `reg` must be finite and at least 0; got -1.0."),
        ({"y": np.array([0, 3])}, "net_loss: the labels in `y` must lie in [0, 3); got 0 to 3. "
                                  "Number the classes from 0."),
    ],
)  # fmt: skip
def test_messages(change, message):
    _, _, layers = draw(2, 3, 4, 3)
    arguments = {"X": np.ones((2, 3)), "y": np.array([0, 1]), "layers": layers, "reg": 0.1, **change}
    with pytest.raises(ValueError) as caught:
        net_loss(**arguments)
    assert str(caught.value) == message
