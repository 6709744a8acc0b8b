"""The same scores far from 0: the naive formula of softmax beside the stable one (lecture 2, row 2.7)."""

import numpy as np

from course_lib.datasets.three_images import CLASSES, SCORES
from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import READ_OUT
from course_lib.live_view.palette import CLASS_COLOURS, FAINT, INK, VERMILION
from course_lib.live_view.student import checked, is_own
from course_lib.losses import softmax

CAT = SCORES[0]
SHIFTS = np.union1d(np.arange(-1000, 1001, 25), [-760, -745, -740, -735, -730, 702, 704, 705, 706, 710])


FIRST = (
    Number(
        "The largest score is 5.1, and exp(709.78) is the largest number that there is. Above which shift "
        "does the "
        "naive formula break?",
        704.68,
        "There the exponential of the largest score overflows to infinity, and infinity by infinity is nan.",
        close=1.5,
        fmt="{:.1f}",
        shows={"shift": 705},
    ),
    Options(
        "How does it fail far on the negative side?",
        "without a word: a little wrong, very wrong, then nan",
        "Exponentials near 0 are stored with fewer and fewer digits, the smallest is rounded to 0, and at "
        "last "
        "0 is divided by 0.",
        (
            "at once, with nan",
            "without a word: a little wrong, very wrong, then nan",
            "it does not fail there",
        ),
        shows={"shift": -740},
    ),
)
OWN = (
    Options(
        "At which of these shifts is the naive formula wrong without being nan?",
        "−740",
        "Its exponentials have lost most of their digits and are not yet 0: a wrong number that looks like "
        "a right "
        "one is the worst case of all.",
        ("−1000", "−740", "0", "710"),
        shows={"shift": -740},
    ),
)


def softmax_shift(log_softmax=None):
    """Add one number to all scores, up to ±1000: no probability should move, whatever the formula.

    Parameters
    ----------
    log_softmax : function, optional
        Your `log_softmax(scores)`, which returns log-probabilities in the shape of the scores (N, C). It
        becomes a third panel. By default there are two.

    Returns
    -------
    Demo
        With a slider for `shift`, the number that is added.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.softmax_shift()
    Demo: Scores far from 0
    """
    formulas = {"naive: e^s / Σ e^s": naive, "stable: shifted by the maximum": softmax.log_softmax}
    if log_softmax is not None:
        formulas[f"yours: {getattr(log_softmax, '__name__', 'log_softmax')}"] = checked(
            log_softmax, np.shape, finite=False
        )

    def compute(shift):
        values = {}
        for name, formula in formulas.items():
            log_p = formula(np.stack([CAT + shift, CAT]))[0]  # each row is normalised on its own
            with np.errstate(over="ignore"):
                p = np.exp(log_p)
            right = np.isfinite(p) & (p <= 1 + 1e-9)
            values[f"bars, {name}"] = np.where(right, p, 0.0)
            values |= {f"{name} {j}": written(p[j]) for j in range(3)}
            values[f"loss, {name}"] = f"loss of the cat: {written(-log_p[0])}"
            values[f"ok, {name}"] = bool(np.allclose(log_p, softmax.log_softmax(CAT[None])[0], atol=1e-3))
        return values

    def describe(values, shift):
        failing = [name.split(":")[0] for name in formulas if not values[f"ok, {name}"]]
        holding = [name.split(":")[0] for name in formulas if values[f"ok, {name}"]]
        right = f"{' and '.join(holding)} still right" if holding else "none is right"
        wrong = f", {' and '.join(failing)} broken" if failing else ""
        return f"All scores {shift:+.0f}: {right}{wrong}.".replace("-", "−")

    return Demo(
        title="Scores far from 0",
        questions=OWN if is_own(log_softmax) else FIRST,
        functions=(log_softmax,),
        question="at which shift does the naive formula break, above 0 and below 0?",
        controls=(Slider("shift", "shift of all scores", SHIFTS, initial=0, fmt="{:.0f}"),),
        compute=compute,
        draw=lambda figure: _draw(figure, formulas),
        describe=describe,
        size=(780, 310),
    )


def _draw(figure, formulas):
    panels = figure.subplots(1, len(formulas), sharey=True)
    artists = {}
    for axes, name in zip(panels, formulas, strict=True):
        axes.set(xlim=(-0.6, 2.6), ylim=(0, 1.3), xticks=range(3), xticklabels=CLASSES, title=name)
        axes.axhline(1, color=FAINT, linewidth=0.8, linestyle=":")
        artists[f"bars, {name}"] = axes.bar(
            range(3), [0] * 3, width=0.6, color=CLASS_COLOURS[:3], edgecolor=INK
        )
        for j in range(3):
            artists[f"{name} {j}"] = axes.text(j, 1.13, "", **READ_OUT)
        artists[f"loss, {name}"] = axes.text(
            1, 1.28, "", ha="center", va="top", color=VERMILION if formulas[name] is naive else INK
        )
    return artists


def naive(scores):
    """Return the logarithm of the softmax as the formulas stand: exponentials, their sum, the logarithm."""
    with np.errstate(all="ignore"):
        exponentials = np.exp(scores)
        return np.log(exponentials / exponentials.sum(axis=1, keepdims=True))


def written(number):
    """Write a probability or a loss, or what the computer made of it.

    Examples
    --------
    >>> written(0.8690), written(np.nan), written(np.inf)
    ('0.869', 'nan', 'inf')
    """
    return f"{number:.3f}" if np.isfinite(number) else str(float(number)).replace("-", "−")
