"""What a demo asks before it opens: one of a few words, a number, or a mark on the picture.

The page itself asks, without a kernel. After any answer the demo opens, the guess stands on the picture
beside the truth, and one sentence says why.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from course_lib.live_view.controls import check_settings, write_number

ANSWER = "answer"  # the gid of an artist that would give the answer away: hidden while the page asks


@dataclass(frozen=True)
class Question:
    """One thing to predict.

    Parameters
    ----------
    ask : str
        The question, ending with a question mark.
    right : the answer
        One of the options, or a number; several in a tuple where each of them is right.
    why : str
        One sentence that says why, whatever was answered.
    shows : dict, settings by name
        Where the controls stand after the answer; what is not named stands at its start.

    Raises
    ------
    ValueError
        If the question or its reason is no sentence.
    """

    ask: str
    right: object
    why: str
    shows: dict = field(default_factory=dict, kw_only=True)
    type = ""

    def __post_init__(self):
        if not self.ask.endswith("?"):
            raise ValueError(f"{self._name}: `ask` must end with a question mark; got {self.ask!r}.")
        if not self.why.endswith("."):
            raise ValueError(f"{self._name}: `why` must be a sentence; got {self.why!r}.")

    @property
    def _name(self):
        return type(self).__name__

    @property
    def answers(self):
        """Every right answer."""
        return self.right if isinstance(self.right, tuple) else (self.right,)

    def data(self, demo, stages):
        """Return what the page needs, as plain data.

        Parameters
        ----------
        demo : Demo
        stages : list of Stage
            Its picture in each layout.
        """
        check_settings(demo.title, demo.controls, self.shows)
        return {
            "type": self.type,
            "ask": self.ask,
            "why": self.why,
            "shows": [_nearest(control, self.shows) for control in demo.controls] if self.shows else None,
        }


@dataclass(frozen=True)
class Options(Question):
    """A question with a few answers, of which one is chosen.

    Parameters
    ----------
    ask, right, why, shows
        As for `Question`; `right` is one of the options.
    options : tuple of str

    Raises
    ------
    ValueError
        If a right answer is none of the options.

    Examples
    --------
    >>> Options("Which way?", "up", "It rises.", ("up", "down")).answers
    ('up',)
    """

    options: tuple
    type = "options"

    def __post_init__(self):
        super().__post_init__()
        if not set(self.answers) <= set(self.options):
            raise ValueError(
                f"Options: the right answer must be one of {', '.join(self.options)}; got {self.right!r}."
            )

    def data(self, demo, stages):
        """Return what the page needs, as plain data."""
        return {
            **super().data(demo, stages),
            "options": list(self.options),
            "right": [self.options.index(answer) for answer in self.answers],
        }


@dataclass(frozen=True)
class Number(Question):
    """A question whose answer is a number, typed in.

    Parameters
    ----------
    ask, right, why, shows
        As for `Question`.
    close : float
        An answer that is no farther away counts as right.
    on : ("x" or "y", int), optional
        The axis of the picture on which the guess is drawn, and which of its panels.
    fmt : str or callable, number -> str
        How the answer is written, as for `Slider`.
    ratio : float
        An answer that is so many times too large or too small counts as right as well: for what is read on
        a logarithmic axis.

    Examples
    --------
    >>> Number("How far?", 1.9, "So far does its lead reach.", close=0.05).answers
    (1.9,)
    """

    close: float = 0.0
    on: tuple | None = None
    fmt: str | Callable = "{:g}"
    ratio: float = 1.0
    type = "number"

    def data(self, demo, stages):
        """Return what the page needs, as plain data."""
        return {
            **super().data(demo, stages),
            "right": [float(answer) for answer in self.answers],
            "written": [write_number(self.fmt, answer) for answer in self.answers],
            "close": self.close,
            "ratio": self.ratio,
            "on": None if self.on is None else [_axis(*self.on, stage) for stage in stages],
        }


@dataclass(frozen=True)
class Mark(Number):
    """A question whose answer is a place on an axis of the picture: clicked, or moved there by keyboard.

    What would give it away, artists with the gid `ANSWER`, is hidden until it is answered.

    Parameters
    ----------
    ask, right, why, close, on, fmt, ratio, shows
        As for `Number`; `on` must be given.

    Raises
    ------
    ValueError
        If there is no axis.
    """

    type = "mark"

    def __post_init__(self):
        super().__post_init__()
        if self.on is None:
            raise ValueError('Mark: `on` must name an axis, such as ("x", 0); got None.')

    def data(self, demo, stages):
        """Return what the page needs, as plain data."""
        text = write_number(self.fmt, 1 / 3)
        digits = len(text.partition(".")[2]) if text.startswith("0") else None
        return {**super().data(demo, stages), "digits": digits}


def check_questions(title, questions):
    """Refuse what is no sequence of questions.

    Raises
    ------
    TypeError
    """
    if not isinstance(questions, tuple | list) or not all(isinstance(q, Question) for q in questions):
        raise TypeError(
            f"{title}: `questions` must be a tuple of Options, Number or Mark; got {questions!r}."
        )


def _nearest(control, settings):
    """Position of a control for these settings."""
    if control.name not in settings:
        return control.start
    wanted = settings[control.name]
    if wanted in control.values:
        return control.values.index(wanted)
    return min(range(len(control.values)), key=lambda k: abs(control.values[k] - wanted))


def _axis(direction, panel, stage):
    """Return one axis of a panel: its ends in data and in pixels, and the panel's box."""
    axes = stage.figure.axes[panel]
    low, high = axes.get_xlim() if direction == "x" else axes.get_ylim()
    scale = axes.get_xscale() if direction == "x" else axes.get_yscale()
    x0, y0, width, height = stage.box(axes)
    pixels = (x0, x0 + width) if direction == "x" else (y0 + height, y0)
    return {
        "direction": direction,
        "ends": [float(low), float(high)],
        "pixels": [round(float(pixel), 2) for pixel in pixels],
        "log": scale == "log",
        "box": [round(float(side), 2) for side in (x0, y0, width, height)],
    }
