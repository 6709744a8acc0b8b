"""Gradient descent with a learning rate that is too low, good, high or divergent (lecture 3, row 3.9)."""

import inspect

import numpy as np

from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, FAINT, INK, VERMILION
from course_lib.live_view.student import checked, is_own

STEPS = 40
HIGHEST = 1.25  # learning rate of the slider: both descents diverge
HIGHEST_OF_HINGES = 10.0  # the slope of a hinge is bounded: smaller steps tremble too little to be seen
FAR = 40.0  # a weight beyond it has left the picture for good: the descent diverges
ROUNDING = 1e-9  # a loss that rises by less does not rise
JUMPY = 1 / 3  # share of the steps that go up
SLOW = 0.25  # share of the first loss that is left at the end
LOOKS = ({"color": BLUE, "marker": "o"}, {"color": VERMILION, "marker": "s", "linestyle": "--"})


FIRST = (
    Options(
        "Which of the two diverges first when you raise α?",
        "the ravine",
        "A step must stay below 2 divided by the largest curvature, and the ravine has the larger one.",
        ("the valley", "the ravine", "both at the same α"),
    ),
    Number(
        "The ravine has the curvatures 0.35 and 7, the valley 1 and 2. From which α on does the ravine "
        "diverge?",
        2 / 7,
        "2 / 7: at that α the valley is doing very well; it diverges above 2 / 2 = 1.",
        close=0.02,
        fmt="{:.3f}",
        shows={"alpha": 0.3},
    ),
)
OF_THE_HINGE = (
    Options(
        "The mean hinge is made of linear pieces. What does the path do near the minimum if α is 10?",
        "it jumps to and fro over it",
        "The slope is as large close by as farther away, so that every step is about as long as the last; "
        "only a "
        "learning rate that falls ends it.",
        ("it comes to rest there", "it jumps to and fro over it", "it leaves the picture for good"),
        shows={"alpha": 10.0},
    ),
)
OWN_HINGE = (
    Options(
        "Your loss begins at 2.1, and 0.35 is its lowest value. Where is it after 40 steps with α = 0.01?",
        "near 1.9",
        "Each step lowers it by α times the square of the slope, here by less than a hundredth.",
        ("near 0.35", "near 1", "near 1.9"),
        shows={"alpha": 0.01},
    ),
)


def learning_rate(loss=None):
    """Descend into a valley and a ravine, or on a loss of yours, while you move the learning rate.

    Parameters
    ----------
    loss : function, optional
        Your own: `loss(w)`, `loss(w, X, y)` with labels -1 and +1, or `loss(W, X, y, reg)`; each returns the
        loss and its gradient. Here w is (2,), so that it can be drawn; W is (2, 2) with the rows w and -w.

    Returns
    -------
    Demo
        With a slider for `alpha`, the learning rate.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.learning_rate()
    Demo: Learning rate
    """
    ours = loss is None
    if ours:
        losses = {"valley": quadratic(np.array([1.0, 2.0])), "ravine": quadratic(np.array([0.35, 7.0]))}
        start, radius = np.array([-1.7, 1.1]), 2.2
    else:
        name = getattr(loss, "__name__", "your loss")
        losses, start, radius = {name: of_two_weights(loss)}, np.array([-1.6, 1.4]), 2.2

    rates = np.geomspace(0.01, HIGHEST if ours else HIGHEST_OF_HINGES, 97)

    def compute(alpha):
        values = {}
        for name, loss in losses.items():
            values[f"path on the {name}"], values[f"loss on the {name}"] = descend(loss, start, alpha)
        for name in losses:
            steps = np.arange(STEPS + 1)
            values[f"curve of the {name}"] = np.column_stack([steps, values[f"loss on the {name}"]])
        return values

    def describe(values, alpha):
        verdicts = [f"{verdict(values[f'loss on the {name}'])} on the {name}" for name in losses]
        return f"Learning rate {alpha:.3f}: the descent {', and it '.join(verdicts)}."

    return Demo(
        title="Learning rate",
        questions=_questions(loss),
        functions=(loss,),
        question="which learning rate is the fastest, and where does the descent begin to diverge?",
        controls=(Slider("alpha", "learning rate α", rates, initial=0.1, fmt="{:.3f}"),),
        compute=compute,
        draw=lambda figure: _draw(figure, ours, losses, radius, start),
        describe=describe,
        size=(820, 310) if ours else (680, 385),
    )


def _draw(figure, ours, losses, radius, start):
    panels = figure.subplots(1, len(losses) + 1)
    artists = {}
    for axes, look, (name, loss) in zip(panels, LOOKS, losses.items(), strict=False):
        draw_surface(axes, name, loss, radius, 61 if ours else 27)
        artists[f"path on the {name}"] = axes.plot([], [], **look, markersize=4.5, linewidth=1.6)[0]
        artists[f"curve of the {name}"] = panels[-1].plot([], [], **look, markersize=3.5, label=name)[0]
    first = [loss(start)[0] for loss in losses.values()]
    reach = (1.6 * min(0, *first), 1.6 * max(0, *first) or 0.1)  # a wrong loss may be 0 or negative
    panels[-1].set(xlim=(0, STEPS), ylim=reach, xlabel="step", title="loss", box_aspect=1)
    panels[-1].grid(True)
    if len(losses) > 1:
        panels[-1].legend(loc="upper right")
    return artists


def _questions(loss):
    """Return what is asked; of a loss that the lecture does not know, nothing."""
    if loss is None:
        return FIRST
    if getattr(loss, "__name__", "") != "binary_hinge_loss":
        return ()
    return OWN_HINGE if is_own(loss) else OF_THE_HINGE


def quadratic(curvature):
    """Return the loss w -> (½ Σ curvature · w², its gradient curvature · w)."""
    return lambda w: (0.5 * np.sum(curvature * w**2), curvature * w)


def descend(loss, w, alpha, steps=STEPS):
    """Gradient descent: path (steps + 1, 2) and losses (steps + 1,), NaN once a weight is beyond `FAR`."""
    path, losses = np.full((steps + 1, 2), np.nan), np.full(steps + 1, np.nan)
    for step in range(steps + 1):
        path[step] = w
        losses[step], gradient = loss(w)
        w = w - alpha * gradient
        if np.abs(w).max() > FAR:
            break
    return path, losses


def verdict(losses):
    """Say in words how the descent with these losses (steps + 1,) went."""
    if np.isnan(losses[-1]) or losses[-1] > losses[0]:
        return "diverges"
    went = f"from {losses[0]:.2f} to {losses[-1]:.2g}"
    if np.sum(np.diff(losses) > ROUNDING) >= int(JUMPY * len(losses)):
        return f"jumps about ({went})"
    if losses[-1] >= min(SLOW * losses[0], losses[0]):
        return f"is slow ({went})"
    return f"goes down ({went})"


def draw_surface(axes, name, loss, radius, n):
    """Draw the contours of a loss of two weights around 0."""
    ticks = np.linspace(-radius, radius, n)
    heights = np.array([[loss(np.array([x, y]))[0] for x in ticks] for y in ticks])
    low, high = heights.min(), heights.max()
    if high > low:  # a wrong loss may be the same everywhere
        levels = low + (high - low) * np.linspace(0.06, 1, 9) ** 2
        axes.contour(ticks, ticks, heights, levels=levels, colors=FAINT, linewidths=0.8)
    lowest = np.unravel_index(heights.argmin(), heights.shape)
    axes.plot(ticks[lowest[1]], ticks[lowest[0]], "+", color=INK, markersize=10)
    axes.set(title=name, xlabel="$w_0$", box_aspect=1)
    axes.set_ylabel("$w_1$", rotation=0)


def of_two_weights(loss):
    """Return a student's loss as a loss of w (2,), on 16 points of two classes."""
    rng = np.random.default_rng(3)
    signs = np.repeat([1, -1], 8)
    X = rng.normal(size=(16, 2)) + np.outer(signs, [1.0, 0.5])
    arguments = len(inspect.signature(loss).parameters)
    safe = checked(loss, lambda *given: (), lambda *given: np.shape(given[0]))
    if arguments == 1:
        return safe
    if arguments == 3:
        return lambda w: safe(w, X, signs)

    def two_templates(w):
        value, dW = safe(np.stack([w, -w]), X, (signs < 0).astype(int), 0.05)
        return value, dW[0] - dW[1]

    return two_templates
