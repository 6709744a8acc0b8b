"""The penalties by hand and against differences."""

import numpy as np
import pytest

from course_lib.derivatives.gradcheck import numerical_gradient, relative_error
from course_lib.losses.penalties import elastic_net, l1, l2

PENALTIES = [(l2, ()), (l1, ()), (elastic_net, (0.0,)), (elastic_net, (0.7,))]


def test_by_hand():
    W = np.array([[3.0, -1.0], [0.0, 2.0]])
    assert l2(W)[0] == 9 + 1 + 0 + 4
    assert l1(W)[0] == 3 + 1 + 0 + 2
    assert elastic_net(W, beta=0.5)[0] == 0.5 * 14 + 6
    assert elastic_net(W, beta=0.5)[1].tolist() == [[3 + 1, -1 - 1], [0, 2 + 1]]


@pytest.mark.parametrize("penalty, settings", PENALTIES)
@pytest.mark.parametrize("shape", [(3,), (2, 5), (2, 3, 4), ()])
def test_the_gradient_equals_the_differences(penalty, settings, shape):
    rng = np.random.default_rng(len(shape))
    W = rng.choice([-1, 1], shape) * rng.uniform(0.1, 2, shape)  # away from the kink at 0
    R, dR = penalty(W, *settings)
    assert type(R) is float and dR.shape == W.shape
    assert relative_error(dR, numerical_gradient(lambda V: penalty(V, *settings)[0], W)) < 1e-6


@pytest.mark.parametrize("penalty, settings", PENALTIES)
def test_the_argument_is_not_changed_and_its_type_is_kept(penalty, settings):
    W = np.array([1.0, -2.0], dtype=np.float32)
    dR = penalty(W, *settings)[1]
    assert dR.dtype == np.float32 and W.tolist() == [1, -2]
    assert penalty(np.array([200], dtype=np.uint8), *settings)[0] == penalty(np.array([200.0]), *settings)[0]


@pytest.mark.parametrize("arguments, error, message", [
    ((np.ones(2), -1), ValueError, "elastic_net: `beta` must be finite and at least 0; got -1."),
    ((np.ones(2), "1"), TypeError, "elastic_net: `beta` must be one real number; got '1'."),
    (([1, np.inf], 1), ValueError,
     "elastic_net: `W` must give finite numbers; got 1 that is infinite or NaN."),
    ((1j, 1), TypeError, "elastic_net: `W` must hold real numbers; got dtype complex128."),
])  # fmt: skip
def test_what_cannot_be_computed_is_refused_with_a_reason(arguments, error, message):
    with pytest.raises(error) as caught:
        elastic_net(*arguments)
    assert str(caught.value) == message
