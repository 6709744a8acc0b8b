"""A two-layer net that learns the digits with a loss of yours (lecture 4, row 4.10)."""

from functools import cache

import numpy as np

from course_lib.datasets import load_digits, split
from course_lib.live_view.palette import BLUE, FAINT, VERMILION
from course_lib.live_view.student import checked_gradients
from course_lib.networks.relu_nets import first_layers, net_scores, two_layer_loss
from course_lib.pictures.loss_functions.digit_training import N_TRAIN
from course_lib.pictures.picture import Picture

BETTER_THAN_A_LINE = {"hidden": 40, "reg": 1e-4, "learning_rate": 0.5, "n_steps": 1500}


def digit_net(loss=None, hidden=40, reg=1e-4, learning_rate=0.3, n_steps=400):
    """Train a two-layer net on the digits, and draw its loss, accuracy and hidden units.

    Parameters
    ----------
    loss : function, optional
        Your `two_layer_loss(X, y, W1, b1, W2, b2, reg)`, which returns the loss and a dict of gradients. If
        it fails, a sentence says why. By default the course's own is used.
    hidden : int
        Units of the hidden layer.
    reg, learning_rate : float
        Strength of the penalty, and step size.
    n_steps : int
        Steps of training, each on a mini-batch of 64 images.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.digit_net(loss=two_layer_loss, hidden=20)
    Picture: Loss curve of 400 mini-batch steps of a net with 20 hidden units...
    """

    def draw(figure):
        parameters, losses, share = fit(loss, hidden, reg, learning_rate, n_steps)
        left, right = figure.subfigures(1, 2, width_ratios=[1.3, 1])
        axes = left.subplots()
        axes.plot(losses, color=BLUE)
        axes.axhline(np.log(10), color=FAINT, linestyle=":")
        axes.text(n_steps, np.log(10) - 0.08, "ln 10: guessing", ha="right", va="top", color=FAINT)
        axes.set(xlabel="step", ylabel="loss of the batch", ylim=(0, None), xlim=(0, n_steps))
        axes.set_title(f"{share:.1%} of unseen images recognised")
        axes.grid(True)
        right.suptitle("what hidden units look for", color=VERMILION, fontsize=13)
        limit = np.abs(parameters[0]).max()
        for ax, row in zip(right.subplots(3, 5).flat, parameters[0], strict=False):
            ax.imshow(row.reshape(8, 8), cmap="PuOr", vmin=-limit, vmax=limit)
            ax.axis("off")

    return Picture(
        draw,
        f"Loss curve of {n_steps} mini-batch steps of a net with {hidden} hidden units on the digits, which "
        "falls from about ln 10; the accuracy on unseen images; fifteen hidden units as images.",
        height=300,
    )


def fit(loss, hidden, reg, learning_rate, n_steps):
    """Return parameters (W1, b1, W2, b2), the losses (n_steps,) and the accuracy on unseen digits."""
    X, y, X_test, y_test = split(*load_digits(), N_TRAIN, np.random.default_rng(0))
    safe = checked_gradients(loss or two_layer_loss, ("W1", "b1", "W2", "b2"), first=2)
    rng = np.random.default_rng(1)
    parameters = [part for layer in first_layers((X.shape[1], hidden, 10), rng) for part in layer]
    losses = np.empty(n_steps)
    for step in range(n_steps):
        batch = rng.choice(len(y), size=64, replace=False)
        losses[step], *gradients = safe(X[batch], y[batch], *parameters, reg)
        parameters = [p - learning_rate * g for p, g in zip(parameters, gradients, strict=True)]
    scores = net_scores(X_test, [tuple(parameters[:2]), tuple(parameters[2:])])
    return parameters, losses, np.mean(scores.argmax(axis=1) == y_test)


def trained_net(loss=None):
    """Train the net until it is better than a line; returns what it makes of images.

    Parameters
    ----------
    loss : function, optional
        As for `digit_net`.

    Returns
    -------
    scores : callable
        Images (N, 64) -> scores (N, 10).
    """
    layers = _own_layers() if loss is None else _layers(loss)
    return lambda images: net_scores(images, layers)


def _layers(loss):
    parameters, _, _ = fit(loss, **BETTER_THAN_A_LINE)
    return [tuple(parameters[:2]), tuple(parameters[2:])]


@cache
def _own_layers():
    return _layers(None)
