"""What goes wrong in a run costs nobody else: a submission, a worker, a stopped run, a changed copy."""

import json
import os
import shutil

import pytest
from nbgrader.api import MissingEntry
from nbgrader.converters.base import NbGraderException

from autograder.classroom.class_run import grade_class
from autograder.classroom.pool.local import LocalPool
from autograder.reading.course import SetupError, open_course
from autograder.writing.gradebook import open_gradebook
from tests.autograder.classroom.graded_class import HALF, grade, gradebook, stored
from tests.autograder.helpers.fakes import FakeWorker
from tests.autograder.helpers.small_course import ANSWERS, cell, main_cells, release, submit, write_notebook


def not_json(folder):
    (folder / "main.ipynb").write_text("I forgot")
    return "main.ipynb is not JSON (Expecting value: line 1 column 1 (char 0))."


def no_notebook(folder):
    (folder / "main.ipynb").unlink()
    return "main.ipynb was not handed in; found extra.ipynb. Give it its name and hand it in again."


def linked(folder):
    (folder / "data").symlink_to("/etc/passwd")
    return "data is a link; only files and folders are read. Hand in the file itself."


def huge(folder):
    with open(folder / "main.ipynb", "wb") as file:
        file.truncate(500 * 2**20)
    return "main.ipynb has 500 MB; at most 20 MB are read. Clear its outputs and hand it in again."


@pytest.mark.parametrize(
    ("spoil", "score"), [(not_json, 1.0), (no_notebook, 1.0), (linked, 0.0), (huge, 0.0)]
)
def test_what_cannot_be_read_gets_zero_and_a_reason_everywhere(course_folder, spoil, score):
    said = spoil(submit(course_folder, "ann"))
    submit(course_folder, "bob")
    results, _ = grade(course_folder)
    assert (results["ann"].score, results["ann"].max_score, results["ann"].problem) == (score, 7.0, said)
    assert results["bob"].problem is None
    assert all(
        grade_id == "word-check" or grade == (0.0, None, False)
        for grade_id, grade in stored(course_folder, "ann").items()
    )
    shown = (course_folder / "autograded" / "ann" / "hw" / "main.ipynb").read_text()
    assert json.dumps(said)[1:-1] in shown
    again, calls = grade(course_folder)
    assert (again["ann"].problem, calls) == (said, 0)


class Stops(Exception):
    pass


@pytest.mark.parametrize("after", range(1, 6))
def test_a_run_that_is_stopped_anywhere_goes_on_to_the_same_result(course_folder, tmp_path, after):
    for number in range(5):
        submit(course_folder, f"student{number}", ANSWERS if number % 2 else HALF)
    whole = shutil.copytree(course_folder, tmp_path / "whole")
    expected, _ = grade(whole)
    seen = []

    def stop(result):
        seen.append(result)
        if len(seen) == after:
            raise Stops

    with pytest.raises(Stops):
        grade(course_folder, progress=stop)
    results, calls = grade(course_folder)
    assert calls == 2 * (5 - after)
    assert {name: result.cells for name, result in results.items()} == {
        name: result.cells for name, result in expected.items()
    }
    assert all(stored(course_folder, name) == stored(whole, name) for name in expected)


class Breaks(FakeWorker):
    def grade(self, plan):
        if any("bang" in (cell.student_source or "") for cell in plan.cells):
            raise RuntimeError("the worker broke")
        return super().grade(plan)


def test_a_fault_of_the_grader_is_named_and_costs_nobody_else(course_folder):
    submit(course_folder, "ann")
    submit(course_folder, "bob", {"double": "bang"})
    submit(course_folder, "eve")
    course = open_course(course_folder)
    with open_gradebook(course) as book:
        results = {each.student: each for each in grade_class(course, book, "hw", LocalPool(Breaks))}
    assert results["bob"].failure == "RuntimeError: the worker broke"
    assert results["ann"].score == results["eve"].score == 7.0
    assert grade(course_folder)[0]["bob"].failure is None


def test_a_folder_whose_name_is_no_text_is_named_and_costs_nobody_else(course_folder):
    submit(course_folder, "ann")
    os.rename(submit(course_folder, "bob").parent, os.fsencode(course_folder) + b"/submitted/b\xf6b")
    results, calls = grade(course_folder)
    said = "the folder's name is not UTF-8, so no gradebook can hold it. Rename the folder."
    assert {name: result.failure for name, result in results.items()} == {"ann": None, "b\\udcf6b": said}
    assert calls == 2


def test_a_worker_that_does_not_start_ends_the_run(course_folder):
    submit(course_folder, "ann")
    course = open_course(course_folder)

    def start(modules):
        raise OSError("no room.")

    with open_gradebook(course) as book, pytest.raises(SetupError) as error:
        grade_class(course, book, "hw", LocalPool(start))
    assert str(error.value) == "a worker cannot be started: no room. Run: autograder doctor"


def test_a_folder_that_cannot_be_written_is_named(course_folder):
    submit(course_folder, "ann")
    (course_folder / "autograded").mkdir()
    (course_folder / "autograded" / "ann").write_text("in the way")
    results, _ = grade(course_folder)
    place = f"{course_folder}/autograded/ann"
    assert results["ann"].failure.startswith(place)
    assert results["ann"].failure.endswith(
        "cannot be written (Not a directory). An earlier mark stays as it is."
    )
    with pytest.raises(MissingEntry):
        stored(course_folder, "ann")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda cells: cells.pop(), "the cell `project` is only in the gradebook"),
        (
            lambda cells: cells.append(cell("read_only", "new", "1")),
            "the cell `new` is only in the source",
        ),
        (
            lambda cells: setattr(cells[4], "source", "assert True"),
            "the cell `double-check` has another text in the gradebook",
        ),
        (
            lambda cells: cells[4].metadata.nbgrader.update(points=9),
            "the cell `double-check` has 9.0 points, in the gradebook 2.0",
        ),
    ],
)
def test_a_copy_that_is_not_the_released_one_is_refused(course_folder, edit, said):
    submit(course_folder, "ann")
    cells = main_cells()
    edit(cells)
    path = course_folder / "source" / "hw" / "main.ipynb"
    write_notebook(path, cells)
    with pytest.raises(SetupError) as refused:
        grade(course_folder)
    again = "Run: nbgrader generate_assignment hw --force"
    assert str(refused.value) == f"{path}: must be as it was released; {said}. {again}"


@pytest.mark.parametrize(
    "edit", [lambda cells: cells.pop(), lambda cells: cells.append(cell("read_only", "new", "1"))]
)
def test_other_cells_after_submissions_come_with_a_way_that_works(course_folder, edit):
    submit(course_folder, "ann")
    grade(course_folder)
    cells = main_cells()
    edit(cells)
    write_notebook(course_folder / "source" / "hw" / "main.ipynb", cells)
    with pytest.raises(NbGraderException):
        release(course_folder)
    with pytest.raises(SetupError, match="nbgrader db assignment remove hw --force && nbgrader generate_"):
        grade(course_folder)
    with gradebook(course_folder) as book:
        book.remove_assignment("hw")
    release(course_folder)
    assert grade(course_folder)[0]["ann"].score == 7.0
