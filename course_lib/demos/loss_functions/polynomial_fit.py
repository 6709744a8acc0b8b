"""A polynomial through noisy points: what its degree and its penalty do (lecture 1, row 1.8)."""

from functools import cache

import numpy as np

from course_lib.live_view.asking.questions import Options
from course_lib.live_view.controls import Slider, scientific
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import draw_point
from course_lib.live_view.palette import BLUE, FAINT, INK, VERMILION
from course_lib.training.polynomial import (
    evaluate_polynomial,
    fit_polynomial,
    mean_squared_error,
    noisy_wave,
    wave,
)

PENALTIES = np.geomspace(1e-8, 10, 37)
DEGREES = range(13)
GRID = np.linspace(-1, 1, 161)
CLOSE = 1.15  # times the lowest error: about the best
LOWEST, HIGHEST = 3e-4, 30.0  # errors outside are drawn at the edge


QUESTIONS = (
    Options(
        "Degree 12 and the smallest λ, practically 0: what are the training error and the validation error?",
        "close to 0, and huge",
        "Thirteen weights follow the noise of fourteen points, and between them nothing holds the curve: "
        "overfitting.",
        ("both close to 0", "close to 0, and huge", "huge, and close to 0", "both huge"),
    ),
    Options(
        "As λ grows, which of the two errors can only rise?",
        "the training error",
        "At λ = 0 nothing but the training error was minimised; the validation error falls first, and "
        "where it is "
        "lowest is the λ to choose.",
        ("the training error", "the validation error", "both", "neither"),
        shows={"degree": 12, "reg": 1e-3},
    ),
)


def polynomial_fit():
    """Fit a polynomial to 14 noisy points, and compare its error there and on 200 points that it never saw.

    Returns
    -------
    Demo
        With sliders for the `degree` and for `reg`, the λ of the penalty λ Σ w².

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.polynomial_fit()
    Demo: Polynomial fit
    """
    rng = np.random.default_rng(11)
    x, t = noisy_wave(14, 0.25, rng)
    x_held, t_held = noisy_wave(200, 0.25, rng)

    def errors(degree, reg):
        w = fit_polynomial(x, t, degree, reg)
        return mean_squared_error(w, x, t), mean_squared_error(w, x_held, t_held)

    @cache
    def error_curves(degree):
        return np.array([errors(degree, penalty) for penalty in PENALTIES]).T  # (2, penalties)

    def compute(degree, reg):
        curves = error_curves(degree)
        values = {
            "fit": np.column_stack([GRID, evaluate_polynomial(fit_polynomial(x, t, degree, reg), GRID)]),
            "best": curves[1].min(),
            "best penalty": PENALTIES[curves[1].argmin()],
        }
        for name, curve, error in zip(("training", "validation"), curves, errors(degree, reg), strict=True):
            values[f"{name} curve"] = np.column_stack([PENALTIES, curve.clip(LOWEST, HIGHEST)])
            values[f"{name} now"] = np.array([[reg, np.clip(error, LOWEST, HIGHEST)]])
            values[f"{name} read-out"] = f"{name} {error:.3f}"
            values[name] = error
        return values

    return Demo(
        title="Polynomial fit",
        questions=QUESTIONS,
        question="degree 12 has nearly as many weights as there are points. "
        "What happens between the points, and which λ repairs it?",
        controls=(
            Slider("degree", "degree", DEGREES, initial=12),
            Slider("reg", "penalty λ", PENALTIES, initial=1e-8, fmt=scientific),
        ),
        compute=compute,
        draw=lambda figure: _draw(figure, x, t),
        describe=_describe,
        size=(800, 360),
    )


def _describe(values, degree, reg):
    training, validation = values["training"], values["validation"]
    if validation < CLOSE * values["best"]:
        verdict = "about the best λ for this degree"
    elif reg < values["best penalty"]:
        verdict = "it follows the noise: overfitting"
    else:
        verdict = "it is too stiff for the wave: underfitting"
    return (
        f"Degree {degree}, λ = {scientific(reg)}: training error {training:.3f}, "
        f"validation error {validation:.3f}; {verdict}."
    )


def _draw(figure, x, t):
    left, right = figure.subplots(1, 2, width_ratios=[1.25, 1])
    left.plot(GRID, wave(GRID), color=FAINT, linestyle=":", label="true curve")
    left.scatter(x, t, s=34, color=INK, label="training points", zorder=3)
    left.set(xlim=(-1, 1), ylim=(-2.1, 2.1), xlabel="x", title="the fit")
    left.set_ylabel("y", rotation=0)
    right.set(xscale="log", yscale="log", xlim=(PENALTIES[0], PENALTIES[-1]), ylim=(LOWEST, HIGHEST))
    right.set(xlabel="λ", title="mean squared error")
    right.grid(True)
    fit = left.plot([], [], color=BLUE, label="polynomial")[0]
    left.legend(loc="lower right")
    training = {"color": BLUE, "marker": "o"}
    validation = {"color": VERMILION, "marker": "s"}
    corner = {"ha": "right", "transform": right.transAxes}
    return {
        "fit": fit,
        "training curve": right.plot([], [], color=BLUE)[0],
        "validation curve": right.plot([], [], color=VERMILION, linestyle="--")[0],
        "training now": draw_point(right, training),
        "validation now": draw_point(right, validation),
        "training read-out": right.text(0.97, 0.86, "", color=BLUE, **corner),
        "validation read-out": right.text(0.97, 0.93, "", color=VERMILION, **corner),
    }
