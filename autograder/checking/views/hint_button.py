"""A button under a failed check, which shows one hint more each time it is pressed."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from autograder.checking.desk.progress import is_kept
from autograder.checking.display import Markup
from autograder.checking.repair.hints import Hint

_SCRIPT = Path(__file__).with_suffix(".js")

# JupyterLab shows an error for a button whose kernel is gone: it is left out below what ends in this.
BEFORE_THE_BUTTON = Markup(
    "<style data-hints>.jp-OutputArea-child:has([data-hints]) + .jp-OutputArea-child > "
    ".jupyter-widgets:not(:has(*)) {display: none}</style>"
)

# The button of each exercise that is shown: a later check of it takes the older one away.
_shown: dict[str, Any] = {}


def can_press() -> bool:
    """Whether a page of Jupyter's shows what this kernel sends: nobody presses where it is graded."""
    return is_kept() and bool(os.environ.get("JPY_SESSION_NAME"))


def show_hint_button(exercise: str, ask: Callable[[], Hint]) -> None:
    """Display the button for an exercise, in the place of an older one.

    Parameters
    ----------
    exercise : str
        Its name.
    ask : callable
        () -> the next hint; called at every press, in the kernel.
    """
    from IPython.display import display

    if exercise in _shown:
        _shown.pop(exercise).close()
    _shown[exercise] = button_class()(ask)
    bundle = _shown[exercise]._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    display({**data, "text/plain": ""}, raw=True)  # IPython has no types


@cache
def button_class() -> Any:
    """Return the class of the button. anywidget is loaded when the first one is made, not before."""
    import anywidget
    import traitlets

    class HintButton(anywidget.AnyWidget):
        """Asks for a hint when its page says that it was pressed."""

        _esm = _SCRIPT.read_text(encoding="utf-8")
        label = traitlets.Unicode("Show a hint").tag(sync=True)
        hints = traitlets.List(traitlets.Unicode()).tag(sync=True)
        ended = traitlets.Bool(False).tag(sync=True)

        def __init__(self, ask: Callable[[], Hint]) -> None:
            super().__init__()
            self.on_msg(lambda *_: self.answer(ask))

        def answer(self, ask: Callable[[], Hint]) -> None:
            """Add the next hint, and let the page press again."""
            try:
                hint = ask()
                self.hints = [*self.hints, hint.as_html()]
                self.label, self.ended = "Next hint", hint.number == hint.of
            finally:
                self.send({"done": True})

    return HintButton
