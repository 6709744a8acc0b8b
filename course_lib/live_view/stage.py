"""The picture of a demo: what stands still, drawn once, and the artists that move over it."""

import io
import re
from functools import cache

from course_lib.live_view import marks
from course_lib.live_view.asking.questions import ANSWER
from course_lib.live_view.palette import PAPER, STYLE, THEME

DOTS_PER_INCH = 72  # so that a point of matplotlib is a pixel of the page
NARROW = 400  # pixels of a page on which panels stand under each other
PANEL = (230, 330)  # least and greatest height of such a panel


class Stage:
    """A figure with its moving artists, laid out for the first picture.

    Parameters
    ----------
    draw : callable, figure -> dict of moving artists by name
        See `course_lib.live_view.marks` for what can move.
    size : (width, height), pixels of the page
    values : dict
        The first picture: what `compute` returns. The layout is made for it and then kept.
    stacked : bool
        Whether the panels of a row stand under each other, `NARROW` pixels wide: for narrow pages.

    Raises
    ------
    TypeError, ValueError
        If an artist cannot move, or a value does not fit its artist.
    """

    def __init__(self, draw, size, values, stacked=False):
        import matplotlib as mpl
        from matplotlib.figure import Figure

        with mpl.rc_context(STYLE):
            figure_class = stacked_figure() if stacked else Figure
            inches = (size[0] / DOTS_PER_INCH, size[1] / DOTS_PER_INCH)
            self.figure = figure_class(figsize=inches, dpi=DOTS_PER_INCH, layout="constrained")
            self.artists = draw(self.figure)
            if not isinstance(self.artists, dict):
                raise TypeError(
                    "draw: it must return the artists that move in a dict by name; got "
                    f"{type(self.artists).__name__}. End it with `return {{...}}`."
                )
            if stacked:
                size = stacked_size(size, len(self.figure.axes))
                self.figure.set_size_inches(size[0] / DOTS_PER_INCH, size[1] / DOTS_PER_INCH)
            self.types = {name: marks.type_of(name, artist) for name, artist in self.artists.items()}
            self.put(values)
            lay_out(self.figure)
            for axes in self.figure.axes:
                axes.apply_aspect()  # else done by the first drawing, too late for the pixels of the table
        self.size = size

    def put(self, values):
        """Move every artist to its value."""
        for name, artist in self.artists.items():
            self.types[name].put(artist, self.value(name, values))

    def value(self, name, values):
        """Return the value of the artist `name`, checked."""
        if not isinstance(values, dict):
            raise TypeError(
                f"compute: it must return arrays and strings in a dict by name; got {type(values).__name__}."
            )
        if name not in values:
            raise ValueError(
                f"compute: every name that `draw` returns must be computed; `{name}` is missing from "
                f"{sorted(values)}."
            )
        value = self.types[name].check(values[name])
        if value is None:
            raise ValueError(
                f"compute: `{name}` must be {self.types[name].shape}; got {_describe(values[name])}."
            )
        return value

    def background(self):
        """Return what stands still as SVG, its colours as variables of the theme."""
        moving = [part for artist in self.artists.values() for part in marks.artists_of(artist)]
        shown = [part.get_visible() for part in moving]
        for part in moving:
            part.set_visible(False)
        svg = io.StringIO()
        self._save(svg, format="svg", metadata={"Date": None}, transparent=True)
        for part, visible in zip(moving, shown, strict=True):
            part.set_visible(visible)
        return themed(svg.getvalue())

    def png(self, scale=1.5):
        """Return the whole picture as a PNG of `scale` dots a pixel."""
        png = io.BytesIO()
        self._save(png, format="png", dpi=DOTS_PER_INCH * scale, facecolor=PAPER)
        return png.getvalue()

    def _save(self, file, **how):
        import matplotlib as mpl

        with mpl.rc_context(STYLE):
            self.figure.savefig(file, **how)

    def specifications(self):
        """Return one plain dict a moving artist: name, type, look, clip box (x, y, width, height) or None."""
        height = self.size[1]
        ordered = sorted(self.artists, key=lambda name: marks.artists_of(self.artists[name])[0].get_zorder())
        return [
            {
                "name": name,
                "type": self.types[name].name,
                "look": self.types[name].look(self.artists[name], height),
                "clip": self._clip(self.artists[name]),
                **({"answer": True} if marks.artists_of(self.artists[name])[0].get_gid() == ANSWER else {}),
            }
            for name in ordered
        ]

    def box(self, axes):
        """Return where axes lie on the page: x, y, width and height in pixels, y downwards."""
        box = axes.get_window_extent()
        return box.x0, self.size[1] - box.y1, box.width, box.height

    def maps_to(self, other):
        """Return, by name, how pixels of a moving artist become those of the same artist on another stage.

        Returns
        -------
        dict
            Name -> (a, b, c, d): x -> a x + b and y -> c y + d. What has no axes, or whose values are
            no pixels, is left out.
        """
        where = self.figure.axes
        there = {axes: self.map_of(other, k) for k, axes in enumerate(where)}
        first = {name: marks.artists_of(artist)[0].axes for name, artist in self.artists.items()}
        return {
            name: there[axes]
            for name, axes in first.items()
            if axes in there and self.types[name].name in marks.IN_PIXELS
        }

    def map_of(self, other, panel):
        """Return how pixels of a panel become those of the same panel on another stage, as (a, b, c, d).

        Both stages have the same scales, so that any two data points give it.
        """
        limits = self.figure.axes[panel].get_xlim(), self.figure.axes[panel].get_ylim()
        (ax, ay), (bx, by) = self.corners(panel, limits)
        (cx, cy), (dx, dy) = other.corners(panel, limits)
        x, y = (dx - cx) / (bx - ax), (dy - cy) / (by - ay)
        return [round(float(v), 5) for v in (x, cx - x * ax, y, cy - y * ay)]

    def corners(self, panel, limits):
        """Two data points, given as limits in x and y, as pixels of the page: (2, 2)."""
        axes = self.figure.axes[panel]
        return axes.transData.transform(list(zip(*limits, strict=True))) * (1, -1) + (0, self.size[1])

    def _clip(self, artist):
        first = marks.artists_of(artist)[0]
        if first.axes is None or not first.get_clip_on() or self._is_text(first):
            return None
        return [round(v, 2) for v in self.box(first.axes)]

    def _is_text(self, artist):
        return hasattr(artist, "get_fontsize")


def lay_out(figure):
    """Lay out a figure by its layout engine, once and for all."""
    if figure.axes:
        figure.get_layout_engine().execute(figure)
    figure.set_layout_engine(None)  # with an engine, and be it "none", matplotlib draws all twice to save it


def stacked_size(size, n_panels):
    """Return (width, height) of a picture whose panels stand under each other.

    Examples
    --------
    >>> stacked_size((780, 310), 2)
    (400, 558)
    """
    return NARROW, round(n_panels * min(max(0.9 * size[1], PANEL[0]), PANEL[1]))


@cache
def stacked_figure():
    """Return a class of figures in which the panels of one row stand under each other."""
    from matplotlib.figure import Figure

    class StackedFigure(Figure):
        """A figure whose `subplots(1, n)` are n rows."""

        def subplots(self, nrows=1, ncols=1, **how):
            """As that of `Figure`, but for a row of panels."""
            if nrows == 1:
                nrows, ncols = ncols, 1
                how.pop("width_ratios", None)
            return super().subplots(nrows, ncols, **how)

    return StackedFigure


def themed(svg):
    """Return the `<svg>` element with every colour of the theme as its CSS variable."""
    svg = svg[svg.index("<svg") :].replace(f'id="{ANSWER}"', f'class="{ANSWER}"')
    for colour, (variable, _) in THEME.items():
        svg = svg.replace(colour, f"var({variable})")
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    return re.sub(r"\n\s*", "\n", svg)


def _describe(value):
    import numpy as np

    if isinstance(value, str | bool | type(None)):
        return repr(value)
    return f"an array of the shape {np.shape(value)}"
