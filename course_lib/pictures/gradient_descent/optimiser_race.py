"""Accuracy over time of the four ways to search for weights (lecture 3, row 3.1)."""

from functools import cache

import numpy as np

from course_lib.datasets import load_digits, split
from course_lib.live_view.palette import BLUE, FAINT, GREEN, PURPLE, VERMILION
from course_lib.pictures.picture import Picture
from course_lib.training.linear_classifier import add_bias
from course_lib.training.race import race

N_TRAIN, N_TEST = 600, 600
LOOKS = (
    {"color": VERMILION, "marker": "s", "linestyle": ":"},
    {"color": PURPLE, "marker": "D", "linestyle": "-."},
    {"color": BLUE, "marker": "o", "linestyle": "-"},
    {"color": GREEN, "marker": "^", "linestyle": "--"},
)


def optimiser_race():
    """Let four ways to search for weights train on 600 digits, and draw their accuracy over time.

    Returns
    -------
    Picture

    Notes
    -----
    The race is run when the picture is shown; it takes about two seconds.

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.optimiser_race()
    Picture: Accuracy on unseen digits over time...
    """
    return Picture(
        draw,
        "Accuracy on unseen digits over time, on a logarithmic axis. Random search stays near chance, 10 %; "
        "population search climbs slowly; gradient descent and mini-batch SGD pass 90 % in a fraction of "
        "the time.",
        height=320,
    )


@cache
def runners():
    """The race on the digits, run once."""
    X, y = load_digits()
    X, y, X_test, y_test = split(add_bias(X), y, N_TRAIN, np.random.default_rng(0))
    return race(X, y, X_test[:N_TEST], y_test[:N_TEST], np.random.default_rng(3), n_generations=100)


def draw(figure):
    """Draw one curve for each runner; its legend tells the end."""
    axes = figure.subplots()
    for look, runner in zip(LOOKS, runners(), strict=True):
        label = f"{runner.name}: {100 * runner.accuracies[-1]:.0f} %"
        axes.plot(runner.seconds, 100 * runner.accuracies, **look, markersize=5, label=label)
    axes.axhline(10, color=FAINT, linewidth=1)
    axes.set(ylim=(0, 100), xscale="log", xlabel="seconds", title="accuracy on unseen digits, %")
    axes.grid(True)
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1))
