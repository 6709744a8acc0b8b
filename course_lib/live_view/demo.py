"""What a demo is: `compute` (numbers), `draw` (a picture) and the controls between them."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from course_lib.live_view.controls import check_controls, check_settings
from course_lib.live_view.student import CannotShow

WIDTH = 760  # pixels of the page


@dataclass(frozen=True, eq=False)
class Demo:
    """A picture that follows its controls at once: every frame is computed before it is shown.

    Parameters
    ----------
    title : str
    question : str
        What the reader predicts before moving anything.
    controls : sequence of Slider, Choice or Steps
        One for each argument of `compute`.
    compute : callable, settings by name -> dict of arrays and strings by name
        Plain NumPy: no figure, no widget. The same shapes at every setting.
    draw : callable, matplotlib figure -> dict of artists by name
        Draws what stands still and returns the artists that move, under the names that `compute` uses.
    describe : callable, (values, settings by name) -> str
        The picture in one sentence, for everyone who cannot see it.
    size : (width, height), pixels, optional

    Raises
    ------
    TypeError, ValueError
        If `controls` is not a sequence of controls with different names.

    Notes
    -----
    As the last value of a cell, or with `show()`, the demo appears in the notebook. With COURSE_GRADING=1 in
    the environment (the grader) it computes and shows nothing.
    """

    title: str
    question: str
    controls: tuple
    compute: Callable
    draw: Callable
    describe: Callable
    size: tuple = (WIDTH, 360)

    def __post_init__(self):
        check_controls(self.title, self.controls)

    def __repr__(self):
        return f"Demo: {self.title}"

    def start(self):
        """Return the settings of the first picture by name."""
        return {control.name: control.values[control.start] for control in self.controls}

    def frame(self, **settings):
        """Return what `compute` returns at these settings; those that are not given stand at their start.

        Raises
        ------
        TypeError
            If there is no such setting.
        ValueError
            If a setting is out of range.
        """
        check_settings(self.title, self.controls, settings)
        return self.compute(**(self.start() | settings))

    def sentence(self, values, **settings):
        """Return the picture of these values in one sentence."""
        sentence = self.describe(values, **(self.start() | settings))
        if not isinstance(sentence, str):
            raise TypeError(f"{self.title}: `describe` must return a sentence; got {sentence!r}.")
        return sentence

    def figure(self, **settings):
        """Return a matplotlib figure of the picture at any settings in range, for print and for tests."""
        from course_lib.live_view.stage import Stage

        return Stage(self.draw, self.size, self.frame(**settings)).figure

    def page(self, tick=lambda done, total: None):
        """Compute every picture and return the `Page`."""
        from course_lib.live_view.page import Page

        return Page(self, tick)

    def save(self, path):
        """Write the demo as one HTML file that needs neither kernel nor network.

        Raises
        ------
        CannotShow
            If the student's function keeps it from being drawn.
        """
        Path(path).write_text(self.page().html, encoding="utf-8")

    def show(self):
        """Show the demo in the notebook; in the grader, nothing."""
        if graded():
            return
        from IPython.display import display

        display(self)

    def _repr_mimebundle_(self, include=None, exclude=None):
        if graded():
            return {"text/plain": repr(self)}
        import base64

        from course_lib.live_view.page import frame_html, why_not_html
        from course_lib.live_view.progress import progress

        try:
            with progress(self.title) as tick:
                page = self.page(tick)
        except CannotShow as reason:
            return {"text/html": why_not_html(self, reason), "text/plain": f"{self.title}: {reason}"}
        return {
            "text/html": frame_html(self, page),
            "image/png": base64.b64encode(page.png).decode(),
            "text/plain": f"Demo: {self.title}. {page.sentence}",
        }


def graded():
    """Return whether this runs in the grader, where nobody looks."""
    return os.environ.get("COURSE_GRADING") == "1"
