"""A long narrow ravine, and how many steps a rule needs to its bottom (lecture 3, row 3.9)."""

import numpy as np

from course_lib.live_view.palette import BLUE, FAINT, GREEN, VERMILION
from course_lib.live_view.student import CannotShow
from course_lib.pictures.picture import Picture

CURVATURES = np.array([1.0, 50.0])  # along the floor, and up the walls
START = np.array([10.0, 1.0])
SHARE = 1e-3  # of the height at the start, at which one has arrived
TARGET, MOST = 40, 400  # steps


def height(w):
    """Return the height of the ravine at w (..., 2)."""
    return 0.5 * np.sum(CURVATURES * np.asarray(w) ** 2, axis=-1)


def path(step):
    """Walk by a rule until the height is a thousandth of that at the start.

    Parameters
    ----------
    step : callable
        (w, gradient, memory) -> (w, memory); the memory is 0 before the first step.

    Returns
    -------
    points : float array (n + 1, 2)
        The start first; at most 400 steps.

    Examples
    --------
    >>> len(path(lambda w, gradient, memory: (w - 0.039 * gradient, memory))) - 1
    83
    """
    points, memory = [START], np.zeros(2)
    for _ in range(MOST):
        w, memory = step(points[-1].copy(), CURVATURES * points[-1], memory)
        points.append(np.array(w, dtype=float))
        if not height(points[-1]) > SHARE * height(START):
            break
    return np.array(points)


def arrived(points):
    """Return whether a path ends at the bottom."""
    return bool(height(points[-1]) <= SHARE * height(START))


def ravine(step):
    """Draw the path of a rule through the ravine, and say how many steps it needs.

    Parameters
    ----------
    step : callable
        The student's: (w, gradient, memory) -> (w, memory).

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.ravine(lambda w, gradient, memory: (w - 0.03 * gradient, memory))
    Picture: A path through a ravine...
    """
    return Picture(
        lambda figure: draw(figure, step),
        "A path through a ravine, from the start at the right to the bottom at the left, over its contour "
        f"lines. The title says how many steps it takes; the target is {TARGET}.",
        height=230,
    )


def draw(figure, step):
    """Draw contours and path."""
    try:
        with np.errstate(all="ignore"):
            points = path(step)
    except Exception as problem:
        raise CannotShow(f"step raises {type(problem).__name__}: {problem}") from None
    if points.shape[1:] != (2,):
        raise CannotShow(f"step must return (w, memory) with w of shape (2,); got {points.shape[1:]}.")
    axes = figure.subplots()
    x, y = np.meshgrid(np.linspace(-3, 11, 120), np.linspace(-1.6, 1.6, 80))
    axes.contour(x, y, height(np.stack([x, y], axis=-1)), levels=8, colors=FAINT, linewidths=0.6)
    n_steps = len(points) - 1
    reached = arrived(points)
    axes.plot(*points.T, "o-", color=GREEN if reached and n_steps <= TARGET else BLUE, markersize=3)
    axes.plot(0, 0, "+", color=VERMILION, markersize=10)
    axes.set(xlim=(-3, 11), ylim=(-1.6, 1.6), xlabel="$w_0$", ylabel="$w_1$")
    said = f"arrived after {n_steps} steps" if reached else f"not arrived after {n_steps} steps"
    axes.set_title(f"{said}; the target is {TARGET}")
