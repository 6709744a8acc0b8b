"""Polynomials of rising degree through the same noisy points (lecture 1, row 1.8)."""

import numpy as np

from course_lib.live_view.palette import BLUE, FAINT, INK
from course_lib.pictures.picture import Picture
from course_lib.training.polynomial import evaluate_polynomial, fit_polynomial, noisy_wave, wave

SETTINGS = ((1, 0.0), (3, 0.0), (9, 0.0), (9, 1e-3))  # degree, strength of the penalty


def polynomials():
    """Draw polynomials of degree 1, 3 and 9 through the same noisy points, and degree 9 with a penalty.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.polynomials()
    Picture: Twelve noisy points of a wave...
    """
    return Picture(
        draw,
        "Twelve noisy points of a wave and four fits. Degree 1 is a straight line that misses them; degree 3 "
        "follows the wave; degree 9 runs through almost every point and swings far beyond them; degree 9 "
        "with a penalty follows the wave again.",
        height=240,
    )


def draw(figure):
    """Draw one panel for each fit."""
    x, t = noisy_wave(12, noise=0.25, rng=np.random.default_rng(22))
    fine = np.linspace(-1, 1, 300)
    for axes, (degree, reg) in zip(figure.subplots(1, len(SETTINGS), sharey=True), SETTINGS, strict=True):
        w = fit_polynomial(x, t, degree, reg)
        axes.plot(fine, wave(fine), color=FAINT, linestyle=":", linewidth=1.6)
        axes.plot(fine, evaluate_polynomial(w, fine), color=BLUE)
        axes.plot(x, t, "o", color=INK, markersize=4.5)
        axes.set(ylim=(-2.2, 2.2), xlim=(-1.05, 1.05), xticks=[-1, 0, 1])
        axes.set_title(f"degree {degree}" + (f", λ = {reg:g}" if reg else ""), fontsize=12)
        axes.set_xlabel(f"Σ w² = {np.sum(w[1:] ** 2):.3g}", fontsize=11)
