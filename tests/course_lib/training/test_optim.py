"""Gradient descent: closed forms, slow loops, what the learning rate decides, and what is refused."""

import numpy as np
import pytest

from course_lib import progress
from course_lib.losses.least_squares import squared_error_batch
from course_lib.training.optim import batches, descend_until, gradient_descent, minibatch_sgd


@pytest.mark.parametrize("shape", [(), (3,), (2, 4), (2, 1, 3)])
@pytest.mark.parametrize("rate", [0.0, 0.1, 0.5, 1.2])
def test_on_a_parabola_every_step_multiplies_by_one_minus_rate_times_curvature(shape, rate):
    w = np.random.default_rng(0).normal(size=shape)
    before = w.copy()
    trajectory = gradient_descent(lambda w: 1.5 * w, w, rate, 6)
    np.testing.assert_allclose(trajectory, [(1 - 1.5 * rate) ** k * before for k in range(7)], rtol=1e-12)
    np.testing.assert_array_equal(w, before)


def test_a_gradient_that_works_in_place_does_not_change_the_past():
    def rude(w):
        w *= 2
        return w

    assert gradient_descent(rude, np.array([1.0]), 0.25, 2).ravel().tolist() == [1.0, 0.5, 0.25]


def test_no_step_gives_the_start_and_integers_become_floats():
    assert gradient_descent(np.cos, np.array([3, 4]), 0.1, 0).tolist() == [[3.0, 4.0]]
    assert gradient_descent(lambda w: w, np.float32([1]), 0.1, 3).dtype == np.float32


@pytest.mark.parametrize("rate, steps, reached", [(0.25, 5, True), (1.0, 7, False), (1.5, 7, False)])
def test_it_stops_below_the_goal_and_a_divergent_descent_after_max_steps(rate, steps, reached):
    trajectory, done = descend_until(lambda w: 2 * w, np.array([8.0]), rate, goal=0.3, max_steps=7)
    assert (len(trajectory) - 1, done) == (steps, reached)
    np.testing.assert_array_equal(trajectory, gradient_descent(lambda w: 2 * w, np.array([8.0]), rate, steps))


def linear(N=7, d=3, C=2):
    rng = np.random.default_rng(4)
    return rng.normal(size=(C, d)), rng.normal(size=(N, d)), rng.normal(size=(N, C))


def gradient(W, X, T):
    return squared_error_batch(W, X, T)[1]


@pytest.mark.parametrize("batch_size", [1, 2, 3, 7, 20])
def test_sgd_equals_a_loop_written_out(batch_size):
    W, X, T = linear()
    trajectory = minibatch_sgd(gradient, W, X, T, 0.05, batch_size, 3, np.random.default_rng(9))
    rng, expected = np.random.default_rng(9), []
    for _ in range(3):
        order = list(rng.permutation(7))
        while order:
            rows, order = order[:batch_size], order[batch_size:]
            W = W - 0.05 * sum(2 * np.outer(W @ X[i] - T[i], X[i]) for i in rows) / len(rows)
        expected.append(W)
    np.testing.assert_allclose(trajectory, expected, rtol=1e-10)


def test_one_batch_of_everything_is_gradient_descent():
    W, X, T = linear()
    whole = gradient_descent(lambda W: gradient(W, X, T), W, 0.1, 4)[1:]
    rng = np.random.default_rng(0)
    np.testing.assert_allclose(minibatch_sgd(gradient, W, X, T, 0.1, 7, 4, rng), whole, rtol=1e-12)


@pytest.mark.parametrize(
    "N, batch_size, sizes", [(10, 4, [4, 4, 2]), (8, 4, [4, 4]), (3, 5, [3]), (2, 1, [1, 1])]
)
def test_every_example_is_in_exactly_one_batch(N, batch_size, sizes):
    rng = np.random.default_rng(0)
    epochs = [batches(N, batch_size, rng) for _ in range(20)]
    assert all([len(rows) for rows in epoch] == sizes for epoch in epochs)
    assert all(sorted(np.concatenate(epoch)) == list(range(N)) for epoch in epochs)
    assert len({tuple(np.concatenate(epoch)) for epoch in epochs}) > 1


@pytest.mark.parametrize("patience, shown", [(2.0, False), (0.0, True)])
def test_progress_shows_only_when_it_is_long_and_never_on_stderr(capsys, monkeypatch, patience, shown):
    monkeypatch.setattr(progress, "PATIENCE", patience)
    gradient_descent(lambda w: w, np.ones(2), 0.1, 5)
    printed = capsys.readouterr()
    assert ("gradient descent" in printed.out) is shown and printed.err == ""


def start(**changed):
    arguments = {"gradient": lambda w: w, "w": np.ones(2), "learning_rate": 0.1, "n_steps": 2} | changed
    return gradient_descent(**arguments)


def start_sgd(**changed):
    arguments = {"gradient": gradient, "w": np.ones((2, 3)), "X": np.ones((4, 3)), "y": np.ones((4, 2))}
    arguments |= {"learning_rate": 0.1, "batch_size": 2, "n_epochs": 1, "rng": np.random.default_rng(0)}
    return minibatch_sgd(**arguments | changed)


@pytest.mark.parametrize(
    "call, changed, error, message",
    [
        (start, {"learning_rate": -1}, ValueError, "gradient_descent: `learning_rate` must be finite and at least 0; got -1."),
        (start, {"learning_rate": "fast"}, TypeError, "gradient_descent: `learning_rate` must be one real number; got 'fast'."),
        (start, {"n_steps": 2.5}, TypeError, "gradient_descent: `n_steps` must be an integer; got 2.5."),
        (start, {"n_steps": -1}, ValueError, "gradient_descent: `n_steps` must be at least 0; got -1."),
        (start, {"gradient": lambda w: w[0]}, ValueError, "gradient_descent: `gradient` must return the shape of `w`, (2,); got ()."),
        (start, {"w": np.array(["a"])}, TypeError, "gradient_descent: `w` must hold real numbers; got dtype <U1."),
        (start_sgd, {"batch_size": 0}, ValueError, "minibatch_sgd: `batch_size` must be at least 1; got 0."),
        (start_sgd, {"n_epochs": True}, TypeError, "minibatch_sgd: `n_epochs` must be an integer; got True."),
        (start_sgd, {"y": np.ones((3, 2))}, ValueError, "minibatch_sgd: `X` and `y` must have the same length; got 4 and 3."),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(call, changed, error, message):
    with pytest.raises(error) as caught:
        call(**changed)
    assert str(caught.value) == message


def test_a_goal_must_be_positive():
    with pytest.raises(ValueError) as caught:
        descend_until(lambda w: w, np.ones(1), 0.1, goal=0, max_steps=3)
    assert str(caught.value) == "descend_until: `goal` must be positive; got 0."
