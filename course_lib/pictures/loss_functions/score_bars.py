"""Scores as bars: which class stands too high beside the correct one (lecture 1, row 1.4)."""

from course_lib.live_view.palette import BLUE, FAINT, INK, VERMILION
from course_lib.losses.hinge import MARGIN, multiclass_hinge
from course_lib.pictures.picture import Picture


def score_bars(scores, y, classes, costs=True):
    """Draw the scores of each example, and how far each wrong class rises into the margin.

    Parameters
    ----------
    scores : float array (N, C)
        One row for each example.
    y : int array (N,)
        The correct classes.
    classes : sequence of str
        Names of the C classes.
    costs : bool
        Whether to mark what each class costs, with the loss of each image; without it that is left to guess.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> import numpy as np
    >>> scores = np.array([[3.2, 5.1, -1.7]])
    >>> pictures.score_bars(scores, y=np.array([0]), classes=("cat", "car", "frog"))
    Picture: The scores of each image as bars....
    """
    losses = multiclass_hinge(scores, y)
    told = "; ".join(
        f"{classes[label]} image: loss {loss:.1f}" for label, loss in zip(y, losses, strict=True)
    )
    marked = "What a wrong class has above the line one below the correct score is marked: it is the loss. "
    line = "A dashed line stands one below the score of the correct class."
    return Picture(
        lambda figure: draw(figure, scores, y, classes, losses, costs),
        f"The scores of each image as bars. {f'{marked}{told}.' if costs else line}",
        height=300,
    )


def draw(figure, scores, y, classes, losses, costs):
    """Draw one panel for each example."""
    panels = figure.subplots(1, len(scores), sharey=True)
    for axes, row, label, loss in zip(panels, scores, y, losses, strict=True):
        allowed = row[label] - MARGIN
        for place, score in enumerate(row):
            axes.bar(place, score, color=BLUE if place == label else FAINT, width=0.62, alpha=0.85)
            if costs and place != label and score > allowed:
                axes.bar(place, score - allowed, bottom=allowed, width=0.62, color="none",
                         edgecolor=VERMILION, hatch="////", linewidth=1.4)  # fmt: skip
                axes.text(place, score + 0.15, f"{score - allowed:.1f}", ha="center", color=VERMILION,
                          weight="bold")  # fmt: skip
        axes.axhline(allowed, color=VERMILION, linewidth=1.3, linestyle="--")
        axes.axhline(0, color=INK, linewidth=0.8)
        axes.set_xticks(range(len(row)), classes)
        axes.get_xticklabels()[label].set(weight="bold", color=BLUE)
        axes.set_title(f"{classes[label]} image" + (f": {loss:.1f}" if costs else ""))
    panels[0].set(ylabel="score", ylim=(min(scores.min(), 0) - 1.6, scores.max() + 0.9))
