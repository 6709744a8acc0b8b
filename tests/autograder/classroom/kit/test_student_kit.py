"""The plan of a kit, and what a new kit never replaces."""

import json
import os
import shutil

import nbformat
import pytest
from click.testing import CliRunner

from autograder.checking.desk.hand_in import hand_in
from autograder.checking.desk.plan import Plan, fingerprint, read_plan
from autograder.classroom.kit import student_kit
from autograder.classroom.kit.course_plan import plan_of
from autograder.classroom.kit.draw_ahead import draw_ahead
from autograder.classroom.kit.release import lectures_of
from autograder.classroom.kit.student_kit import is_touched, lay_out_folder, make_kit
from autograder.cli import main
from autograder.exercises.exercise import known_exercises
from autograder.reading.course import SetupError, open_course
from course_lib import pictures
from course_lib.live_view.ahead.names import name_of
from tests.autograder.classroom.kit.conftest import LECTURE, ROOT

# ------------------------------------------------------------ the plan


@pytest.fixture(scope="module")
def plan():
    """The plan of all lectures, as their sources tell it."""
    course = open_course(ROOT)
    return plan_of(ROOT, {name: course.source(name) for name in lectures_of(course)})


def test_the_lectures_come_in_the_course_s_order(plan):
    names = [lecture.name for lecture in plan.lectures]
    lectures = ["loss_functions", "softmax", "gradient_descent", "backpropagation", "jacobians"]
    assert names[: len(lectures)] == lectures


def test_every_lecture_says_its_aims_its_time_and_its_points(plan):
    for lecture in plan.lectures:
        assert lecture.title and lecture.aims and lecture.time, lecture.name
        names = [task.id for task in lecture.tasks]
        assert len(set(names)) == len(names)
        assert {task.id for task in lecture.of_kind("check")} <= set(known_exercises())
        assert all(task.blank for task in lecture.tasks), lecture.name


def test_the_plan_is_written_and_read_back(plan, tmp_path):
    (tmp_path / "course.json").write_text(json.dumps(plan.as_data()))
    assert read_plan(tmp_path) == Plan(tmp_path, plan.lectures)


# ------------------------------------------------------------ what stays


@pytest.fixture
def released(tmp_path):
    """A released lecture: its source will do, where no solution is looked at."""
    folder = tmp_path / "released"
    shutil.copytree(ROOT / "notebooks" / LECTURE, folder)
    return {LECTURE: folder}


def answer(folder, source="def multiclass_hinge(scores, y):\n    return scores"):
    path = folder / LECTURE / f"{LECTURE}.ipynb"
    notebook = json.loads(path.read_text())
    [cell] = [cell for cell in notebook["cells"] if cell["id"] == "multiclass_hinge"]
    cell["source"] = source
    path.write_text(json.dumps(notebook))


def test_a_kit_in_which_somebody_worked_is_not_replaced(released, tmp_path):
    worked = tmp_path / "student"
    student_kit._lay_out(plan_of(worked, released), released, [LECTURE])
    answer(worked)
    with pytest.raises(SetupError, match=r"somebody worked in .* \(loss_functions\), and a new kit"):
        make_kit(open_course(ROOT), [LECTURE], worked)
    (tmp_path / "other").mkdir()
    with pytest.raises(SetupError, match="must be a kit or nothing"):
        make_kit(open_course(ROOT), [LECTURE], tmp_path / "other")


def test_a_folder_with_answers_is_laid_out_around_them(released, tmp_path, monkeypatch):
    monkeypatch.setattr(student_kit, "release", lambda *arguments: released)
    drawn = []
    monkeypatch.setattr(
        student_kit, "draw_ahead", lambda released, folder, progress: drawn.append((released, folder))
    )
    course = open_course(ROOT)
    assert lay_out_folder(course, tmp_path / "mine") == ()
    assert drawn == [(released, tmp_path / "mine" / ".drawn")]
    assert read_plan(tmp_path / "mine").hints == 3  # as nbgrader_config.py says
    assert not is_touched(read_plan(tmp_path / "mine"), LECTURE)
    answer(tmp_path / "mine")
    before = (tmp_path / "mine" / LECTURE / f"{LECTURE}.ipynb").read_bytes()
    assert lay_out_folder(course, tmp_path / "mine") == (LECTURE,)
    assert (tmp_path / "mine" / LECTURE / f"{LECTURE}.ipynb").read_bytes() == before


def test_what_the_library_alone_decides_is_drawn_ahead(tmp_path):
    """A cell that raises ends nothing; what is no longer shown goes; a lecture without the library is not run."""
    shows = ["from course_lib import pictures", "1 / 0", "pictures.surprise()"]
    for name, sources in (("shows", shows), ("elsewhere", ["import no_such_module"])):
        (tmp_path / name).mkdir()
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / name / f"{name}.ipynb")
    before = {path: path.read_bytes() for path in tmp_path.glob("*/*")}
    (tmp_path / "drawn").mkdir()
    (tmp_path / "drawn" / "old.drawn").touch()
    os.utime(tmp_path / "drawn" / "old.drawn", (0, 0))
    draw_ahead({name: tmp_path / name for name in ("shows", "elsewhere")}, tmp_path / "drawn")
    assert [path.name for path in (tmp_path / "drawn").iterdir()] == [f"{name_of(pictures.surprise())}.drawn"]
    assert {path: path.read_bytes() for path in before} == before


def test_an_unknown_lecture_is_refused_with_those_that_are_there(tmp_path):
    with pytest.raises(SetupError, match="one of .*loss_functions.*; got alchemy"):
        make_kit(open_course(ROOT), ["alchemy"], tmp_path / "student")


def test_an_untouched_cell_is_known_by_its_fingerprint():
    assert fingerprint("a = 1\n") == fingerprint("  a = 1") != fingerprint("a = 2")


def test_what_is_handed_in_is_what_collect_takes(released, tmp_path):
    """The zip of `hand-in`, in a download of a platform, becomes the submission that the grader reads."""
    mine, course = tmp_path / "mine", tmp_path / "course"
    student_kit._lay_out(plan_of(mine, released), released, [LECTURE])
    answer(mine)
    download = tmp_path / "download" / "Ann Miller_1234567_assignsubmission_file_"
    download.mkdir(parents=True)
    shutil.copy(hand_in(read_plan(mine), LECTURE).path, download)
    course.mkdir()
    (course / "nbgrader_config.py").write_text("c = get_config()\n")
    ran = CliRunner().invoke(main, ["collect", LECTURE, str(download.parent), "--course", str(course)])
    assert ran.exit_code == 0, ran.output
    collected = course / "submitted" / "Ann Miller" / LECTURE / f"{LECTURE}.ipynb"
    assert collected.read_bytes() == (mine / LECTURE / f"{LECTURE}.ipynb").read_bytes()
