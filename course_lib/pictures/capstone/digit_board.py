"""The board of the capstone: who reads how many of the unseen digits."""

import time

import numpy as np

from course_lib.datasets import load_digits, split
from course_lib.live_view.palette import BLUE, FAINT, GREEN, INK, PAPER, VERMILION
from course_lib.live_view.student import checked
from course_lib.losses.hinge import svm_loss
from course_lib.pictures.loss_functions.digit_training import N_TRAIN
from course_lib.pictures.picture import Picture
from course_lib.training.digit_reader import train_digits
from course_lib.training.linear_classifier import accuracy, add_bias
from course_lib.training.optim import minibatch_sgd
from course_lib.training.search import random_search

DRAWS, LOOKED_AT = 1000, 200  # by random search, on so many images
GOAL = 98.5  # per cent
LINE = {"learning_rate": 0.02, "batch_size": 32, "n_epochs": 60}
REG = 1e-3


def digit_board(reader=None, loss=None, sgd=None):
    """Draw who reads how many of the 360 unseen digits: random search, a line, and your own net.

    Parameters
    ----------
    reader : function, optional
        Your `train_digits(X, y, X_new, rng)`, which returns the labels of the new images.
    loss : function, optional
        Your `svm_loss(W, X, y, reg)`: the line learns with it.
    sgd : function, optional
        Your `minibatch_sgd`, which trains the line. The course's own stand in for what is not given.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.digit_board()
    Picture: Bars with the share of the unseen digits that are read right...
    """

    def draw(figure):
        X, y, X_new, y_new = split(*load_digits(), N_TRAIN, np.random.default_rng(0))
        start = time.perf_counter()
        labels = checked(reader or train_digits, lambda *_: y_new.shape)(
            X, y, X_new, np.random.default_rng(0)
        )
        seconds = time.perf_counter() - start
        rows = {
            "random search": accuracy(_searched(X, y), add_bias(X_new), y_new),
            "the line": accuracy(_line(X, y, loss or svm_loss, sgd or minibatch_sgd), add_bias(X_new), y_new),
            "your library" if reader else "the course's net": np.mean(labels == y_new),
        }
        axes = figure.subplots()
        places = np.arange(len(rows))
        shares = 100 * np.array(list(rows.values()))
        axes.barh(places, shares, height=0.6, color=[FAINT, BLUE, GREEN])
        for place, share in zip(places, shares, strict=True):
            took = f" in {seconds:.1f} s" if place == len(rows) - 1 else ""
            x, colour = (2, PAPER) if share > 50 else (share + 2, INK)
            axes.text(x, place, f"{share:.1f} %{took}", va="center", weight="bold", color=colour)
        axes.axvline(GOAL, color=VERMILION, linestyle="--")
        axes.text(GOAL, -0.75, f"{GOAL:g} % ", color=VERMILION, ha="right", va="center")
        axes.set_yticks(places, rows)
        axes.set(xlim=(0, 100), ylim=(len(rows) - 0.4, -1.0), xlabel="of 360 unseen digits read right, %")

    return Picture(
        draw,
        f"Bars with the share of the unseen digits that are read right: by the best of {DRAWS:,} random "
        f"weights, by a line, and by the net; a dashed line at {GOAL:g} %.",
        height=250,
    )


def _searched(X, y):
    """Return the best weights of a random search."""
    X, y = add_bias(X[:LOOKED_AT]), y[:LOOKED_AT]
    trajectory, _ = random_search(
        lambda W: svm_loss(W, X, y, 0.0)[0], (10, X.shape[1]), DRAWS, np.random.default_rng(0)
    )
    return trajectory[-1]


def _line(X, y, loss, sgd):
    """Return the weights of a line that learns with a student's loss and descent."""
    X = add_bias(X)
    safe_loss = checked(loss, lambda W, X, y, reg: (), lambda W, X, y, reg: W.shape)
    safe_sgd = checked(sgd, lambda gradient, w, X, y, rate, size, n_epochs, rng: (n_epochs, *w.shape))
    start = np.zeros((10, X.shape[1]))
    steps = (LINE["learning_rate"], LINE["batch_size"], LINE["n_epochs"], np.random.default_rng(0))
    return safe_sgd(lambda W, X, y: safe_loss(W, X, y, REG)[1], start, X, y, *steps)[-1]
