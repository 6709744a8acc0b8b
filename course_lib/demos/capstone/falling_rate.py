"""A learning rate that falls in the course of a training (capstone)."""

import numpy as np

from course_lib.datasets import load_digits, split
from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Choice, Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, FAINT
from course_lib.live_view.student import checked
from course_lib.losses.hinge import svm_loss
from course_lib.training.linear_classifier import add_bias
from course_lib.training.optim import minibatch_sgd

N, SIZE, EPOCHS = 512, 8, 8
REG = 1e-3
RATES = (0.022, 0.046, 0.1, 0.22, 0.46, 1.0)
SCHEDULES = {  # share of the first learning rate in each pass over the data
    "α stays": np.ones(EPOCHS),
    "halved after each pass": 0.5 ** np.arange(EPOCHS),
    "in a line down to 0": 1 - np.arange(EPOCHS) / EPOCHS,
}
STAYS, _, LINE = SCHEDULES
CEILING = 1.2  # losses above it are drawn there
QUESTIONS = (
    Options(
        "Batches of 8 and α = 1: the loss falls fast and then trembles near 0.6. Let α fall to 0 "
        "within the same "
        "eight passes: where does the loss end?",
        "at about half of that",
        "What trembles is α times the noise of a batch, and it dies away with α: 0.30 against 0.59.",
        ("at about the same", "at about half of that", "higher: the last steps are too short"),
        shows={"alpha": 1.0, "schedule": LINE},
    ),
    Options(
        "And if α begins at 0.022, where the loss does not tremble yet?",
        "higher than with a constant α",
        "There is no noise to get rid of, and shorter steps only get less far: 0.37 against 0.31.",
        ("lower than with a constant α", "higher than with a constant α"),
        shows={"alpha": 0.022, "schedule": LINE},
    ),
)


def falling_rate(sgd=None):
    """Train on the digits with batches of 8, once with a constant learning rate and once with a falling one.

    Parameters
    ----------
    sgd : function, optional
        Your `minibatch_sgd(gradient, w, X, y, learning_rate, batch_size, n_epochs, rng)`, called once for
        each pass. By default the course's own is used.

    Returns
    -------
    Demo
        With a slider for `alpha`, the first learning rate, and a choice of `schedule`.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.falling_rate(sgd=minibatch_sgd)
    Demo: A learning rate that falls
    """
    safe = checked(
        sgd or minibatch_sgd, lambda gradient, w, X, y, rate, size, n_epochs, rng: (n_epochs, *np.shape(w))
    )
    X, y, *_ = split(*load_digits(), N, np.random.default_rng(0))
    X = add_bias(X)

    def losses(alpha, schedule):
        rng, W = np.random.default_rng(1), np.zeros((10, X.shape[1]))
        after = []
        for share in SCHEDULES[schedule]:
            W = safe(lambda w, *batch: svm_loss(w, *batch, REG)[1], W, X, y, alpha * share, SIZE, 1, rng)[-1]
            after.append(svm_loss(W, X, y, REG)[0])
        return np.array(after)

    def compute(alpha, schedule):
        constant, falling = losses(alpha, STAYS), losses(alpha, schedule)
        passes = np.arange(EPOCHS) + 1
        return {
            "constant": np.column_stack([passes, np.minimum(constant, CEILING)]),
            "falling": np.column_stack([passes, np.minimum(falling, CEILING)]),
            "read-out": f"α stays: {constant[-1]:.2f}\n{schedule}: {falling[-1]:.2f}",
            "ends": (constant[-1], falling[-1]),
        }

    return Demo(
        title="A learning rate that falls",
        questions=QUESTIONS,
        functions=(sgd,),
        question="from which α on does it pay to let it fall?",
        controls=(
            Slider("alpha", "first learning rate α", RATES, initial=0.46, fmt="{:.2g}"),
            Choice("schedule", "then", tuple(SCHEDULES), initial=LINE),
        ),
        compute=compute,
        draw=_draw,
        describe=_describe,
        size=(760, 320),
    )


def _describe(values, alpha, schedule):
    constant, falling = values["ends"]
    return (
        f"Batches of {SIZE}, {EPOCHS} passes over {N} digits, first learning rate {alpha:.2g}. If "
        f"it stays, the loss "
        f"ends at {constant:.2f}; {schedule}, at {falling:.2f}."
    )


def _draw(figure):
    axes = figure.subplots()
    axes.set(
        xlim=(0.7, EPOCHS + 0.3),
        ylim=(0, CEILING),
        xlabel="passes over the data",
        title="loss of all 512 digits",
    )
    axes.grid(True)
    return {
        "constant": axes.plot([], [], "s--", color=FAINT, label="α stays")[0],
        "falling": axes.plot([], [], "o-", color=BLUE, label="as chosen")[0],
        "read-out": axes.text(
            0.98, 0.93, "", ha="right", va="top", weight="bold", color=BLUE, transform=axes.transAxes
        ),
    }
