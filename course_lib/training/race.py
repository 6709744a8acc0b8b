"""The four ways to search for weights, on the same data and the same loss (lecture 3)."""

import time
from dataclasses import dataclass

import numpy as np

from course_lib.losses.hinge import multiclass_hinge, svm_loss
from course_lib.training.linear_classifier import accuracy
from course_lib.training.optim import gradient_descent, minibatch_sgd
from course_lib.training.search import population_search, random_search

POINTS = 25  # of each curve


@dataclass(frozen=True)
class Runner:
    """One optimiser's run.

    Parameters
    ----------
    name : str
    steps : int
        Entries of its trajectory: draws, generations, steps or epochs.
    seconds : float array (n,)
        Time since its start; steps are taken to last equally long.
    accuracies : float array (n,)
        On examples that it has not seen, at these times, in [0, 1].
    loss : float
        On the training data, at the end.
    """

    name: str
    steps: int
    seconds: np.ndarray
    accuracies: np.ndarray
    loss: float


def race(
    X, y, X_test, y_test, rng, *, n_classes=10, n_draws=1000, n_generations=150, n_steps=200, n_epochs=10
):
    """Let random search, evolution, gradient descent and mini-batch SGD train the same linear classifier.

    Parameters
    ----------
    X, y : float array (N, d) and int array (N,)
        To train on.
    X_test, y_test : float array (M, d) and int array (M,)
        To judge by.
    rng : numpy.random.Generator
    n_classes : int
    n_draws, n_generations, n_steps, n_epochs : int
        How long each of the four runs.

    Returns
    -------
    runners : list of Runner

    Notes
    -----
    Lecture 3. All four minimise the multiclass hinge loss with a penalty of 0.001 · ΣW². Batches
    have 64 examples; learning rates are 0.2 (gradient descent) and 0.05 (mini-batches).
    """
    shape = (n_classes, X.shape[1])

    def loss(W):  # without the gradient, which a search does not need
        return multiclass_hinge(X @ W.T, y).mean() + 1e-3 * np.sum(W**2)

    def gradient(W, X=X, y=y):
        return svm_loss(W, X, y, 1e-3)[1]

    table = {
        "random search": lambda: random_search(loss, shape, n_draws, rng)[0],
        "population search": lambda: population_search(
            loss, shape, n_generations, rng, scale=0.1, mutation=0.1
        )[0],
        "gradient descent": lambda: gradient_descent(gradient, np.zeros(shape), 0.2, n_steps),
        "mini-batch SGD": lambda: minibatch_sgd(gradient, np.zeros(shape), X, y, 0.05, 64, n_epochs, rng),
    }
    return [_timed(name, run, loss, X_test, y_test) for name, run in table.items()]


def _timed(name, run, loss, X_test, y_test):
    start = time.perf_counter()
    trajectory = run()
    seconds = time.perf_counter() - start
    steps = len(trajectory)
    shown = np.unique(np.linspace(0, steps - 1, POINTS).astype(int))
    return Runner(
        name,
        steps,
        seconds * (shown + 1) / steps,
        np.array([accuracy(W, X_test, y_test) for W in trajectory[shown]]),
        float(loss(trajectory[-1])),
    )
