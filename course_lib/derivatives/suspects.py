"""Six gradients to judge: each with its function and the place where it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

NEAR = 2e-6  # from a kink: farther than a step of 1e-6, nearer than one of 1e-5
HIGH = 1e6  # a constant that costs digits, and no slope


@dataclass(frozen=True)
class Suspect:
    """A function with a gradient that may be wrong.

    Parameters
    ----------
    name : str
    f : callable, array (shape of `x`) -> number
    df : callable, array (shape of `x`) -> array (shape of `x`)
    x : float array
    """

    name: str
    f: Callable
    df: Callable
    x: np.ndarray


def suspects():
    """Return the six, in the order of the workshop.

    Returns
    -------
    list of Suspect

    Examples
    --------
    >>> [suspect.x.shape for suspect in suspects()]
    [(4, 3), (4, 3), (6,), (3, 4), (5,), (3, 3)]
    """
    rng = np.random.default_rng(7)
    X, y = rng.normal(size=(6, 3)), np.array([0, 3, 1, 2, 3, 0])
    W, V = rng.normal(size=(4, 3)), rng.normal(size=(3, 4))
    near, square = rng.normal(size=6), rng.normal(size=(3, 3))
    near[4] = NEAR
    targets, wave = rng.normal(size=4), rng.normal(size=5)
    return [
        Suspect("softmax", lambda w: _cross_entropy(w, X, y), lambda w: _scores_back(w, X, y), W),
        Suspect("one label", lambda w: _cross_entropy(w, X, y), lambda w: _one_label_left_out(w, X, y), W),
        Suspect("ReLU", lambda x: np.sum(np.maximum(0, x) * _WEIGHTS), lambda x: (x > 0) * _WEIGHTS, near),
        Suspect("penalty", lambda w: _penalised(w, targets), lambda w: _half_a_penalty(w, targets), V),
        Suspect("a high loss", lambda x: HIGH + np.sum(np.sin(x)), np.cos, wave),
        Suspect("square layer", lambda w: np.sum(np.tanh(w @ _INPUTS) ** 2), _turned, square),
    ]


_WEIGHTS = np.array([1.0, -2.0, 0.5, 3.0, 2.0, -1.0])
_INPUTS = np.array([1.0, -0.5, 2.0])
_REG = 1e-3


def _log_probabilities(w, X):
    scores = X @ w.T  # (N, C)
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def _cross_entropy(w, X, y):
    return -_log_probabilities(w, X)[np.arange(len(y)), y].mean()


def _scores_back(w, X, y):
    dscores = np.exp(_log_probabilities(w, X))
    dscores[np.arange(len(y)), y] -= 1
    return dscores.T @ X / len(y)


def _one_label_left_out(w, X, y):
    dscores = np.exp(_log_probabilities(w, X))
    dscores[np.arange(len(y) - 1), y[:-1]] -= 1
    return dscores.T @ X / len(y)


def _penalised(w, targets):
    return np.sum((w.sum(axis=0) - targets) ** 2) + _REG * np.sum(w**2)


def _half_a_penalty(w, targets):
    return 2 * (w.sum(axis=0) - targets) + _REG * w


def _turned(w):
    out = np.tanh(w @ _INPUTS)
    return np.outer(_INPUTS, 2 * out * (1 - out**2))
