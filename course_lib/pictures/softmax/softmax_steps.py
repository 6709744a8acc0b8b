"""From scores to probabilities in two steps: exponential, then division by the sum (lecture 2, row 2.1)."""

import numpy as np

from course_lib.live_view.palette import CLASS_COLOURS, INK
from course_lib.losses.softmax import softmax
from course_lib.pictures.picture import Picture

TITLES = ("scores $s$", "$e^s$: positive", "over their sum: $p$")
FORMATS = ("{:.1f}", "{:.3g}", "{:.3f}")


def softmax_steps(scores, classes):
    """Draw the scores of one example, their exponentials and their probabilities.

    Parameters
    ----------
    scores : float array (C,)
    classes : sequence of str
        Names of the C classes.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.softmax_steps(np.array([3.2, 5.1, -1.7]), classes=("cat", "car", "frog"))
    Picture: Three panels of bars...
    """
    p = softmax(scores[None])[0]
    shares = ", ".join(f"{name} {share:.3f}" for name, share in zip(classes, p, strict=True))
    return Picture(
        lambda figure: draw(figure, (scores, np.exp(scores), p), classes),
        "Three panels of bars: the scores of one image, some negative; their exponentials, all positive; and "
        f"these divided by their sum, the probabilities: {shares}.",
        height=250,
    )


def draw(figure, steps, classes):
    """Draw one panel for each step."""
    panels = figure.subplots(1, 3)
    for axes, title, form, values in zip(panels, TITLES, FORMATS, steps, strict=True):
        bars = axes.bar(range(len(classes)), values, width=0.6, color=CLASS_COLOURS, edgecolor=INK)
        axes.bar_label(
            bars, [form.format(value).replace("-", "−") for value in values], padding=2, weight="bold"
        )
        axes.axhline(0, color=INK, linewidth=0.8)
        axes.set_xticks(range(len(classes)), classes)
        axes.margins(y=0.16)
        axes.set_title(title)
