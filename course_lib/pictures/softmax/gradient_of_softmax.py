"""The gradient of cross-entropy in the scores: predicted minus true probabilities (lecture 2, row 2.8)."""

import numpy as np

from course_lib.live_view.palette import BLUE, INK, VERMILION
from course_lib.losses.softmax import one_hot, softmax
from course_lib.pictures.picture import Picture

SCORES, LABEL = np.array([-2.85, 0.86, 0.28]), 2  # the lecture's example


def gradient_of_softmax():
    """Draw the probabilities, the one-hot label and their difference, which is the gradient in the scores.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.gradient_of_softmax()
    Picture: Three panels of bars...
    """
    return Picture(
        draw,
        "Three panels of bars for three classes: the probabilities 0.015, 0.631 and 0.353; the one-hot "
        "label, 1 for class 2; their difference, the gradient: 0.015, 0.631 and -0.647.",
        height=230,
    )


def draw(figure):
    """Draw one panel for each of the three vectors."""
    p, t = softmax(SCORES[None])[0], one_hot(np.array([LABEL]), 3)[0]
    panels = figure.subplots(1, 3, sharey=True)
    titles = ("$p$: predicted", "$-\\ t$: the label", "$=\\ \\partial L / \\partial s$")
    for axes, title, values in zip(panels, titles, (p, t, p - t), strict=True):
        colours = [VERMILION if value < 0 else BLUE for value in values]
        bars = axes.bar(range(3), values, width=0.6, color=colours, edgecolor=INK)
        axes.bar_label(bars, [f"{value:.3f}".replace("-", "−") for value in values], padding=2, weight="bold")
        axes.axhline(0, color=INK, linewidth=0.8)
        axes.set_title(title)
        axes.set_xticks(range(3), ["class 0", "class 1", "class 2"])
    panels[0].set_ylim(-0.95, 1.25)
