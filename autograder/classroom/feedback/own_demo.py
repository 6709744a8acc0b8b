"""The student's own demo, alive: the notebook's call with a function that gives what theirs gave."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from autograder.checking.display import Markup
from autograder.classroom.feedback.graded import GradedAnswers
from autograder.classroom.feedback.outline import OwnDemo, Question
from autograder.classroom.feedback.replay import function_like

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True)
class DemoKey:
    """Which demo: the call, and of each function what was said of it (empty for a right one).

    Two students with the same mistakes have the same demo.
    """

    call: str
    functions: tuple[tuple[str, str], ...]


def demo_key(demo: OwnDemo, questions: Iterable[Question], graded: GradedAnswers) -> DemoKey | None:
    """The demo that a student's answers move; None where one of them did something that has no name."""
    checks = {question.exercise: question.grade_id for question in questions if question.exercise}
    functions = []
    for name in demo.exercises:
        test = graded.cells.get(checks[name])
        if test is None or function_like(name, test.said, test.is_passed) is None:
            return None
        functions.append((name, "" if test.is_passed else " ".join(test.said.split())))
    return DemoKey(demo.call, tuple(functions))


class DemosOnDemand(Mapping[DemoKey, Markup | None]):
    """Demos that are made when they are asked for, and kept."""

    def __init__(self) -> None:
        self._made: dict[DemoKey, Markup | None] = {}

    def __getitem__(self, key: DemoKey) -> Markup | None:
        if key not in self._made:
            self._made[key] = made_demo(key)
        return self._made[key]

    def __iter__(self) -> Iterator[DemoKey]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def made_demo(key: DemoKey) -> Markup | None:
    """Compute a demo; None where these functions keep it from being drawn, or it needs a kernel."""
    from course_lib import demos
    from course_lib.live_view.demo import Demo
    from course_lib.live_view.page import frame_html

    functions = {name: function_like(name, said, not said) for name, said in key.functions}
    try:
        # The call stands in the instructor's notebook.
        demo = eval(key.call, {"demos": demos, "np": np, **functions})  # noqa: S307
        if not isinstance(demo, Demo):
            return None
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a wrong function's picture may be an odd one
            # Nothing is predicted any more, and what did not pass stands above it.
            opened = replace(demo, questions=(), functions=())
            return Markup(frame_html(opened, opened.page()))
    except Exception:  # a wrong function breaks a picture in any way; the page is written without it
        return None


@functools.cache
def script_hash() -> str:
    """What a Content-Security-Policy calls the one script that may run in a page: that of the demos.

    Whatever else should get into a page, a browser does not run it.
    """
    from course_lib.live_view.page import ASSETS, fill, painter_source

    template = (ASSETS / "page.html").read_text(encoding="utf-8")
    script = _SCRIPT.findall(template)[0]
    text = fill(script, script=painter_source() + (ASSETS / "standalone.js").read_text(encoding="utf-8"))
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
