"""What the pictures of several demos share: the look of a curve, of the point on it, of a read-out."""

from course_lib.live_view.palette import PAPER

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
