"""The picture of a demo: what stands still, drawn once, and the artists that move over it."""

import io
import re

from course_lib.live_view import marks
from course_lib.live_view.palette import PAPER, STYLE, THEME

DOTS_PER_INCH = 72  # so that a point of matplotlib is a pixel of the page


class Stage:
    """A figure with its moving artists, laid out for the first picture.

    Parameters
    ----------
    draw : callable, figure -> dict of moving artists by name
        See `course_lib.live_view.marks` for what can move.
    size : (width, height), pixels of the page
    values : dict
        The first picture: what `compute` returns. The layout is made for it and then kept.

    Raises
    ------
    TypeError, ValueError
        If an artist cannot move, or a value does not fit its artist.
    """

    def __init__(self, draw, size, values):
        import matplotlib as mpl
        from matplotlib.figure import Figure

        with mpl.rc_context(STYLE):
            inches = (size[0] / DOTS_PER_INCH, size[1] / DOTS_PER_INCH)
            self.figure = Figure(figsize=inches, dpi=DOTS_PER_INCH, layout="constrained")
            self.artists = draw(self.figure)
            if not isinstance(self.artists, dict):
                raise TypeError(
                    "draw: it must return the artists that move in a dict by name; got "
                    f"{type(self.artists).__name__}. End it with `return {{...}}`."
                )
            self.types = {name: marks.type_of(name, artist) for name, artist in self.artists.items()}
            self.put(values)
            if self.figure.axes:
                self.figure.get_layout_engine().execute(self.figure)
            for axes in self.figure.axes:
                axes.apply_aspect()  # else done by the first drawing, too late for the pixels of the table
        self.figure.set_layout_engine("none")
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
            }
            for name in ordered
        ]

    def _clip(self, artist):
        first = marks.artists_of(artist)[0]
        if first.axes is None or not first.get_clip_on() or self._is_text(first):
            return None
        box = first.axes.get_window_extent()
        return [round(v, 2) for v in (box.x0, self.size[1] - box.y1, box.width, box.height)]

    def _is_text(self, artist):
        return hasattr(artist, "get_fontsize")


def themed(svg):
    """Return the `<svg>` element with every colour of the theme as its CSS variable."""
    svg = svg[svg.index("<svg") :]
    for colour, (variable, _) in THEME.items():
        svg = svg.replace(colour, f"var({variable})")
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    return re.sub(r"\n\s*", "\n", svg)


def _describe(value):
    import numpy as np

    if isinstance(value, str | bool | type(None)):
        return repr(value)
    return f"an array of the shape {np.shape(value)}"
