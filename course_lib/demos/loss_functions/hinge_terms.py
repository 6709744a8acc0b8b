"""The hinge loss of one example, term by term (lecture 1, rows 1.4 and 1.5)."""

from functools import cache

import numpy as np

from course_lib.datasets.three_images import CLASSES, SCORES
from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Choice, Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.drawing import HIGH, READ_OUT, draw_following_axis, follow_bars
from course_lib.live_view.palette import CLASS_COLOURS, FAINT, INK
from course_lib.live_view.student import checked, is_own
from course_lib.losses.hinge import multiclass_hinge


def positions(j):
    """Where the slider of class j stops: every half from -4 to 6, and the lecture's scores of this class."""
    return np.union1d(np.arange(-8, 13) / 2, SCORES[:, j])


TOPS = (
    4,
    8,
    16,
    24,
)  # of the axis: the smallest that holds all bars, so that a loss of 1 is seen beside 12.9
GRID = np.array(np.meshgrid(*map(positions, range(3)), indexing="ij")).reshape(3, -1).T  # (G, 3)


FIRST = (
    Number(
        "The car image has the scores cat 1.3, car 4.9 and frog 2.0. Down to which score can the car's "
        "fall before "
        "the loss moves?",
        3.0,
        "The frog's 2.0 and the margin of 1 make 3.0: down to there, a slack of 1.9, no wrong class costs "
        "anything.",
        close=0.05,
        on=("x", 0),
        fmt="{:.1f}",
    ),
    Options(
        "Lower it further, below 2.3, where the cat joins in. By how much does the loss rise for each unit?",
        "2",
        "Two terms are positive, and each of them rises by 1 for each unit: their sum is twice as steep.",
        ("½", "1", "2", "4"),
        shows={"cat": 1.3, "car": 2.0, "frog": 2.0, "correct": "car"},
    ),
)
OWN = (
    Number(
        "A cat image has the scores cat 2.0, car 3.0 and frog 1.5, so its loss is 2.0 + 0.5. To "
        "which score must "
        "the frog's fall until the car alone costs something?",
        1.0,
        "The frog is content from a lag of 1 on, at 2.0 − 1 = 1.0, and what the car costs does not change by "
        "that.",
        close=0.05,
        on=("x", 0),
        fmt="{:.1f}",
        shows={"cat": 2.0, "car": 3.0, "frog": 1.0, "correct": "cat"},
    ),
)


def hinge_terms(loss=None):
    """Move the three scores of an image, and see which wrong classes cost something.

    Parameters
    ----------
    loss : function, optional
        Your `multiclass_hinge(scores, y)`, which returns one loss for each row of scores. Each bar is your
        loss of two classes, the last one your loss of all three. By default the course's own is drawn.

    Returns
    -------
    Demo
        With a slider for each score, `cat`, `car` and `frog`, and the `correct` class. The sliders stop at
        every half and at the scores of the lecture.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.hinge_terms(loss=multiclass_hinge)
    Demo: Hinge terms of one example
    """
    safe = checked(loss or multiclass_hinge, lambda scores, y: (len(scores),))

    @cache
    def one_loss(scores, y):
        # Behind an example of another class, whose label must not count here.
        return float(safe(np.array([scores, scores]), np.array([1 - min(y, 1), y]))[1])

    def compute(cat, car, frog, correct):
        scores, y = (cat, car, frog), CLASSES.index(correct)
        wrong = [j for j in range(3) if j != y]
        terms = [0.0 if j == y else one_loss((scores[y], scores[j]), 0) for j in range(3)]
        total = losses_of_grid(y).get(scores)
        total = one_loss(scores, y) if total is None else total
        edge, bars = scores[y] - 1, np.array([*terms, total])
        lengths, ticks = follow_bars(bars, TOPS)
        return {
            "scores": np.array(scores),
            "margin": np.array([[edge, -0.5], [edge, 2.5]]),
            "terms": lengths,
            **ticks,
            **{f"term {j}": "correct" if j == y else f"{terms[j]:.1f}" for j in range(3)},
            "sum": f"{total:.1f}",
            "wrong": wrong,
            "costs": bars,
        }

    @cache
    def losses_of_grid(y):
        """Return the student's loss of every position of the sliders, from one call."""
        losses = safe(GRID, np.full(len(GRID), y))
        return dict(zip(map(tuple, GRID.tolist()), losses.tolist(), strict=True))

    return Demo(
        title="Hinge terms of one example",
        questions=OWN if is_own(loss) else FIRST,
        functions=(loss,),
        question="by how much can you lower the score of the correct class before the loss changes?",
        controls=(
            *(
                Slider(n, f"score of {n}", positions(j), SCORES[0, j], "{:.1f}")
                for j, n in enumerate(CLASSES)
            ),
            Choice("correct", "correct class", CLASSES),
        ),
        compute=compute,
        draw=_draw,
        describe=_describe,
        size=(780, 310),
    )


def _describe(values, cat, car, frog, correct):
    terms, (a, b) = values["costs"], values["wrong"]
    zero = [CLASSES[j] for j in (a, b) if terms[j] == 0]
    which = (
        "both terms are zero" if len(zero) == 2 else f"the {zero[0]} term is zero" if zero else "none is zero"
    )
    return (
        f"An image of a {correct}: {CLASSES[a]} costs {terms[a]:.1f}, {CLASSES[b]} costs {terms[b]:.1f}; "
        f"{which}. The loss is {terms[3]:.1f}."
    )


def _draw(figure):
    left, right = figure.subplots(1, 2, width_ratios=[1.2, 1])
    left.axvline(0, color=FAINT, linewidth=0.8)
    left.set(xlim=(-5.4, 6.2), ylim=(2.5, -0.5), yticks=range(3), yticklabels=CLASSES, title="scores")
    left.set_xlabel("dashed: correct score − 1; beyond it a class costs")
    right.set(xlim=(-0.8, 3.5), xticks=range(4), xticklabels=[*CLASSES, "sum"], title="hinge terms")
    colours = CLASS_COLOURS[:3]
    tops = {f"term {j}": right.text(j, 0.97 * HIGH, "", ha="center", va="top") for j in range(3)}
    return {
        "scores": left.barh(range(3), [0] * 3, height=0.5, color=colours, edgecolor=INK),
        "margin": left.plot([], [], color=INK, linestyle="--", zorder=4)[0],
        "terms": right.bar(range(4), [0] * 4, width=0.6, color=[*colours, FAINT], edgecolor=INK),
        **tops,
        **draw_following_axis(right),
        "sum": right.text(3, 0.97 * HIGH, "", **READ_OUT),
    }
