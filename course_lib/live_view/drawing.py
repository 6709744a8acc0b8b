"""What several demos draw alike: a curve, the point on it, a read-out, an axis that follows its bars."""

import numpy as np

from course_lib.live_view.palette import PAPER

QUARTERS = np.arange(5)  # the ticks of an axis that follows its bars
HIGH = 1.12 * QUARTERS[-1]  # its limit: above the last tick there is room for numbers
READ_OUT = {"ha": "center", "va": "top", "weight": "bold"}  # a number above a bar


def curve_look(look):
    """Return the part of a look that a curve takes: its colour and dash.

    Examples
    --------
    >>> curve_look({"color": "#0072b2", "marker": "o"})
    {'color': '#0072b2', 'linestyle': '-'}
    """
    return {"color": look["color"], "linestyle": look.get("linestyle", "-")}


def draw_point(axes, look, **style):
    """Return a point that moves along a curve, whole even at the edge of the axes.

    Parameters
    ----------
    axes : matplotlib axes
    look : dict
        With "color" and "marker".
    style
        Anything else that `plot` takes.
    """
    style = {"markersize": 10, "clip_on": False, **style}
    return axes.plot(
        [], [], color=look["color"], marker=look["marker"], linestyle="none", markeredgecolor=PAPER, **style
    )[0]


def follow_bars(bars, tops):
    """Return how long bars are on an axis that follows them, and what its ticks say, by name.

    Parameters
    ----------
    bars : array (n,)
    tops : sequence of number
        What the last tick may say, from small to large. The axis ends at the smallest that holds all bars.

    Examples
    --------
    >>> follow_bars([3.0, 0.5], (4, 8))
    (array([3. , 0.5]), {'tick 0': '0', 'tick 1': '1', 'tick 2': '2', 'tick 3': '3', 'tick 4': '4'})
    """
    bars = np.asarray(bars, dtype=float)
    top = next((top for top in tops if top >= bars.max()), tops[-1])
    return QUARTERS[-1] / top * bars, {f"tick {k}": f"{k * top / QUARTERS[-1]:g}" for k in QUARTERS}


def draw_following_axis(axes):
    """Return the ticks of an axis that follows its bars, by name; its limits are set here."""
    axes.set(ylim=(0, HIGH), yticks=QUARTERS, yticklabels=[])
    axes.grid(True, axis="y")
    left = axes.get_xlim()[0] + 0.05
    return {f"tick {k}": axes.text(left, k, "", va="bottom", fontsize=11) for k in QUARTERS}
