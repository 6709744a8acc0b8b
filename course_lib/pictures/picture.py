"""A matplotlib figure that says in words what it shows, for everyone who cannot see it."""

import base64
import io
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from course_lib.live_view.demo import WIDTH, graded
from course_lib.live_view.student import CannotShow

SHARPNESS = 2  # image pixels per pixel of the page, for screens of high density
POINTS_PER_INCH = 100


@dataclass(frozen=True, eq=False)
class Picture:
    """A still picture, drawn when a notebook shows it and not before.

    Parameters
    ----------
    draw : callable, matplotlib figure -> None
    description : str
        What there is to see, in one or two sentences; it becomes the alternative text of the image.
    height : int, pixels
        The width is that of the page, 760 pixels.

    Notes
    -----
    With COURSE_GRADING=1 in the environment (the grader) nothing is drawn. The background is white in
    dark themes too, so that the ink stays readable.

    Examples
    --------
    >>> Picture(lambda figure: figure.subplots().plot([1, 2]), "A line that rises.")
    Picture: A line that rises.
    """

    draw: Callable
    description: str
    height: int = 300

    def figure(self):
        """Return the matplotlib figure: for print and for tests."""
        from matplotlib import rc_context
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        from course_lib.live_view.palette import STYLE

        with rc_context(STYLE):
            size = (WIDTH / POINTS_PER_INCH, self.height / POINTS_PER_INCH)
            figure = Figure(figsize=size, dpi=POINTS_PER_INCH * SHARPNESS, layout="constrained")
            FigureCanvasAgg(figure)
            self.draw(figure)
        return figure

    def png(self):
        """Return the picture as the bytes of a PNG file."""
        file = io.BytesIO()
        self.figure().savefig(file, format="png", facecolor="white")
        return file.getvalue()

    def __repr__(self):
        return f"Picture: {self.description}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        if graded():
            return {"text/plain": repr(self)}
        try:
            data = base64.b64encode(self.png()).decode()
        except CannotShow as reason:
            return {"text/html": f"<p>{escape(str(reason))}</p>", "text/plain": str(reason)}
        image = (
            f'<img alt="{escape(self.description)}" width="{WIDTH}" src="data:image/png;base64,{data}" '
            'style="max-width:100%;height:auto;background:white;border-radius:6px">'
        )
        return {"text/html": image, "image/png": data, "text/plain": repr(self)}
