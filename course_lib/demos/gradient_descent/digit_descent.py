"""The learning rate on a real loss: a linear classifier of the digits (lecture 3, row 3.9)."""

import numpy as np

from course_lib.datasets import load_digits, split
from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Slider, scientific
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, FAINT, GREEN
from course_lib.live_view.student import checked
from course_lib.losses.least_squares import squared_error_batch
from course_lib.training.linear_classifier import accuracy, add_bias
from course_lib.training.optim import gradient_descent

N_TRAIN, N_TEST = 200, 400
STEPS = 40
JUMPY = 0.2  # share of the steps that go up
SLOW = 0.5  # share of the first loss that is left at the end
CEILING = 2.0  # losses above it are drawn there


QUESTIONS = (
    Number(
        "All weights start at 0, the output of the right digit should be 1, the others 0. How large is the "
        "first "
        "loss?",
        1.0,
        "Of ten outputs, all 0, one misses by 1: its square is 1.",
        close=0.01,
        on=("y", 0),
    ),
    Options(
        "How far apart are a learning rate that works very well and one that diverges?",
        "less than a factor of 2",
        "0.074 is the best of the slider's rates, and 0.091 diverges: the best one lies just below the edge.",
        ("less than a factor of 2", "a factor of about 10", "a factor of about 100"),
        shows={"alpha": 0.074},
    ),
)


def digit_descent(descend=None):
    """Train a linear classifier on 200 digits with any learning rate: its loss, and how well it reads others.

    Parameters
    ----------
    descend : function, optional
        Your `gradient_descent(gradient, w, learning_rate, n_steps)`, which returns the weights at the start
        and after each step, (n_steps + 1, ...). By default the course's own is used.

    Returns
    -------
    Demo
        With a slider for `alpha`, the learning rate.

    Notes
    -----
    The loss is the squared error: the output of the right digit should be 1, the others 0. Its largest
    curvature allows learning rates up to about 0.09.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.digit_descent(descend=gradient_descent)
    Demo: Learning rate on the digits
    """
    safe = checked(
        descend or gradient_descent, lambda gradient, w, rate, n_steps: (n_steps + 1, *np.shape(w))
    )
    X, y = load_digits()
    X, y, X_test, y_test = split(add_bias(X), y, N_TRAIN, np.random.default_rng(0))
    X_test, y_test = X_test[:N_TEST], y_test[:N_TEST]
    T, start = np.eye(10)[y], np.zeros((10, X.shape[1]))
    rates = np.geomspace(1e-4, 0.5, 41)

    def gradient(W):
        return squared_error_batch(W, X, T)[1]

    def compute(alpha):
        trajectory = safe(gradient, start, alpha, STEPS)
        losses = np.array([squared_error_batch(W, X, T)[0] for W in trajectory])
        curve = np.column_stack([np.arange(STEPS + 1), np.minimum(losses, CEILING)])
        shown = np.arange(0, STEPS + 1, 5)
        shares = [100 * accuracy(trajectory[step], X_test, y_test) for step in shown]
        return {
            "loss": curve,
            "accuracy": np.column_stack([shown, shares]),
            "losses": losses,
            "share": shares[-1],
        }

    return Demo(
        title="Learning rate on the digits",
        questions=QUESTIONS,
        functions=(descend,),
        question="how many powers of ten lie between a learning rate that is too low and one that diverges?",
        controls=(Slider("alpha", "learning rate α", rates, initial=0.001, fmt=scientific),),
        compute=compute,
        draw=_draw,
        describe=_describe,
        size=(780, 320),
    )


def _describe(values, alpha):
    losses = values["losses"]
    went = f"from {losses[0]:.2g} to {losses[-1]:.2g}"
    verdict = (
        f"diverges ({went})" if losses[-1] > losses[0]
        else f"jumps about ({went})" if np.mean(np.diff(losses) > 0) > JUMPY
        else f"is slow ({went})" if losses[-1] > SLOW * losses[0]
        else f"goes down ({went})"
    )  # fmt: skip
    return f"Learning rate {alpha:.3g}: the loss {verdict}; accuracy {values['share']:.0f} %."


def _draw(figure):
    left, right = figure.subplots(1, 2)
    left.axhline(1, color=FAINT, linestyle=":")
    left.text(STEPS, 1.03, "W = 0", color=FAINT, ha="right")
    left.set(xlim=(0, STEPS), ylim=(0, CEILING), xlabel="step", title="loss on 200 digits")
    right.axhline(10, color=FAINT, linestyle=":")
    right.text(STEPS, 12, "chance", color=FAINT, ha="right")
    right.set(xlim=(0, STEPS), ylim=(0, 100), xlabel="step", title="accuracy on the others, %")
    return {
        "loss": left.plot([], [], color=BLUE, marker="o", markersize=3)[0],
        "accuracy": right.plot([], [], color=GREEN, marker="s", markersize=4)[0],
    }
