"""Entropy and divergence against SciPy, formulas and their own identities."""

import math

import numpy as np
import pytest
import scipy.special
import scipy.stats

from course_lib.losses.information import distribution_cross_entropy, entropy, kl_divergence
from course_lib.losses.softmax import cross_entropy, one_hot, softmax

SHAPES = [(5, 3), (2, 7), (4, 4), (1, 3)]


def distributions(shape, seed=0):
    rng = np.random.default_rng([seed, *shape])
    return softmax(2 * rng.normal(size=shape)), softmax(2 * rng.normal(size=shape))


@pytest.mark.parametrize("shape", SHAPES)
def test_equal_to_scipy_and_to_each_other(shape):
    p, q = distributions(shape)
    np.testing.assert_allclose(entropy(p), scipy.stats.entropy(p, axis=1))
    np.testing.assert_allclose(kl_divergence(p, q), scipy.special.rel_entr(p, q).sum(axis=1))
    np.testing.assert_allclose(kl_divergence(p, q), distribution_cross_entropy(p, q) - entropy(p))
    assert (kl_divergence(p, q) > 0).all()
    np.testing.assert_array_equal(kl_divergence(p, p), 0)


def test_one_hot_distributions_cost_the_negative_log_likelihood():
    scores, y = np.random.default_rng(0).normal(size=(5, 3)), np.array([2, 0, 1, 1, 2])
    T = one_hot(y, 3)
    np.testing.assert_array_equal(entropy(T), 0)
    np.testing.assert_allclose(distribution_cross_entropy(T, softmax(scores)), cross_entropy(scores, y))
    np.testing.assert_allclose(kl_divergence(T, softmax(scores)), cross_entropy(scores, y))


def test_zeros():
    p, q = np.array([[0.0, 0.5, 0.5]]), np.array([[0.0, 0.25, 0.75]])
    assert kl_divergence(p, q)[0] == pytest.approx(0.5 * math.log(2) + 0.5 * math.log(2 / 3))
    assert kl_divergence(p, [[0.5, 0.5, 0.0]])[0] == math.inf
    assert distribution_cross_entropy(p, [[0.5, 0.5, 0.0]])[0] == math.inf
    assert entropy(p)[0] == pytest.approx(math.log(2))


def test_types_are_kept_and_arguments_not_changed():
    p, q = distributions((5, 3))
    before = p.copy()
    assert kl_divergence(p.astype(np.float32), q.astype(np.float32)).dtype == np.float32
    kl_divergence(p, q)
    np.testing.assert_array_equal(p, before)


HALF = np.array([[0.5, 0.5]])
ADVICE = " From scores, take softmax(scores)."
REFUSED = [
    (entropy, (HALF[0],), "entropy: `p` must have shape (N, C); got (2,)."),
    (entropy, ([[-0.5, 1.5]],), "entropy: each row of `p` must be a distribution, at least 0 and of sum 1; "
     "got a smallest entry -0.5 and a sum 1." + ADVICE),
    (kl_divergence, (HALF, 2 * HALF), "kl_divergence: each row of `q` must be a distribution, at least 0 and of "
     "sum 1; got a smallest entry 1 and a sum 2." + ADVICE),
    (kl_divergence, (HALF, np.vstack([HALF, HALF])),
     "kl_divergence: `p` and `q` must both be (N, C); got (1, 2) and (2, 2)."),
    (distribution_cross_entropy, (HALF, HALF * np.nan),
     "distribution_cross_entropy: `q` must give finite numbers; got 2 that are infinite or NaN."),
]  # fmt: skip


@pytest.mark.parametrize("function, arguments, message", REFUSED)
def test_what_is_no_distribution_is_refused(function, arguments, message):
    with pytest.raises(ValueError) as caught:
        function(*arguments)
    assert str(caught.value) == message
