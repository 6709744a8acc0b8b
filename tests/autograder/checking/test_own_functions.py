"""The functions of the lectures are read from saved notebooks: what passes is used, the rest is lent."""

import json
from types import ModuleType

import numpy as np
import pytest

from autograder.boxes import no_check
from autograder.checking.own_functions import definitions, own_functions
from course_lib.live_view.student import not_passed

RIGHT = "def relu_backward(dz, x):\n    return half(dz) * 2 * (x > 0)"
HELPER = "import numpy as np\nfrom math import prod\ndef half(x):\n    return x / 2"


@pytest.fixture
def lent():
    module = ModuleType("lent")
    exec("def _helper():\n    pass", vars(module))
    for name in ("relu_backward", "linear_forward", "log_softmax"):
        exec(f"def {name}(*arguments):\n    return 'lent'", vars(module))
    return module


def write(folder, topic, *sources):
    cells = [{"cell_type": "code", "source": source.splitlines(keepends=True)} for source in sources]
    cells.append({"cell_type": "markdown", "source": "def relu_backward(dz, x): prose"})
    (folder / topic).mkdir(exist_ok=True)
    (folder / topic / f"{topic}.ipynb").write_text(json.dumps({"cells": cells}))


def test_what_passes_is_the_students_with_its_helpers(tmp_path, lent):
    write(
        tmp_path,
        "backpropagation",
        HELPER,
        "%matplotlib inline\n" + RIGHT,
        "def linear_forward(X, W, b): 1/0",
    )
    mine = own_functions(lent, tmp_path)
    np.testing.assert_array_equal(mine.relu_backward(np.array([3.0, 4.0]), np.array([1.0, -1.0])), [3, 0])
    assert mine.linear_forward() == mine.log_softmax() == "lent"
    assert set(mine.lent) == {"linear_forward", "log_softmax"}
    assert mine.lent["linear_forward"].startswith("yours does not pass its check yet.")
    assert "put that lecture's folder there" in mine.lent["log_softmax"]
    assert repr(mine).splitlines()[:2] == [
        "1 of 3 functions are yours.",
        "  relu_backward   yours",
    ]
    assert not_passed([mine.relu_backward, mine.log_softmax]) == ""  # a demo says nothing against them
    assert "<td" in mine._repr_html_() and "backpropagation" in mine._repr_html_()


@pytest.mark.parametrize("source", ["x = 1", "def log_softmax(scores):\n    raise NotImplementedError()"])
def test_what_is_missing_says_which_exercise_gives_it(tmp_path, lent, source):
    """A stub as released is missing too."""
    write(tmp_path, "softmax", source)
    problem = own_functions(lent, tmp_path).lent["log_softmax"]
    path = tmp_path / "softmax" / "softmax.ipynb"
    assert problem == f"write the exercise `log_softmax` in {path}, save it, and run this cell again."


def test_a_function_whose_lecture_is_not_there_is_lent(tmp_path, lent, monkeypatch):
    """As in a student's folder that holds the capstone alone."""
    monkeypatch.setattr("autograder.checking.own_functions.known_exercises", dict)
    mine = own_functions(lent, tmp_path)
    assert set(mine.lent.values()) == {"the lecture that asks for it is not part of this course folder."}
    assert mine.log_softmax() == "lent" and "0 of 3" in repr(mine)


def test_only_definitions_of_a_notebook_run(tmp_path):
    ran = tmp_path / "ran"
    write(
        tmp_path,
        "softmax",
        f"open({str(ran)!r}, 'w')",
        "class A:\n    pass\nprint(1/0)",
        "def broken(:",
        "x = 1",
    )
    found = definitions(tmp_path / "softmax" / "softmax.ipynb")
    assert "A" in found and "x" not in found and not ran.exists()


@pytest.mark.parametrize("text", ["", "no JSON", "[]", '{"cells": [{}]}', '{"cells": 3}'])
def test_a_notebook_that_cannot_be_read_defines_nothing(tmp_path, text):
    path = tmp_path / "softmax.ipynb"
    path.write_text(text)
    assert set(definitions(path)) - {"__builtins__"} == {"__name__"}


def test_collecting_keeps_no_progress(tmp_path, lent, monkeypatch):
    noted = []
    monkeypatch.setattr("autograder.checking.check.note_check", lambda *found: noted.append(found))
    write(tmp_path, "backpropagation", HELPER, RIGHT)
    own_functions(lent, tmp_path)
    assert noted == []


def test_in_the_grader_all_are_lent(lent, monkeypatch):
    import autograder

    for box in ("student", "instructor"):
        monkeypatch.setenv("COURSE_BOX", box)
        assert autograder.own_functions is no_check.own_functions
    assert no_check.own_functions(instead=lent, folder="..") is lent


def test_everything_that_the_capstone_lends_passes_its_check(monkeypatch):
    from pathlib import Path

    from autograder.checking.check import tried
    from autograder.exercises.exercise import find_exercise

    monkeypatch.syspath_prepend(Path(__file__).parents[3] / "notebooks" / "capstone")
    import lent

    names = list(own_functions(lent, Path("nowhere")).topics)
    assert len({find_exercise(name).topic for name in names}) == 5  # something of every lecture
    for name in names:
        exercise = find_exercise(name)
        result = tried(getattr(lent, name), exercise, exercise.public_cases)
        assert result.passed and not result.mistakes, result
