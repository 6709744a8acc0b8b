"""The gates on arrays, the tape and the modules agree with the engine, with differences, with each other."""

import numpy as np
import pytest

from course_lib.derivatives.gradcheck import numerical_gradient
from course_lib.losses.softmax import log_softmax
from course_lib.networks import array_gates
from course_lib.networks.activations import relu_backward
from course_lib.networks.array_tape import NET_GATES, Tape, net_gates, record_net
from course_lib.networks.modules import Linear, ReLU, Sequential, SoftmaxLoss
from course_lib.networks.relu_nets import two_layer_loss

N, D, H, C = 5, 3, 6, 4


@pytest.fixture
def rng():
    return np.random.default_rng(12)


@pytest.fixture
def net(rng):
    """Arguments of `two_layer_loss` without the penalty."""
    X, y = rng.normal(size=(N, D)), rng.integers(C, size=N)
    return X, y, rng.normal(size=(H, D)), rng.normal(size=H), rng.normal(size=(C, H)), rng.normal(size=C)


@pytest.mark.parametrize("shape", [(4,), (3, 1), (1, 4), (), (1, 1), (3, 4), (1,)])
def test_what_was_stretched_is_summed(rng, shape):
    dz, x = rng.normal(size=(3, 4)), rng.normal(size=shape)
    by_differences = numerical_gradient(lambda v: np.sum(dz * (np.zeros((3, 4)) + v)), x)
    np.testing.assert_allclose(array_gates.unbroadcast(dz, shape), by_differences, atol=1e-8)


def test_a_shape_that_does_not_broadcast_is_refused():
    with pytest.raises(
        ValueError, match=r"^unbroadcast: `shape` must broadcast to that of `dz`; got \(3, 4, 1\)"
    ):
        array_gates.unbroadcast(np.ones((3, 4)), (3, 4, 1))


def test_the_gates_agree_with_differences(rng):
    A, B, dZ = rng.normal(size=(3, 2)), rng.normal(size=(2, 4)), rng.normal(size=(3, 4))
    dA, dB = array_gates.matmul_backward(dZ, A, B)
    np.testing.assert_allclose(dA, numerical_gradient(lambda V: np.sum(dZ * (V @ B)), A), atol=1e-7)
    np.testing.assert_allclose(dB, numerical_gradient(lambda V: np.sum(dZ * (A @ V)), B), atol=1e-7)
    scores = rng.normal(size=(3, 4))
    np.testing.assert_allclose(
        array_gates.log_softmax_backward(dZ, scores),
        numerical_gradient(lambda s: np.sum(dZ * log_softmax(s)), scores),
        atol=1e-7,
    )
    y, dz = np.array([3, 0, 0]), rng.normal(size=3)
    np.testing.assert_allclose(
        array_gates.pick_backward(dz, scores, y),
        numerical_gradient(lambda s: np.sum(dz * s[np.arange(3), y]), scores),
        atol=1e-7,
    )


def test_a_record_that_ends_in_an_array_is_refused():
    for records in ([], [((), lambda dz: (), np.ones(2))]):
        with pytest.raises(ValueError, match="^walk_back: the last value must be a number"):
            array_gates.walk_back(records)


def test_the_tape_of_a_net_has_the_gradients_of_the_two_layer_loss(net):
    gates = net_gates(
        array_gates.matmul_backward,
        array_gates.unbroadcast,
        relu_backward,
        log_softmax,
        array_gates.log_softmax_backward,
        array_gates.pick_backward,
    )
    assert tuple(gates) == NET_GATES
    tape = Tape(gates)
    places = record_net(tape, *net)
    gradients = array_gates.walk_back(tape.records)
    loss, expected = two_layer_loss(*net, reg=0.0)
    assert tape.records[-1][2] == pytest.approx(loss)
    for name, place in places.items():
        np.testing.assert_allclose(gradients[place].T, expected[name], atol=1e-12)
    assert len(tape.names) == len(tape.records) == 13


def test_modules_have_the_gradients_of_the_two_layer_loss(net):
    X, y, W1, b1, W2, b2 = net
    first, second, loss = Linear(W1, b1), Linear(W2, b2), SoftmaxLoss()
    chain = Sequential([first, ReLU(), second])
    value, expected = two_layer_loss(*net, reg=0.0)
    assert loss.forward(chain.forward(X), y) == pytest.approx(value)
    dX = chain.backward(loss.backward())
    for layer, number in ((first, 1), (second, 2)):
        np.testing.assert_allclose(layer.dW, expected[f"W{number}"], atol=1e-12)
        np.testing.assert_allclose(layer.db, expected[f"b{number}"], atol=1e-12)
    by_differences = numerical_gradient(lambda V: two_layer_loss(V, y, W1, b1, W2, b2, 0.0)[0], X)
    np.testing.assert_allclose(dX, by_differences, atol=1e-7)
    assert first.kept == second.kept == loss.kept == []


def test_a_module_in_two_places_adds_what_comes_back(rng):
    W, b, X, dY = (
        rng.normal(size=(D, D)),
        rng.normal(size=D),
        rng.normal(size=(N, D)),
        rng.normal(size=(N, D)),
    )

    def twice(V):
        layer = Linear(V, b)
        return np.sum(dY * Sequential([layer, ReLU(), layer]).forward(X))

    shared = Linear(W, b)
    chain = Sequential([shared, ReLU(), shared])
    chain.forward(X)
    chain.backward(dY)
    np.testing.assert_allclose(shared.dW, numerical_gradient(twice, W), rtol=1e-5, atol=1e-7)
