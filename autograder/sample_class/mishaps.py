"""What happens to honest students: an unfinished notebook, a crash, a flood of output, a lost cell."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from autograder.sample_class.editing import STUB, begun_with, parameters, preceded, with_body
from autograder.sample_class.students import Answer, Notebook, SampleStudent

_MEGABYTE = 2**20


def is_check(cell: Mapping[str, Any]) -> bool:
    """Whether a cell is graded automatically."""
    mark = cell["metadata"].get("nbgrader", {})
    return cell["cell_type"] == "code" and bool(mark.get("grade")) and not mark.get("solution")


def mishaps(right: Mapping[str, str]) -> list[SampleStudent]:
    """Submissions to which something happened; `right`: exercise -> right answer, in the lecture's order."""
    if not right:
        return []
    exercises = list(right)
    first, second, last = exercises[0], exercises[min(1, len(exercises) - 1)], exercises[-1]
    answers = {name: Answer(source) for name, source in right.items()}

    def student(name: str, changed: Mapping[str, Answer] | None = None, **more: Any) -> SampleStudent:
        return SampleStudent(name, {**answers, **(changed or {})}, **more)

    def everywhere(write: Callable[[str], str]) -> dict[str, Answer]:
        return {name: Answer(write(source)) for name, source in right.items()}

    def fails(
        name: str, write: Callable[[str], str], mistakes: tuple[str, ...] | None = None
    ) -> dict[str, Answer]:
        return {name: Answer(write(right[name]), 0.0, mistakes)}

    half = exercises[len(exercises) // 2 :]
    return [
        student("untouched", {name: STUB for name in exercises}),
        student("half-done", {name: STUB for name in half}),
        student(
            "returns-nothing", fails(second, lambda source: with_body(source, "pass"), ("not_implemented",))
        ),
        student("syntax-error", fails(second, lambda source: source.replace("):", ")", 1))),
        student(
            "name-error", fails(first, lambda source: begun_with(source, "undefined_name + 1"), ("raises",))
        ),
        student("renamed", fails(second, lambda source: source.replace(f"def {second}", "def my_answer"))),
        student("endless-loop", fails(second, lambda source: begun_with(source, "while True:\n    pass"))),
        student(
            "endless-recursion", fails(first, lambda source: begun_with(source, _recursion(source, first)))
        ),
        student(
            "segfault-in-the-last",
            fails(last, lambda source: begun_with(source, "import ctypes; ctypes.string_at(0)")),
        ),
        student("memory-hog", fails(second, lambda source: begun_with(source, _HOG))),
        student("exits", fails(first, lambda source: begun_with(source, "import os; os._exit(0)"))),
        student(
            "exits-while-defining", fails(second, lambda source: preceded(source, "import os; os._exit(0)"))
        ),
        student("prints-100-megabytes", {first: Answer(preceded(right[first], _FLOOD))}),
        student("prints", everywhere(lambda source: begun_with(source, "print('here', flush=True)"))),
        student(
            "warns", everywhere(lambda source: begun_with(source, "import warnings; warnings.warn('old')"))
        ),
        student(
            "logs", everywhere(lambda source: begun_with(source, "import logging; logging.warning('called')"))
        ),
        student(
            "plots",
            {
                last: Answer(
                    preceded(right[last], "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()")
                )
            },
        ),
        student("deleted-checks", change=delete_checks),
        student("copied-checks", change=copy_checks),
        student("copied-answers", change=copy_answers),
        student("own-cells", _with_helper(right, last), change=_add_helper_cell),
        student("lost-metadata", change=lose_metadata),
        student("numpy-beside", files={"numpy.py": b"raise ImportError('the wrong numpy')\n"}),
        SampleStudent("not-json", {}, notebook=b"print('a script, no notebook')", problem="is not JSON"),
        SampleStudent("a-picture", {}, notebook=b"\x89PNG\r\n", problem="is not UTF-8 text"),
        SampleStudent("empty-file", {}, notebook=b"", problem="is not JSON"),
    ]


_HOG = f"""
hoard = []
while True:
    hoard.append(bytearray({64 * _MEGABYTE}))
"""
_FLOOD = f"for _ in range(100):\n    print('x' * {_MEGABYTE})"


def _recursion(source: str, name: str) -> str:
    return f"return {name}({parameters(source)})"


def _with_helper(right: Mapping[str, str], name: str) -> dict[str, Answer]:
    return {name: Answer(begun_with(right[name], "a_helper_of_mine()"))}


def _add_helper_cell(notebook: Notebook) -> None:
    cell = copy.deepcopy(next(cell for cell in notebook["cells"] if cell["cell_type"] == "code"))
    cell |= {"id": "mine", "metadata": {}, "outputs": [], "source": "def a_helper_of_mine():\n    return 1"}
    notebook["cells"].insert(1, cell)


def delete_checks(notebook: Notebook) -> None:
    """Delete every test cell."""
    notebook["cells"] = [cell for cell in notebook["cells"] if not is_check(cell)]


def copy_checks(notebook: Notebook) -> None:
    """Paste a copy of every test cell behind it, with its metadata."""
    notebook["cells"] = [
        item
        for cell in notebook["cells"]
        for item in ([cell, copy.deepcopy(cell)] if is_check(cell) else [cell])
    ]


def copy_answers(notebook: Notebook) -> None:
    """Put an old attempt (a copy of the cell that fails) before each answer."""
    cells = []
    for cell in notebook["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and mark.get("solution"):
            cells.append({**copy.deepcopy(cell), "source": "raise RuntimeError('first attempt')"})
        cells.append(cell)
    notebook["cells"] = cells


def lose_metadata(notebook: Notebook) -> None:
    """Lose the notebook's own metadata and all outputs' order, as some editors do."""
    notebook["metadata"] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = 7
