"""The one logistic function, and that everybody uses it."""

import math

import numpy as np
import pytest
import scipy.special

from course_lib.losses.sigmoid import sigmoid
from course_lib.losses.softmax import softmax
from course_lib.networks import activations, gates
from course_lib.networks.hidden_layer import one_hidden_layer_loss
from course_lib.networks.sigmoid_net import two_layer_outputs

Z = np.array([0.0, 1.0, -1.0, 5.0, -40.0, 1000.0, -1000.0])
USERS = {
    "activations.sigmoid": lambda z: activations.sigmoid(z)[0],
    "gates.sigmoid": lambda z: gates.sigmoid(z).value,
    "sigmoid_net": lambda z: two_layer_outputs(z[:, None], np.ones((1, 1)), np.ones((1, 1)))[0][:, 0],
    "hidden_layer": lambda z: np.sqrt([one_hidden_layer_loss([1.0], [0.0], [[a]], [[1.0]]) for a in z]),
}


def test_equal_to_scipy_and_to_the_softmax_of_two_scores():
    np.testing.assert_allclose(sigmoid(Z), scipy.special.expit(Z), rtol=1e-15)
    np.testing.assert_allclose(sigmoid(Z), softmax(np.column_stack([Z, 0 * Z]))[:, 0], rtol=1e-15)
    np.testing.assert_allclose(sigmoid(Z) + sigmoid(-Z), 1, rtol=1e-15)


@pytest.mark.parametrize("name", USERS)
def test_everybody_has_the_same_one(name):
    np.testing.assert_allclose(USERS[name](Z), sigmoid(Z), rtol=1e-15)


def test_integers_become_floats_and_floats_keep_their_type():
    right = [0.5, 1 / (1 + math.exp(-1)), 1 / (1 + math.exp(-5))]
    for function in (sigmoid, USERS["activations.sigmoid"]):
        np.testing.assert_allclose(function(np.array([0, 1, 5])), right, rtol=1e-15)
        np.testing.assert_allclose(function([0, 1, 5]), right, rtol=1e-15)
        for dtype in (np.float32, np.float64):
            assert function(Z.astype(dtype)).dtype == dtype


def test_limits_and_what_is_no_number():
    assert sigmoid([np.inf, -np.inf]).tolist() == [1, 0]
    assert np.isnan(sigmoid([np.nan])[0])
    with pytest.raises(TypeError) as caught:
        sigmoid(["a"])
    assert str(caught.value) == "sigmoid: `z` must hold real numbers; got dtype <U1."
