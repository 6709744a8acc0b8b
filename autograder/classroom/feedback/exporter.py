"""The same page behind `nbgrader generate_feedback` and formgrader's button.

In `nbgrader_config.py`::

    c.GenerateFeedback.exporter_class = "autograder.classroom.feedback.exporter.FeedbackExporter"
    c.GenerateFeedback.preprocessors = []
"""

from __future__ import annotations

import json
import weakref
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from traitlets import default

from autograder.classroom.feedback.graded import read_graded
from autograder.classroom.feedback.outline import Outline, outline_of
from autograder.classroom.feedback.own_demo import DemosOnDemand
from autograder.classroom.feedback.page import Setting, feedback_page
from autograder.classroom.feedback.settings import feedback_settings, models_released
from autograder.reading.course import Course
from autograder.reading.read_assignment import read_assignment
from autograder.writing.gradebook import open_gradebook
from autograder.writing.marks import StudentScores

# In a run of `nbgrader generate_feedback`, which is one converter, an assignment is read once.
_READ: weakref.WeakKeyDictionary[Any, dict[str, tuple[dict[str, Outline], Setting]]] = (
    weakref.WeakKeyDictionary()
)


class FeedbackExporter(Exporter):
    """A graded notebook as the page that its student gets."""

    export_from_notebook = "Feedback"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]  # text, as of every exporter but the first
        self, nb: NotebookNode, resources: ResourcesDict | None = None, **kw: Any
    ) -> tuple[str, ResourcesDict]:
        """Write the page; `resources` say whose notebook it is."""
        resources = self._init_resources(resources)  # type: ignore[no-untyped-call]
        asked = resources["nbgrader"]
        converter: Any = self.parent
        course = Course(Path(converter.coursedir.root), self.config)
        with open_gradebook(course, is_dry=True) as gradebook:
            scores = gradebook.scores(asked["assignment"], asked["student"])
            known = _READ.setdefault(converter, {})
            if asked["assignment"] not in known:
                released = gradebook.released(asked["assignment"])
                known[asked["assignment"]] = _read(course, asked["assignment"], released)
        outlines, setting = known[asked["assignment"]]
        of_student = scores.get(asked["student"], StudentScores())
        outline = outlines[asked["notebook"]]
        page = feedback_page(asked["student"], outline, read_graded(json.dumps(nb)), of_student, setting)
        return page, resources


def _read(course: Course, name: str, released: Any) -> tuple[dict[str, Outline], Setting]:
    assignment = read_assignment(course, name, released, has_submissions=True)
    settings = feedback_settings(course.config)
    outlines = {each: outline_of(notebook) for each, notebook in assignment.notebooks.items()}
    demos = DemosOnDemand() if settings.demos else {}
    return outlines, Setting(models_released(settings, name), demos)
