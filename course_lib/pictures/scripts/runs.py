"""What each of the eight training scripts is run on, and the curve that it is judged by."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from course_lib.datasets.digits import load_digits
from course_lib.training import scripts

N_IMAGES = 300
N_TRAIN = 60  # of script 6: few, so that held-out images are much harder


@dataclass(frozen=True)
class Run:
    """One script on its data.

    Parameters
    ----------
    right : callable
        The script as it should be.
    arguments : callable, -> tuple
        Fresh arguments for one call.
    curve : callable, (script, arguments) -> float array
        What is drawn.
    across, up : str
        What the axes show.
    """

    right: Callable
    arguments: Callable
    curve: Callable
    across: str = "step"
    up: str = "loss"


def losses_of(script, arguments):
    """Return the losses that the script returns."""
    return np.asarray(script(*arguments()), dtype=float)


def kept_losses(script, arguments):
    """Return the validation loss of what the script keeps, after 1, 2, ... steps."""
    *_, n_steps = arguments()
    losses = []
    for stop in range(1, n_steps + 1):
        w, X, t, X_val, t_val, learning_rate, _ = arguments()
        best = np.asarray(script(w, X, t, X_val, t_val, learning_rate, stop), dtype=float)
        losses.append(np.mean((X_val @ best - t_val) ** 2))
    return np.array(losses)


@cache
def digits():
    """Return (X, y): the first images, centred, with a 1 for the bias."""
    X, y = load_digits()
    X, y = X[:N_IMAGES] - X[:N_IMAGES].mean(axis=0), y[:N_IMAGES]
    return np.column_stack([X, np.ones(len(X))]), y


def start(shape, seed=0, scale=0.01):
    """Return small random weights."""
    return np.random.default_rng(seed).normal(scale=scale, size=shape)


def classifier():
    """Weights, images, labels, learning rate and steps of scripts 1 and 2."""
    X, y = digits()
    return start((10, 65)), X.copy(), y.copy(), 0.5, 60


def line():
    """Of script 3: points about a line in six inputs."""
    rng = np.random.default_rng(1)
    X = rng.normal(size=(50, 6))
    return np.zeros(6), X, X @ rng.normal(size=6) + 0.1 * rng.normal(size=50), 0.05, 40


def shuffled():
    """Of script 4."""
    X, y = digits()
    return start((10, 65)), X.copy(), y.copy(), 0.02, 12, np.random.default_rng(2)


def validated():
    """Of script 5: nearly as many weights as examples, so that the descent overfits."""
    rng = np.random.default_rng(5)
    X, X_val, w = rng.normal(size=(24, 20)), rng.normal(size=(60, 20)), rng.normal(size=20) / 4
    t, t_val = X @ w + rng.normal(size=24), X_val @ w + rng.normal(size=60)
    return np.zeros(20), X, t, X_val, t_val, 0.06, 60


def held_out():
    """Of script 6."""
    X, y = digits()
    return start((10, 65)), X.copy(), y.copy(), N_TRAIN, 0.5, 20, 150, np.random.default_rng(3)


def net():
    """Of script 7: two outputs of a bent surface."""
    rng = np.random.default_rng(4)
    X = np.column_stack([rng.uniform(-1, 1, size=(80, 2)), np.ones(80)])
    T = np.column_stack([np.abs(X[:, 0]), X[:, 0] * X[:, 1]])
    return X, T, rng.normal(scale=0.5, size=(8, 3)), rng.normal(scale=0.5, size=(2, 8)), 0.3, 150


def shared():
    """Of script 8: what a net with one shared matrix makes of some inputs."""
    rng = np.random.default_rng(6)
    X, W = rng.normal(size=(60, 4)), rng.normal(scale=0.8, size=(4, 4))
    return X, np.tanh(np.tanh(X @ W.T) @ W.T), rng.normal(scale=0.5, size=(4, 4)), 0.3, 80


RUNS = {
    1: Run(scripts.softmax_descent, classifier, losses_of),
    2: Run(scripts.softmax_descent, classifier, losses_of),
    3: Run(scripts.line_descent, line, losses_of),
    4: Run(scripts.shuffled_descent, shuffled, losses_of, across="epoch"),
    5: Run(scripts.best_on_validation, validated, kept_losses, up="loss of what is kept"),
    6: Run(scripts.held_out_descent, held_out, losses_of, up="held-out loss"),
    7: Run(scripts.net_descent, net, losses_of),
    8: Run(scripts.shared_descent, shared, losses_of),
}
