"""The cells of a new lecture and of a new exercise, as nbgrader and the contract ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# What is still to be written, wherever it stands; `autograder audit` names every place that has it.
GAP = "WRITE:"

Cell = dict[str, Any]
_CHECK_POINTS, _REFLECTION_POINTS = 3, 2

_FLAGS = {
    "exercise": (False, True, False),
    "check": (True, False, True),
    "reflection": (True, True, False),
    "read-only": (False, False, True),
}

_IMPORTS = """import numpy as np

from autograder import check
from course_lib import demos, pictures"""


def made(cell_type: str, name: str, text: str, kind: str = "", points: int = 0) -> Cell:
    """One cell; with a kind of the cell table, what nbgrader notes of it."""
    cell: Cell = {"cell_type": cell_type, "id": name, "metadata": {}, "source": text.splitlines(True)}
    if cell_type == "code":
        cell |= {"execution_count": None, "outputs": []}
    if kind:
        grade, solution, locked = _FLAGS[kind]
        settings = {
            "cell_type": cell_type,
            "grade": grade,
            "grade_id": name,
            "locked": locked,
            "schema_version": 3,
            "solution": solution,
            "task": False,
        }
        cell["metadata"]["nbgrader"] = settings | ({"points": points} if points else {})
    return cell


def lecture_cells(title: str, notation: Mapping[str, Any], package: Mapping[str, Any]) -> list[Cell]:
    """What a lecture begins with; the table of symbols and the look for the package are those of all."""
    about = (
        f"# {title}\n\n"
        f"{GAP} three sentences: the question of this lecture, and why the last one cannot answer it.\n\n"
        f"**Afterwards you can** {GAP} what a student can do then. Allow {GAP} so many hours."
    )
    imports = made("code", "imports", _IMPORTS, "read-only")
    return [made("markdown", "title", about), dict(notation), dict(package), imports]


def exercise_cells(name: str, signature: str, inputs: str, outputs: str) -> list[Cell]:
    """One topic: six sections around one exercise.

    Parameters
    ----------
    name : str
        The student's function.
    signature : str
        `NAME(x, y)`.
    inputs, outputs : str
        With their shapes, as the docstring has them.
    """
    title = name.replace("_", " ").capitalize()
    stub = (
        f"def {signature}:\n"
        f'    """{GAP} what it computes: {inputs} -> {outputs}."""\n'
        "    ### BEGIN SOLUTION\n"
        f'    raise NotImplementedError("{GAP} the right answer")\n'
        "    ### END SOLUTION"
    )
    exercise = (
        f"### Exercise\n\n{GAP} the task in one sentence, then each argument with its shape, and what is "
        "returned.\n\n*Vocabulary.* " + GAP + " what of NumPy helps."
    )
    return [
        made(
            "markdown",
            f"{name}-motivation",
            f"## {title}\n\n### Motivation\n\n{GAP} the question in three sentences.",
        ),
        made(
            "markdown",
            f"{name}-example",
            f"### Worked example\n\n{GAP} the lecture's own numbers, small enough to check by hand.",
        ),
        made("code", f"{name}-numbers", f"# {GAP} the same numbers, asserted.", ""),
        made(
            "markdown",
            f"{name}-demo",
            f"### Demo\n\n{GAP} what it shows, and what to predict before the slider is moved.",
        ),
        made("code", f"{name}-demo-view", f"# {GAP} the call of a demo, `demos.NAME()`: docs/live_view.md."),
        made("markdown", f"{name}-spec", exercise, "read-only"),
        made("code", name, stub, "exercise"),
        made("markdown", f"{name}-check-heading", "### Check"),
        made("code", f"{name}-check", f"check({name})", "check", _CHECK_POINTS),
        made(
            "markdown",
            f"{name}-question",
            f"### Reflection\n\n{GAP} a question that the code does not answer. "
            f"*({_REFLECTION_POINTS} points, graded by hand.)*",
            "read-only",
        ),
        made(
            "markdown",
            f"{name}-reflection",
            f"{GAP} the model answer, in two or three sentences.",
            "reflection",
            _REFLECTION_POINTS,
        ),
    ]
