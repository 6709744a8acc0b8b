"""What cannot be laid out beside the course's files is refused with a sentence, and costs nobody else."""

import pytest

from autograder.boxes.limits import MAX_FILES, Limits
from autograder.grading.room import require_room
from autograder.reading.course import open_course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.submission import Refused, Submission
from autograder.writing.gradebook import open_gradebook

FOLDER = "table.csv is a folder in the submission and a file in the course. Rename it."


@pytest.fixture(scope="module")
def assignment(released_course):
    course = open_course(released_course)
    with open_gradebook(course) as gradebook:
        return read_assignment(course, "hw", gradebook.released("hw"))


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"table.csv/mine.csv": b"1"}, FOLDER),
        ({"é": b"1", "é/x": b"1"}, "é is a file and a folder in the submission. Rename one of them."),
        ({"main.ipynb/data.csv": b"1"}, FOLDER.replace("table.csv", "main.ipynb")),
        ({"data.bin": b"0" * (65 * 2**20)}, "the files beside the notebook take 65 MB"),
        ({"ä": b"0" * (33 * 2**20)}, "the files beside the notebook take 66 MB"),
        (
            {f"{n}/" + "d/" * 19 + "f": b"" for n in range(MAX_FILES // 20)},
            "the folder holds 205 files and 4080 fo",
        ),
    ],
    ids=["folder", "two forms of a name", "folder as a notebook", "disk", "two forms", "inodes"],
)
def test_what_does_not_fit_is_refused(assignment, files, reason):
    with pytest.raises(Refused, match=f"^{reason}"):
        require_room(assignment, Submission("ann", files), Limits())


def test_a_file_in_the_place_of_the_courses_folder(assignment):
    main = assignment.notebooks["main"]
    inner = type(main)("main", main.cells, main.metadata, {"data/table.csv": b"1"})
    reason = "data is a file in the submission and a folder in the course. Rename it."
    with pytest.raises(Refused, match=f"^{reason}"):
        require_room(type(assignment)("hw", {"main": inner}), Submission("ann", {"data": b""}), Limits())


@pytest.mark.parametrize(
    "files", [{}, {"table.csv": b"mine"}, {"data/deep/a.csv": b"1"}, {"a": b"0" * (60 * 2**20)}]
)
def test_what_fits_is_let_through(assignment, files):
    require_room(assignment, Submission("ann", files), Limits())
