"""Polynomial fits against NumPy, scikit-learn and the normal equations."""

import numpy as np
import pytest
from sklearn.linear_model import Ridge

from course_lib.training.polynomial import (
    evaluate_polynomial,
    fit_polynomial,
    mean_squared_error,
    noisy_wave,
    polynomial_features,
    wave,
)


@pytest.mark.parametrize("degree", [0, 1, 4])
def test_without_a_penalty_it_is_the_least_squares_polynomial(degree):
    x, t = noisy_wave(15, 0.2, np.random.default_rng(0))
    expected = np.polynomial.Polynomial.fit(x, t, degree).convert().coef
    np.testing.assert_allclose(fit_polynomial(x, t, degree, 0), expected, atol=1e-9)


@pytest.mark.parametrize("reg", [1e-4, 0.1, 10])
def test_with_a_penalty_it_is_ridge_regression_with_a_free_constant(reg):
    x, t = noisy_wave(12, 0.2, np.random.default_rng(1))
    ridge = Ridge(alpha=len(x) * reg).fit(polynomial_features(x, 6)[:, 1:], t)
    expected = [ridge.intercept_, *ridge.coef_]
    np.testing.assert_allclose(fit_polynomial(x, t, 6, reg), expected, atol=1e-8)


def test_the_penalty_shrinks_the_weights_and_raises_the_training_error():
    x, t = noisy_wave(10, 0.25, np.random.default_rng(2))
    fits = [fit_polynomial(x, t, 9, reg) for reg in (0, 1e-6, 1e-3, 1, 1e3)]
    sizes = [np.sum(w[1:] ** 2) for w in fits]
    errors = [mean_squared_error(w, x, t) for w in fits]
    assert sizes == sorted(sizes, reverse=True) and errors == sorted(errors)
    assert errors[0] == pytest.approx(0, abs=1e-10)  # ten weights run through ten points
    np.testing.assert_allclose(evaluate_polynomial(fits[-1], x), t.mean(), atol=1e-2)


def test_more_weights_than_points_give_the_smallest_that_fit():
    w = fit_polynomial(np.array([1.0]), np.array([2.0]), 1, 0)
    np.testing.assert_allclose(w, [1.0, 1.0])


def test_points_lie_around_the_wave():
    x, t = noisy_wave(2000, 0.3, np.random.default_rng(3))
    assert np.all(np.diff(x) >= 0) and x.min() >= -1 and x.max() <= 1
    assert np.std(t - wave(x)) == pytest.approx(0.3, rel=0.1)


@pytest.mark.parametrize("arguments, message", [
    (([1.0], [1.0, 2.0], 1, 0), "fit_polynomial: `x` and `t` are (N,), so N must agree; got (1,) and (2,)."),
    (([1.0], [1.0], -1, 0), "polynomial_features: `degree` must be a whole number from 0 on; got -1."),
    (([1.0], [1.0], 1, -2), "fit_polynomial: `reg` must be finite and at least 0; got -2."),
])  # fmt: skip
def test_what_cannot_be_fitted_is_refused_with_a_reason(arguments, message):
    with pytest.raises(ValueError) as caught:
        fit_polynomial(*arguments)
    assert str(caught.value) == message
