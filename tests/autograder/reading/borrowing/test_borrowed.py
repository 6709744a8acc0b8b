"""Answers that are the course's own are remarked, and no others."""

import inspect
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.reading.assignment import InstructorCell, InstructorNotebook
from autograder.reading.borrowing.borrowed import MIN_SIZE, known_answers, remarks_on
from autograder.reading.borrowing.likeness import functions_of
from autograder.reading.rebuild import rebuild
from autograder.reading.submission import submitted_cells
from autograder.sample_class.students import known_classes, students_of
from benchmarks import right_styles
from course_lib.losses.hinge import binary_hinge_loss


@dataclass
class Cell:
    text: str
    label: str = "`svm_loss`"


def _remarks(text, lecture="loss_functions", instructors="", solutions=None, released=()):
    return list(remarks_on([Cell(text)], instructors, known_answers(lecture, solutions), released))


COPIED = '''
def multiclass_hinge(s, labels):
    """My own answer."""
    n = np.arange(len(labels))
    right = s[n, labels]
    m = np.maximum(0, s - right[:, None] + 1)
    m[n, labels] = 0
    return m.sum(axis=1)
'''


def test_a_right_style_of_the_sample_class_is_remarked():
    assert _remarks(COPIED) == [
        "1 answer is up to names as in the sample class: `multiclass_hinge` in `svm_loss` (right-vectorised)."
    ]


def test_all_right_styles_of_a_notebook_are_one_remark():
    answers = next(each.answers for each in students_of("loss_functions") if each.name == "right-loops")
    cells = [Cell(answer.source, f"`{name}`") for name, answer in answers.items()]
    (remark,) = remarks_on(cells, "", known_answers("loss_functions"))
    assert remark.startswith("6 answers are up to names as in the sample class: `multiclass_hinge`, ")
    assert remark.endswith(" (right-loops).")


def test_the_instructors_solution_is_remarked_before_the_sample_class():
    other = COPIED.replace("np.maximum(0, s - right[:, None] + 1)", "np.maximum(s - right[:, None] + 1, 0)")
    given = _remarks(other + COPIED, solutions={"multiclass_hinge": other})
    assert given == [
        "1 answer is up to names the course's own: `multiclass_hinge` in `svm_loss` (the instructor's solution of "
        "multiclass_hinge).",
        "1 answer is up to names as in the sample class: `multiclass_hinge` in `svm_loss` (right-vectorised).",
    ]


def test_code_that_was_given_to_be_mended_is_not_remarked():
    given = COPIED.replace("+ 1", "- 1")
    assert _remarks(COPIED, solutions={"multiclass_hinge": COPIED}, released=[given]) == []


def test_it_is_not_where_another_assignment_asks():
    assert _remarks(COPIED, "no assignment") == []


def test_an_answer_of_course_lib_is_remarked():
    remark = "1 answer is up to names the course's own: `mine` in `svm_loss` (course_lib.losses.hinge.binary_hinge_loss)."
    assert _remarks(inspect.getsource(binary_hinge_loss).replace("def binary_hinge_loss", "def mine")) == [
        remark
    ]


@pytest.mark.parametrize("lecture", known_classes())
def test_every_right_style_is_known(lecture):
    known = known_answers(lecture)
    for student in students_of(lecture):
        if student.name.startswith("right-"):
            for answer in student.answers.values():
                large = [each for each in functions_of(answer.source) if each.size >= MIN_SIZE]
                assert all(each.digest in known for each in large)


@pytest.mark.parametrize("lecture", known_classes())
def test_right_answers_in_further_styles_are_not_remarked(lecture):
    source = (Path(right_styles.__path__[0]) / f"{lecture}.py").read_text(encoding="utf-8")
    assert functions_of(source)
    assert _remarks(source, lecture) == []


REACHES = {
    "an import": "from course_lib.losses.hinge import svm_loss",
    "an import of the room": "from course_lib import losses",
    "a module by name": "import importlib; m = importlib.import_module('course_lib.losses.hinge')",
    "a file": "exec(open(root + '/course_lib/losses/hinge.py').read())",
    "the guard": "import autograder.boxes.course_answers",
    "the copies that are lent": "lent._copy(gates.pick_backward)",
}
TAKES_APART = (
    "f.__code__",
    "types.FunctionType(c, {})",
    "sys.modules[name]",
    "gc.get_objects()",
    "import ctypes",
)


@pytest.mark.parametrize("source", REACHES.values(), ids=REACHES)
def test_reaching_for_the_answers_is_remarked(source):
    (remark,) = _remarks(source)
    assert remark.startswith("`svm_loss` reaches for the course's own answers (`")


@pytest.mark.parametrize("source", TAKES_APART)
def test_taking_python_apart_is_remarked(source):
    (remark,) = _remarks(source)
    assert remark.startswith("`svm_loss` takes Python apart (`")


def test_what_the_instructor_reaches_for_a_student_may():
    line = REACHES["an import"]
    assert _remarks(line, instructors=line) == []


@pytest.mark.parametrize(
    "source",
    ["from course_lib.datasets import blobs", "from course_lib.demos.svm import show", "course_library = 1"],
)
def test_demos_and_data_are_no_answers(source):  # fmt: skip
    assert _remarks(source) == []


def test_a_large_notebook_is_not_read_to_its_end():
    cells = [Cell("#" * 19_000)] * 6 + [Cell(COPIED)]
    assert list(remarks_on(cells, "", known_answers("loss_functions"))) == []


def _submitted(imports, answer, name="loss_functions"):
    """The remarks on a notebook of one exercise, whose first cell is the instructor's."""
    solution = {"grade": False, "solution": True, "locked": False, "grade_id": "exercise"}
    instructors = InstructorNotebook(
        name,
        (
            InstructorCell("code", "imports", None, imports, imports, imports, {}),
            InstructorCell("code", "exercise", "exercise", "", "", "", {"nbgrader": solution}),
        ),
        {},
        {},
    )
    notebook = new_notebook(
        cells=[
            new_code_cell(imports, id="imports"),
            new_code_cell(answer, id="exercise", metadata={"nbgrader": solution}),
        ]
    )
    return rebuild(instructors, submitted_cells(notebook.cells)).suspicions


def test_a_submission_is_remarked_where_the_course_uses_ours():
    (remark,) = _submitted("import numpy as np\nfrom autograder import check", COPIED)
    assert "`multiclass_hinge` in `exercise`" in remark


def test_nothing_is_remarked_of_another_course():
    assert _submitted("import numpy as np", COPIED) == ()


def test_the_instructors_own_cells_are_not_remarked():
    assert _submitted(f"from autograder import check\nimport ctypes\n{COPIED}", "x = 1") == ()
