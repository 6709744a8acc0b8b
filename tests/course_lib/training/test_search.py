"""Search without gradients: the best so far never gets worse, and evolution beats drawing at random."""

import numpy as np
import pytest

from course_lib.training.search import population_search, random_search


def loss(W):
    return np.sum((W - 1) ** 2)


@pytest.mark.parametrize("search", [random_search, population_search])
@pytest.mark.parametrize("shape", [(), (2,), (3, 4)])
def test_the_trajectory_holds_the_best_so_far(search, shape):
    trajectory, losses = search(loss, shape, 30, np.random.default_rng(0))
    assert trajectory.shape == (30, *shape)
    assert (np.diff(losses) <= 0).all()
    np.testing.assert_allclose(losses, [loss(W) for W in trajectory], rtol=1e-12)


@pytest.mark.parametrize("search", [random_search, population_search])
def test_the_same_generator_state_gives_the_same_weights(search):
    runs = [search(loss, (3,), 10, np.random.default_rng(5))[0] for _ in range(2)]
    np.testing.assert_array_equal(*runs)


def test_random_search_draws_independently_of_what_it_found():
    rng = np.random.default_rng(2)
    draws = 0.5 * np.random.default_rng(2).standard_normal((40, 3))
    _, losses = random_search(loss, (3,), 40, rng, scale=0.5)
    np.testing.assert_allclose(losses, np.minimum.accumulate([loss(W) for W in draws]), rtol=1e-12)


def test_in_many_dimensions_evolution_beats_chance_with_the_same_number_of_losses():
    _, chance = random_search(loss, (50,), 20 + 15 * 99, np.random.default_rng(0))
    _, evolved = population_search(loss, (50,), 100, np.random.default_rng(0))
    assert evolved[-1] < 0.2 * chance[-1]


def test_what_makes_no_sense_is_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError) as caught:
        random_search(loss, (2,), 0, rng)
    assert str(caught.value) == "random_search: `n_draws` must be at least 1; got 0."
    with pytest.raises(ValueError) as caught:
        population_search(loss, (2,), 5, rng, population=5, survivors=5)
    expected = "population_search: 2 <= survivors < population must hold; got 5 and 5."
    assert str(caught.value) == expected
