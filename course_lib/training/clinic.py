"""Trainings that go wrong, each for one reason, and what is done about it (lecture 3)."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from course_lib.datasets import load_digits, split
from course_lib.losses.softmax import cross_entropy
from course_lib.networks.relu_nets import first_layers, net_loss, net_scores

SIZES = (64, 32, 10)
N_STEPS = 240
EVERY = 6  # steps between two points of a curve
N_TRAIN, N_VALIDATION = 500, 300
DIVERGED = 1e3  # a loss from which there is no way back


@dataclass(frozen=True)
class Setup:
    """How a net of 64, 32 and 10 units is trained on the digits; the default is healthy.

    Parameters
    ----------
    alpha : float
        Learning rate.
    batch : int
        Images in a mini-batch.
    n_images : int
        Images that there are to train on, at most 500.
    spread : float
        Standard deviation of the first weights, as a multiple of the usual one.
    bias : float
        First biases of the hidden units.
    ink : float
        What a pixel full of ink counts.
    direction : int
        -1 for steps against the gradient, 1 for steps along it.
    shuffled : bool
        Whether the labels of the training images are in another order than the images.
    """

    alpha: float = 0.3
    batch: int = 64
    n_images: int = N_TRAIN
    spread: float = 1.0
    bias: float = 0.0
    ink: float = 1.0
    direction: int = -1
    shuffled: bool = False


@dataclass(frozen=True, eq=False)
class Course:
    """What a training did.

    Parameters
    ----------
    steps : int array (n,)
    training, validation : float array (n,)
        Mean cross-entropy in nats after these steps; infinite once it has diverged.
    accuracy : float
        On the validation images at the end, in [0, 1]; NaN if it has diverged.
    """

    steps: np.ndarray
    training: np.ndarray
    validation: np.ndarray
    accuracy: float


@dataclass(frozen=True)
class Findings:
    """What can be measured before a training starts.

    Parameters
    ----------
    first_loss : float
        In nats; guessing costs ln 10.
    ink : float
        The largest pixel.
    spread : float
        Standard deviation of the first layer's weights.
    alive : int
        Hidden units that answer to at least one training image.
    agreement : float
        Cosine of the angle between the gradients of two mini-batches, in [-1, 1].
    """

    first_loss: float
    ink: float
    spread: float
    alive: int
    agreement: float


@cache
def train(setup):
    """Train a net as the setup says, and look at it every few steps.

    Parameters
    ----------
    setup : Setup

    Returns
    -------
    Course

    Examples
    --------
    >>> course = train(Setup())
    >>> bool(course.training[0] > 2 and course.training[-1] < 0.3)
    True
    """
    X, y, X_validation, y_validation = _data(setup)
    layers, rng = _first(setup), np.random.default_rng(3)
    steps = np.arange(0, N_STEPS + 1, EVERY)
    losses = np.full((2, len(steps)), np.inf)
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(N_STEPS + 1):
            if step % EVERY == 0:
                now = _loss(X, y, layers), _loss(X_validation, y_validation, layers)
                if max(now) > DIVERGED:
                    break
                losses[:, step // EVERY] = now
            layers = _moved(layers, _gradients(layers, *_batch(X, y, setup, rng)), setup)
    return Course(steps, *losses, _share_right(layers, X_validation, y_validation, losses[0, -1]))


@cache
def findings(setup):
    """Measure a training before its first step.

    Parameters
    ----------
    setup : Setup

    Returns
    -------
    Findings

    Examples
    --------
    >>> findings(Setup(bias=-12.0)).alive
    0
    """
    X, y, _, _ = _data(setup)
    layers, rng = _first(setup), np.random.default_rng(3)
    (W, b), _ = layers
    one, other = (_flat(_gradients(layers, *_batch(X, y, setup, rng))) for _ in range(2))
    return Findings(
        float(_loss(X, y, layers)),
        float(X.max()),
        float(W.std()),
        int(np.count_nonzero(np.any(X @ W.T + b > 0, axis=0))),
        float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other))),
    )


def _first(setup):
    (W, b), last = first_layers(SIZES, np.random.default_rng(1))
    return [(W * setup.spread, b + setup.bias), (last[0] * setup.spread, last[1])]


def _data(setup):
    X, y, X_rest, y_rest = split(*load_digits(), N_TRAIN, np.random.default_rng(0))
    X, y = setup.ink * X[: setup.n_images], y[: setup.n_images]
    if setup.shuffled:
        y = np.random.default_rng(2).permutation(y)
    return X, y, setup.ink * X_rest[:N_VALIDATION], y_rest[:N_VALIDATION]


def _loss(X, y, layers):
    return cross_entropy(net_scores(X, layers), y).mean()


def _batch(X, y, setup, rng):
    rows = rng.integers(len(X), size=setup.batch) if setup.batch < len(X) else np.arange(len(X))
    return X[rows], y[rows]


def _gradients(layers, X, y):
    return net_loss(X, y, layers, reg=0.0)[1]


def _moved(layers, gradients, setup):
    move = setup.direction * setup.alpha
    return [(W + move * dW, b + move * db) for (W, b), (dW, db) in zip(layers, gradients, strict=True)]


def _flat(gradients):
    return np.concatenate([part.ravel() for layer in gradients for part in layer])


def _share_right(layers, X, y, last_loss):
    return float(np.mean(net_scores(X, layers).argmax(axis=1) == y)) if np.isfinite(last_loss) else np.nan


@dataclass(frozen=True)
class Disease:
    """What a training can suffer from.

    Parameters
    ----------
    setup : Setup
        A training that suffers from it.
    sign : str
        By what it is told, in one sentence.
    remedy : str
        A key of `REMEDIES`.
    """

    setup: Setup
    sign: str
    remedy: str


# What is changed, whatever the setup was before.
REMEDIES = {
    "nothing": lambda setup: setup,
    "α ÷ 10": lambda setup: replace(setup, alpha=setup.alpha / 10),
    "α × 100": lambda setup: replace(setup, alpha=setup.alpha * 100),
    "batches of 64": lambda setup: replace(setup, batch=64),
    "500 images": lambda setup: replace(setup, n_images=N_TRAIN),
    "biases 0": lambda setup: replace(setup, bias=0.0),
    "random first weights": lambda setup: replace(setup, spread=1.0),
    "pixels from 0 to 1": lambda setup: replace(setup, ink=1.0),
    "steps downhill": lambda setup: replace(setup, direction=-1),
    "labels to their images": lambda setup: replace(setup, shuffled=False),
}

DISEASES = {
    "α too high": Disease(
        Setup(alpha=1.45),
        "two batches agree, so the direction is right, and yet the loss jumps to and fro: steps too long",
        "α ÷ 10",
    ),
    "α too low": Disease(
        Setup(alpha=0.002),
        "the loss falls evenly and hardly at all: right direction, steps too short",
        "α × 100",
    ),
    "batches of 1": Disease(
        Setup(alpha=0.1, batch=1),
        "the gradients of two batches hardly agree, so each step goes another way and the loss trembles",
        "batches of 64",
    ),
    "overfitting": Disease(
        Setup(n_images=30),
        "the training loss goes to 0 while the validation loss stays high and begins to rise",
        "500 images",
    ),
    "dead ReLUs": Disease(
        Setup(bias=-12.0),
        "the first weights are spread as usual, but no hidden unit answers: no gradient comes through",
        "biases 0",
    ),
    "all weights start at 0": Disease(
        Setup(spread=0.0),
        "the first weights have no spread, every hidden unit gives 0, and the loss stays at ln 10",
        "random first weights",
    ),
    "inputs not normalised": Disease(
        Setup(ink=255.0),
        "pixels reach 255, so the first scores, and with them the first loss, are in the hundreds",
        "pixels from 0 to 1",
    ),
    "wrong sign": Disease(
        Setup(direction=1, alpha=0.02),
        "the loss rises evenly from the first step on: the steps go uphill",
        "steps downhill",
    ),
    "labels shuffled": Disease(
        Setup(shuffled=True),
        "the training loss falls a little, by heart; on unseen images the net gets worse than guessing",
        "labels to their images",
    ),
    "healthy": Disease(
        Setup(),
        "the training loss falls fast and evenly, and the validation loss follows it",
        "nothing",
    ),
}
