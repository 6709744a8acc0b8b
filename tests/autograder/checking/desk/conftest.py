"""A student's folder with one lecture of two exercises and an answer in words."""

import json

import pytest

from autograder.checking.desk.plan import FILE, Lecture, Plan, Task, fingerprint

STUB = 'def {}(scores, y):\n    raise NotImplementedError("your code")'
RIGHT = """def multiclass_hinge(scores, y):
    rows = np.arange(len(y))
    terms = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    terms[rows, y] = 0
    return terms.sum(axis=1)"""
EXERCISES = {"multiclass_hinge": 3.0, "squared_hinge": 2.0}
QUESTION = "*Your answer here.*"


def cell(grade_id, source, kind="code"):
    return {
        "cell_type": kind,
        "id": grade_id,
        "source": source,
        "metadata": {"nbgrader": {"grade_id": grade_id}},
    }


def write(folder, **sources):
    """Write the lecture's notebook with these cells instead of the released ones."""
    released = {
        **{name: STUB.format(name) for name in EXERCISES},
        **{f"{name}-check": f"check({name})" for name in EXERCISES},
        "why": QUESTION,
    }
    cells = [cell(name, source) for name, source in {**released, **sources}.items() if source is not None]
    (folder / "hinge").mkdir(exist_ok=True)
    (folder / "hinge" / "hinge.ipynb").write_text(json.dumps({"cells": cells}))


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """The folder, in which the working directory is that of a kernel, and nothing done."""
    monkeypatch.delenv("COURSE_BOX", raising=False)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    tasks = [
        Task(name, "check", points, fingerprint(STUB.format(name)), f"{name}-check")
        for name, points in EXERCISES.items()
    ]
    tasks.append(Task("why", "written", 2.0, fingerprint(QUESTION), "why"))
    lecture = Lecture("hinge", "Hinge losses", "hinge/hinge.ipynb", "Write losses.", "one hour", tuple(tasks))
    (tmp_path / FILE).write_text(json.dumps(Plan(tmp_path, (lecture,)).as_data()))
    write(tmp_path)
    monkeypatch.chdir(tmp_path / "hinge")
    return tmp_path
