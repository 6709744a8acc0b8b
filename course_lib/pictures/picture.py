"""A matplotlib figure that says in words what it shows, for everyone who cannot see it."""

import base64
import io
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from course_lib.live_view.ahead.kept import drawn
from course_lib.live_view.demo import WIDTH
from course_lib.live_view.palette import PAPER, THEME, darkened
from course_lib.live_view.stage import lay_out
from course_lib.live_view.student import CannotShow, graded

SHARPNESS = 2  # image pixels per pixel of the page, for screens of high density
POINTS_PER_INCH = 100
# Dark where the page says so (JupyterLab, VS Code), elsewhere where the system does; on paper always light.
DARK = ("body[data-jp-theme-light=false]", "body.vscode-dark")
OTHER = "body:not([data-jp-theme-light]):not(.vscode-light)"
SWAP = "{0} .course-light{{display:none}}{0} .course-dark{{display:inline!important}}"
THEMES = (
    f"@media screen{{{''.join(map(SWAP.format, DARK))}}}"
    f"@media screen and (prefers-color-scheme:dark){{{SWAP.format(OTHER)}}}"
)


@dataclass(frozen=True, eq=False)
class Picture:
    """A still picture, drawn when a notebook shows it and not before.

    Parameters
    ----------
    draw : callable, matplotlib figure -> None
    text : str or callable
        What there is to see, in one or two sentences; it becomes the alternative text of the image. A
        callable without arguments, where the words hold numbers that take a while, is asked when it is shown.
    height : int, pixels
        The width is that of the page, 760 pixels.

    Notes
    -----
    With COURSE_GRADING=1 in the environment (the grader) nothing is drawn. The notebook gets the picture in
    both themes and shows that of its own; colours are those of `course_lib.live_view.palette`.

    Examples
    --------
    >>> Picture(lambda figure: figure.subplots().plot([1, 2]), "A line that rises.")
    Picture: A line that rises.
    """

    draw: Callable
    text: str | Callable[[], str]
    height: int = 300

    @property
    def description(self):
        """What there is to see, in words."""
        return self.text() if callable(self.text) else self.text

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
            lay_out(figure)
        return figure

    def png(self):
        """Return the picture as the bytes of a PNG file."""
        return png_of(self.figure())

    def _drawn(self):
        """Return the picture as PNG and as SVG, and what there is to see."""
        figure = self.figure()
        return png_of(figure), svg_of(figure), self.description

    def __repr__(self):
        return f"Picture: {self.description}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        if graded():
            return {"text/plain": "Picture"}
        try:
            png, svg, description = drawn(self, self._drawn)
        except CannotShow as reason:
            return {"text/html": f"<p>{escape(str(reason))}</p>", "text/plain": str(reason)}
        return {
            "text/html": themed_html(svg, description),
            "image/png": base64.b64encode(png).decode(),
            "text/plain": f"Picture: {description}",
        }


def png_of(figure):
    """Return a figure as the bytes of a PNG file."""
    file = io.BytesIO()
    figure.savefig(file, format="png", facecolor="white")
    return file.getvalue()


def svg_of(figure):
    """Return a figure as the text of an SVG file, in the light theme."""
    from matplotlib import rc_context

    from course_lib.live_view.palette import STYLE

    file = io.StringIO()
    with rc_context(STYLE):
        # What is no line or letter, such as an image of a digit, is as sharp as in the PNG.
        figure.savefig(file, format="svg", metadata={"Date": None}, transparent=True)
    return file.getvalue()


def themed_html(svg, description):
    """Return a picture in both themes, of which the style sheet beside it shows one.

    Where a style sheet is not let through, as in an untrusted notebook, the light one is seen.
    """
    images = [
        f'<img class="course-{theme}" alt="{escape(description)}" width="{WIDTH}" '
        f'src="data:image/svg+xml;base64,{base64.b64encode(text.encode()).decode()}" '
        f'style="max-width:100%;height:auto;border-radius:6px;background:{paper}{hidden}">'
        for theme, text, paper, hidden in (
            ("light", svg, PAPER, ""),
            ("dark", darkened(svg), THEME[PAPER][1], ";display:none"),
        )
    ]
    return f"<style>{THEMES}</style>{''.join(images)}"
