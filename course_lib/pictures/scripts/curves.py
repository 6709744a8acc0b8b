"""The curve of a training script as it stands, of its repair, and where it should be."""

import numpy as np

from course_lib.live_view.palette import BLUE, FAINT, VERMILION
from course_lib.live_view.student import CannotShow
from course_lib.pictures.picture import Picture
from course_lib.pictures.scripts.runs import RUNS

HIGHEST = 4  # times the largest loss of the right curve; what rises further leaves the picture


def training_curve(number, broken, mended=None):
    """Draw the loss curve of a script with a bug, and that of its repair.

    Parameters
    ----------
    number : int
        Which script, from 1 to 8: it decides about the data.
    broken : callable
        The script as the notebook has it.
    mended : callable, optional
        The student's.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> from course_lib.training.scripts import line_descent
    >>> pictures.training_curve(3, line_descent)
    Picture: The loss against the step...
    """
    run = RUNS[number]
    return Picture(
        lambda figure: draw(figure, run, broken, mended),
        f"The {run.up} against the {run.across}: the script as it stands, as it should be (dashed), and, "
        "once it is written, your repair.",
        height=250,
    )


def draw(figure, run, broken, mended):
    """Draw the three curves."""
    axes = figure.subplots()
    goal = run.curve(run.right, run.arguments)
    axes.plot(*numbered(goal), color=FAINT, linestyle="--", linewidth=4, label="as it should be")
    axes.plot(*numbered(quiet_curve(run, broken)), color=VERMILION, label="as it stands")
    if mended is not None and is_written(mended, run):
        axes.plot(*numbered(quiet_curve(run, mended)), color=BLUE, label="yours")
    highest = HIGHEST * goal.max()
    axes.set(xlabel=run.across, ylabel=run.up, ylim=(0, min(highest, 1.1 * top(axes))))
    # As many ticks whatever the height is: the layout leaves room for those of its first try.
    axes.yaxis.get_major_locator().set_params(nbins=5)
    axes.grid(True)
    figure.legend(loc="outside right upper")


def numbered(curve):
    """Return the numbers of the steps, from 1, and the curve."""
    return np.arange(1, len(curve) + 1), curve


def top(axes):
    """Return the largest finite value that is drawn."""
    values = np.concatenate([line.get_ydata() for line in axes.lines])
    return values[np.isfinite(values)].max()


def is_written(function, run):
    """Return whether a student's function is more than a stub."""
    try:
        function(*run.arguments())
    except NotImplementedError:
        return False
    except Exception:  # told when its curve is drawn
        return True
    return True


def quiet_curve(run, function):
    """Return the curve of a function; CannotShow with one sentence if there is none."""
    name = getattr(function, "__name__", "the function")
    try:
        with np.errstate(all="ignore"):
            curve = run.curve(function, run.arguments)
    except Exception as problem:
        raise CannotShow(f"{name} raises {type(problem).__name__}: {problem}") from None
    if curve.ndim != 1 or not len(curve):
        raise CannotShow(
            f"{name} must return one loss for each {run.across}; it returned shape {curve.shape}."
        )
    return curve
