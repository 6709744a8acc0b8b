"""What was predicted, as the pages of the demos remember it: in the browser, and from there in the kernel."""

from functools import cache
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "assets" / "remembered.js"
FIELDS = {"demo": str, "question": str, "guess": str, "right": bool, "when": str}


def watch_predictions(take):
    """Call `take` for every prediction that the demos' pages remember: those of before, then each new one.

    The pages store what was answered in the browser, under the name of the demo and its question, and need no
    kernel for it; this is where a kernel can have it. It shows nothing.

    Parameters
    ----------
    take : callable, dict -> None
        Gets `demo`, its title; `question` and `guess`, as they were written; `right`, whether the guess was;
        `when`, the time in ISO 8601. A question that is answered again comes again.

    Returns
    -------
    widget or None
        What listens; `close()` ends it. None in the grader, where nobody predicts.

    Examples
    --------
    >>> predictions = {}
    >>> def take(prediction):
    ...     predictions[prediction["demo"], prediction["question"]] = prediction["guess"]
    >>> listener = watch_predictions(take)  # doctest: +ELLIPSIS
    {'text/plain': '', ...}
    """
    from IPython.display import display

    from course_lib.live_view.student import graded

    if graded():
        return None
    listener = listener_class()(take)
    shown = listener._repr_mimebundle_()
    shown = shown[0] if isinstance(shown, tuple) else shown
    display({**shown, "text/plain": ""}, raw=True)  # nothing for who reads the outputs as text
    return listener


def prediction_of(content):
    """Return a message of the page as a prediction, or None if it is none."""
    if not isinstance(content, dict):
        return None
    fits = all(type(content.get(name)) is kind for name, kind in FIELDS.items())
    return {name: content[name] for name in FIELDS} if fits else None


@cache
def listener_class():
    """Return the class of the widget that listens. anywidget is loaded when the first one is made."""
    import anywidget

    class Listener(anywidget.AnyWidget):
        """Hands on what the page finds in the browser's memory."""

        _esm = SCRIPT.read_text(encoding="utf-8")

        def __init__(self, take):
            super().__init__()
            self.on_msg(lambda _, content, buffers: hand_on(take, content))

    return Listener


def hand_on(take, content):
    """Call `take` if the message is a prediction."""
    prediction = prediction_of(content)
    if prediction is not None:
        take(prediction)
