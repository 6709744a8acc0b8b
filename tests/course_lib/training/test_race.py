"""The race: everyone runs, nobody sees the test images, and gradients win."""

import numpy as np
import pytest

from course_lib.datasets import load_digits, split
from course_lib.training.linear_classifier import add_bias
from course_lib.training.race import race


@pytest.fixture(scope="module")
def runners():
    X, y = load_digits()
    X, y, X_test, y_test = split(add_bias(X), y, 400, np.random.default_rng(0))
    lengths = {"n_draws": 300, "n_generations": 30, "n_steps": 100, "n_epochs": 8}
    runners = race(X, y, X_test[:300], y_test[:300], np.random.default_rng(3), **lengths)
    return {runner.name: runner for runner in runners}


def test_gradients_reach_more_than_selection_and_selection_more_than_chance(runners):
    at_the_end = {name: runner.accuracies[-1] for name, runner in runners.items()}
    assert at_the_end["random search"] < 0.3 < at_the_end["population search"]
    assert at_the_end["gradient descent"] > 0.9 and at_the_end["mini-batch SGD"] > 0.85
    assert (
        runners["gradient descent"].loss < runners["population search"].loss < runners["random search"].loss
    )


def test_curves_are_accuracies_over_rising_seconds(runners):
    assert [runner.steps for runner in runners.values()] == [300, 30, 101, 8]
    for runner in runners.values():
        assert len(runner.seconds) == len(runner.accuracies) <= 25
        assert (np.diff(runner.seconds) > 0).all() and runner.seconds[0] > 0
        assert ((runner.accuracies >= 0) & (runner.accuracies <= 1)).all()
