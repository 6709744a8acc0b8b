"""The curve with two valleys: its minima, and where descents end, against a slow loop."""

import numpy as np
import pytest

from course_lib.training.valleys import MINIMA, RIDGE, basins, curve, descents, slope


def ends_one_by_one(starts, alpha, n_steps):
    """One start after the other, from the formulas."""
    ends = []
    for x in starts:
        for _ in range(n_steps):
            x = x - alpha * (2 * x**3 - 4 * x + 1)
            if abs(x) > 1e6:
                break
        near = [abs(x - minimum) < 0.1 for minimum in (-1.5256871, 1.2670351)]
        ends.append(near.index(True) if any(near) else -1)
    return ends


def test_the_three_places_are_the_roots_of_the_slope():
    np.testing.assert_allclose(np.sort(np.roots([2, 0, -4, 1])), [MINIMA[0], RIDGE, MINIMA[1]], atol=1e-8)
    assert curve(MINIMA[0]) < curve(MINIMA[1]) < curve(RIDGE)
    assert np.all(slope(MINIMA - 0.01) < 0) and np.all(slope(MINIMA + 0.01) > 0)


@pytest.mark.parametrize(("alpha", "n_steps"), [(0.02, 300), (0.12, 100), (0.19, 50), (0.05, 4), (0.1, 0)])
def test_the_ends_are_those_of_a_slow_loop(alpha, n_steps):
    starts = np.linspace(-3, 3, 61) + 0.013
    assert basins(starts, alpha, n_steps).tolist() == ends_one_by_one(starts, alpha, n_steps)


def test_a_descent_that_diverges_ends_nowhere():
    assert not np.isfinite(descents(np.array([9.0]), 0.1, 20)[-1]).any()
    assert basins(np.array([9.0]), 0.1, 20).tolist() == [-1]


def test_arguments_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="`alpha` must"):
        basins(np.ones(2), -0.1, 3)
    with pytest.raises(ValueError, match="`n_steps` must"):
        basins(np.ones(2), 0.1, -3)
