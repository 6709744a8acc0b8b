"""What a demo is: `compute` (numbers), `draw` (a picture) and the controls between them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from course_lib.live_view.asking.questions import check_questions
from course_lib.live_view.controls import check_controls, check_settings
from course_lib.live_view.student import CannotShow, graded, not_passed

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
    questions : sequence of Options, Number or Mark
        What the page asks before it opens; without any, `question` stands above the picture.
    functions : sequence of callables or None
        The student's functions that it draws: one that has not passed its check is named on the page.
    stacks : bool
        Whether its panels stand under each other on a narrow page; otherwise the picture scrolls.

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
    questions: tuple = ()
    functions: tuple = ()
    stacks: bool = True

    def __post_init__(self):
        check_controls(self.title, self.controls)
        check_questions(self.title, self.questions)

    def __repr__(self):
        return f"Demo: {self.title}"

    @property
    def unchecked(self):
        """One sentence about the student's functions that have not passed their check; "" if all have."""
        return not_passed(self.functions)

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
        return self.compute(**self._complete(settings))

    def sentence(self, values, **settings):
        """Return the picture of these values in one sentence."""
        sentence = self.describe(values, **self._complete(settings))
        if not isinstance(sentence, str):
            raise TypeError(f"{self.title}: `describe` must return a sentence; got {sentence!r}.")
        return sentence

    def _complete(self, settings):
        """Return every setting; a table asks tens of thousands of times, with all of them."""
        return settings if len(settings) == len(self.controls) else self.start() | settings

    def figure(self, **settings):
        """Return a matplotlib figure of the picture at any settings in range, for print and for tests."""
        from course_lib.live_view.stage import Stage

        return Stage(self.draw, self.size, self.frame(**settings)).figure

    def widget(self):
        """Return the demo as an ipywidget, its settings as traits: to be observed, linked and set.

        Returns
        -------
        DemoView
            A widget with one trait a control: `view.alpha = 0.3` moves the slider and the picture. It asks
            nothing and needs its kernel; what a cell shows by itself does not.

        Raises
        ------
        CannotShow
            If the student's function keeps it from being drawn.

        Examples
        --------
        >>> from course_lib import demos
        >>> view = demos.learning_rate().widget()
        >>> view.alpha = 0.3
        >>> view.sentence.split(":")[0]
        'Learning rate 0.300'
        """
        from course_lib.live_view.kernel.widget import silent_view_of, view_of

        return silent_view_of(self) if graded() else view_of(self)

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

        from course_lib.live_view.kernel.progress import progress
        from course_lib.live_view.page import frame_html, why_not_html

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
