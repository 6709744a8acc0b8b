"""Six gradients against differences with every step (lecture 3, row 3.7)."""

import numpy as np

from course_lib.derivatives.gradcheck import numerical_gradient, relative_error
from course_lib.derivatives.suspects import suspects
from course_lib.live_view.palette import BLUE, FAINT, GREEN, INK, PAPER, VERMILION
from course_lib.live_view.student import CannotShow, checked
from course_lib.pictures.picture import Picture

STEPS = np.logspace(-1, -12, 34)
RIGHT, WRONG = 1e-7, 1e-2  # below: right; above: wrong
SHOWN = 1e-5
WRITING = {"fontsize": 9, "color": INK, "bbox": {"facecolor": PAPER, "edgecolor": "none", "pad": 1}}


def six_gradients(check=None):
    """Draw the relative error of six gradients against the step of the difference.

    Parameters
    ----------
    check : callable, optional
        (f, df, x, h) -> (error, worst), the student's; the course's own if left out.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.six_gradients()
    Picture: Six panels...
    """
    return Picture(
        lambda figure: draw(figure, check),
        "Six panels, one for each gradient: its largest relative error against the step h of the centred "
        "difference, from 0.1 to 1e-12. A green line at 1e-7, below which a gradient is right, and a red one "
        "at 1e-2, above which it is wrong.",
        height=470,
    )


def draw(figure, check):
    """Draw a panel for each suspect."""
    errors_of = own_errors if check is None else students_errors(check)
    panels = figure.subplots(2, 3, sharex=True, sharey=True)
    for number, (axes, suspect) in enumerate(zip(panels.flat, suspects(), strict=True), 1):
        found = [errors_of(suspect, h) for h in STEPS]
        axes.loglog(STEPS, np.maximum([error for error, _ in found], 1e-13), color=BLUE)
        axes.axhline(RIGHT, color=GREEN, linewidth=0.9)
        axes.axhline(WRONG, color=VERMILION, linewidth=0.9)
        axes.axvline(SHOWN, color=FAINT, linewidth=0.9, linestyle=":")
        error, worst = errors_of(suspect, SHOWN)
        axes.set_title(f"{number} · {suspect.name}", fontsize=10)
        axes.text(
            0.97,
            0.05,
            f"h = 1e-5: {error:.0e} at {list(worst)}",
            ha="right",
            transform=axes.transAxes,
            **WRITING,
        )
        axes.set(xlim=(STEPS[-1], STEPS[0]), ylim=(1e-12, 10))
    for axes in panels[1]:
        axes.set_xlabel("step h")
    for axes in panels[:, 0]:
        axes.set_ylabel("relative error")


def own_errors(suspect, h):
    """Return (largest relative error, index of the entry that has it)."""
    analytic, numerical = suspect.df(suspect.x), numerical_gradient(suspect.f, suspect.x, h)
    each = [relative_error([a], [n]) for a, n in zip(analytic.flat, numerical.flat, strict=True)]
    worst = np.unravel_index(np.argmax(each), analytic.shape)
    return max(each), tuple(int(index) for index in worst)


def students_errors(check):
    """Return `check`, asked like `own_errors`, with a sentence for whatever goes wrong."""
    call = checked(check, lambda *_: (), lambda f, df, x, h: (np.ndim(x),), finite=False)

    def errors_of(suspect, h):
        error, worst = call(suspect.f, suspect.df, suspect.x, h)
        if not np.isfinite(error):
            raise CannotShow("gradient_check returned no number as the error.")
        return float(error), tuple(int(index) for index in worst)

    return errors_of
