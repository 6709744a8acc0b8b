"""Where descent ends on a curve with two valleys, for any start and step (lecture 3, rows 3.6 and 3.8)."""

from functools import cache

import numpy as np

from course_lib.live_view.asking.questions import Number, Options
from course_lib.live_view.controls import Slider
from course_lib.live_view.demo import Demo
from course_lib.live_view.palette import BLUE, FAINT, INK, PAPER, VERMILION
from course_lib.live_view.student import checked, is_own
from course_lib.training.valleys import MINIMA, RIDGE, curve, descents
from course_lib.training.valleys import basins as course_basins

REACH = 2.6  # of the starts and of the picture, to both sides of 0
N_STEPS = 40
LONG = 300  # steps after which a start is coloured by its end
STARTS = np.round(np.linspace(-2.4, 2.4, 49), 2)
RATES = np.geomspace(0.01, 0.19, 25)
COLOURED = np.linspace(-REACH, REACH, 209)
PARTS = (  # end, its name, look
    (0, "ends at −1.53, the global minimum", {"color": BLUE, "linestyle": "-"}),
    (1, "ends at 1.27, a local minimum", {"color": VERMILION, "linestyle": "--"}),
    (-1, "ends in neither", {"color": INK, "linestyle": ":"}),
)


FIRST = (
    Options(
        "From the start 2.4 small steps lead to the local minimum. Can larger steps lead to the deeper "
        "valley?",
        "yes, if the first one ends left of the ridge",
        "The curve is steep there: from α = 0.112 on the first step, 19 α long, ends left of the ridge at "
        "0.26.",
        (
            "yes, if the first one ends left of the ridge",
            "yes, each larger step comes a little closer",
            "no, every start belongs to the valley in which it lies",
        ),
        shows={"start": 2.4, "alpha": 0.13},
    ),
)
OWN = (
    Number(
        "With short steps, at which x does your colour change?",
        RIDGE,
        "The two basins meet at the ridge between the valleys, where the slope is 0.",
        close=0.05,
        on=("x", 0),
        fmt="{:.2f}",
        shows={"alpha": 0.01},
    ),
)


def two_valleys(basins=None):
    """Descend on f(x) = 0.5x⁴ − 2x² + x + 5 from any start, on a curve coloured by where a start ends.

    Parameters
    ----------
    basins : function, optional
        Your `basins(starts, alpha, n_steps)`, which colours the curve: 0 for the global minimum, 1 for the
        local one, -1 for neither. By default the course's own is used.

    Returns
    -------
    Demo
        With sliders for `start` and `alpha`, the step size.

    Examples
    --------
    >>> from course_lib import demos
    >>> demos.two_valleys()
    Demo: Two valleys
    """
    safe = checked(basins or course_basins, lambda starts, *_: np.shape(starts))

    @cache
    def of_rate(alpha):
        """Return the ends of the coloured starts, and the paths from all that the slider has."""
        return safe(COLOURED, float(alpha), LONG), descents(STARTS, alpha, LONG)

    def compute(start, alpha):
        found, paths = of_rate(alpha)
        on_slider = np.flatnonzero(STARTS == start)
        path = paths[:, on_slider[0]] if on_slider.size else descents([start], alpha, LONG)[:, 0]
        values = {
            f"part {end}": np.column_stack([COLOURED, np.where(found == end, curve(COLOURED), np.nan)])
            for end, _, _ in PARTS
        }
        seen = np.where(np.abs(path) <= REACH, path, np.nan)[: N_STEPS + 1]
        values["path"] = np.column_stack([seen, curve(seen)])
        values["start"] = values["path"][:1]
        values["last"], values["crossed"] = path[-1], _crossings(path)
        return values

    return Demo(
        title="Two valleys",
        questions=OWN if is_own(basins) else FIRST,
        functions=(basins,),
        question="from which starts does descent end in the deeper valley, and can a long step change that?",
        controls=(
            Slider("start", "start", STARTS, initial=2.4, fmt="{:.1f}"),
            Slider("alpha", "learning rate α", RATES, initial=RATES[10], fmt="{:.3f}"),
        ),
        compute=compute,
        draw=_draw,
        describe=_describe,
        size=(720, 400),
    )


def _crossings(path):
    """Count how often a path goes to the other side of the ridge between the valleys."""
    with np.errstate(invalid="ignore"):
        return int(np.count_nonzero(np.diff(path[np.isfinite(path)] > RIDGE)))


def _describe(values, start, alpha):
    near = [name for end, name, _ in PARTS if end >= 0 and abs(values["last"] - MINIMA[end]) < 0.1]
    where = near[0] if near else "ends in neither minimum"
    times = {0: "never crosses the ridge", 1: "crosses the ridge once"}.get(
        values["crossed"], f"crosses the ridge {values['crossed']} times"
    )
    return f"From {start:z.1f} with α = {alpha:.3f} the descent {where}; it {times}."


def _draw(figure):
    axes = figure.subplots()
    axes.plot(COLOURED, curve(COLOURED), color=FAINT, linewidth=0.8)
    artists = {}
    for end, name, look in PARTS:
        artists[f"part {end}"] = axes.plot([], [], **look, linewidth=3.2, label=name)[0]
    artists["path"] = axes.plot([], [], "o-", color=INK, markersize=5, markeredgecolor=PAPER, linewidth=0.9)[
        0
    ]
    artists["start"] = axes.plot([], [], "D", color=INK, markersize=9, markeredgecolor=PAPER)[0]
    axes.set(xlim=(-REACH - 0.1, REACH + 0.1), ylim=(0, 17.5), xlabel="x", title="f(x), coloured by start")
    axes.legend(loc="upper center")
    return artists
