"""Mini-batches: cheap noisy steps against dear exact ones (lecture 3, row 3.10)."""

import numpy as np

from course_lib.datasets import load_digits, split
from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, GREEN, VERMILION
from course_lib.live_view.student import checked, is_own
from course_lib.losses.hinge import svm_loss
from course_lib.training.linear_classifier import add_bias
from course_lib.training.optim import minibatch_sgd

N = 512
EPOCHS = 5
SIZES = (8, 32, 64, 128, 256, 512)
RATES = np.geomspace(0.01, 1.0, 13)
REG = 1e-3
CEILING = 12.0  # losses above it are drawn there


FIRST = (
    Options(
        "Batches of 8 and of 512 examples: which curve of the batches' losses is the noisier?",
        "that of 8",
        "A mean of 8 examples strays farther from the mean of all than one of 512, which is the mean of all.",
        ("that of 8", "that of 512", "they are equally noisy"),
    ),
    Options(
        "Both see the same number of examples, five times 512. Which ends lower with α = 0.1?",
        "that of 8",
        "It takes 320 steps where the other takes 5: a loss of 0.23 against 2.11.",
        ("that of 8", "that of 512", "they end at the same loss"),
    ),
    Options(
        "Does a larger learning rate turn that round?",
        "no",
        "At 0.46 their noise holds the small batches at 0.42, and the five long steps of the large ones "
        "end at 3.81.",
        ("yes", "no"),
        shows={"alpha": 0.46, "size": 8},
    ),
)
OWN = (
    Options(
        "Which of these pairs ends lowest?",
        "batches of 8, α = 0.22",
        "Small batches take the most steps, and at 0.22 their noise is still small; 32 with 0.46 comes "
        "close.",
        (
            "batches of 8, α = 0.22",
            "batches of 8, α = 1",
            "batches of 128, α = 0.22",
            "batches of 512, α = 1",
        ),
        shows={"alpha": 0.22, "size": 8},
    ),
)


def minibatch(sgd=None):
    """Pass five times over 512 digits with batches of any size: the loss of each batch, and that of all data.

    Parameters
    ----------
    sgd : function, optional
        Your `minibatch_sgd(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng)`, which returns the
        weights after each epoch. By default the course's own is used.

    Returns
    -------
    Demo
        With sliders for `alpha`, the learning rate, and `size`, the examples in a batch.

    Notes
    -----
    The horizontal axis counts the examples that were used, which is what a step costs.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.minibatch(sgd=minibatch_sgd)
    Demo: Mini-batches
    """
    safe = checked(
        sgd or minibatch_sgd, lambda gradient, w, X, y, rate, size, n_epochs, rng: (n_epochs, *np.shape(w))
    )
    X, y = load_digits()
    X, y, _, _ = split(add_bias(X), y, N, np.random.default_rng(0))
    start = np.zeros((10, X.shape[1]))
    most = -(-N // SIZES[0]) * EPOCHS

    def compute(alpha, size):
        batches = []

        def gradient(W, X_batch, y_batch):
            loss, dW = svm_loss(W, X_batch, y_batch, REG)
            batches.append((len(X_batch), loss))
            return dW

        trajectory = safe(gradient, start, X, y, alpha, int(size), EPOCHS, np.random.default_rng(2))
        whole = [svm_loss(W, X, y, REG)[0] for W in (start, *trajectory)]
        used, noise = np.array(batches)[:most].T
        noisy = np.full((most, 2), np.nan)
        noisy[: len(used)] = np.column_stack([np.cumsum(used), np.minimum(noise, CEILING)])
        return {
            "batches": noisy,
            "whole": np.column_stack([N * np.arange(EPOCHS + 1), np.minimum(whole, CEILING)]),
            "read-out": f"{len(batches)} steps, loss {whole[-1]:.2f}",
            "steps": len(batches),
            "final": whole[-1],
        }

    return Demo(
        title="Mini-batches",
        questions=OWN if is_own(sgd) else FIRST,
        functions=(sgd,),
        question="with the same number of examples used, which batch size gets lowest? Which is noisiest?",
        controls=(
            Slider("alpha", "learning rate α", RATES, initial=0.1, fmt="{:.2g}"),
            Slider("size", "batch size", SIZES, initial=32, fmt="{:.0f}"),
        ),
        compute=compute,
        draw=_draw,
        describe=_describe,
        size=(760, 340),
    )


def _describe(values, alpha, size):
    return (
        f"Batches of {size:.0f} with learning rate {alpha:.2g}: {values['steps']} steps in {EPOCHS} "
        f"passes over the data, which end at a loss of {values['final']:.2f}."
    )


def _draw(figure):
    axes = figure.subplots()
    axes.set(xlim=(0, N * EPOCHS), ylim=(0, 1.4 * CEILING), xlabel="examples used", title="loss")
    axes.set(xticks=N * np.arange(EPOCHS + 1))
    axes.grid(True)
    artists = {
        "batches": axes.plot([], [], color=BLUE, linewidth=1, marker=".", markersize=3, label="of the batch")[
            0
        ],
        "whole": axes.plot([], [], "s--", color=VERMILION, label="of all 512 examples, each epoch")[0],
        "read-out": axes.text(N * EPOCHS * 0.02, 1.27 * CEILING, "", color=GREEN, weight="bold"),
    }
    axes.legend(loc="upper right")
    return artists
