"""The file of the ways: written, read back, changed by hand, and refused with a next step where it says nothing."""

from dataclasses import replace

import pytest

from autograder.reading.course import SetupError, open_course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.ways.file import read_ways, ways_file, write_ways
from autograder.reading.ways.way import Way
from autograder.writing.gradebook import open_gradebook

WAYS = {
    ("main", "double-check"): Way(True, 'captures "what" is\x7f printed', frozenset({"failing"})),
    ("main", "root-check"): Way(is_fixed=True),
    ("extra", "word-check"): Way(True, "compares DataFrames", is_fixed=True),
}


@pytest.fixture
def course(course_folder):
    return open_course(course_folder)


def read(course):
    with open_gradebook(course) as gradebook:
        return read_assignment(course, "hw", gradebook.released("hw"))


def test_what_is_written_is_read_back(course):
    path = write_ways(course, "hw", WAYS)
    assert path == ways_file(course, "hw") == course.root / "source" / "hw.ways.toml"
    assert read_ways(course, "hw") == WAYS


def test_without_the_file_all_run_apart(course):
    assert read_ways(course, "hw") == {}
    assert all(notebook.together == {} for notebook in read(course).notebooks.values())


def test_what_the_file_says_holds_and_decides(course):
    before = read(course)
    write_ways(course, "hw", WAYS)
    after = read(course)
    assert {name: list(book.together) for name, book in after.notebooks.items()} == {
        "main": ["double-check"],
        "extra": ["word-check"],
    }
    assert all(before.notebooks[name].version != after.notebooks[name].version for name in after.notebooks)


def test_it_is_not_released_and_a_submission_has_no_say(course):
    text = 'version = 1\n["main"."double-check"]\nway = "together"\n'
    for place in ("submitted/ann/hw", "submitted/ann", "release", "release/hw", "source/hw"):
        folder = course.root / place
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "hw.ways.toml").write_text(text)
    assert read(course).notebooks["main"].together == {}
    assert ways_file(course, "hw").parent == course.root / "source"


REFUSED = {
    "version": ("", "must begin with version = 1"),
    "no TOML": ("version = = 1", "must be a file in TOML"),
    "another way": ('["main"."double-check"]\nway = "alone"', 'way must be "apart" or "together"; got "alone"'),
    "no way": ('["main"."double-check"]\nwhy = "x"', 'way must be "apart" or "together"; got null'),
    "unknown field": ('["main"."double-check"]\nwey = "apart"', 'the fields are way, why, canaries, fixed; got wey'),
    "unknown canary": (
        '["main"."double-check"]\nway = "together"\ncanaries = ["bird"]',
        "canaries are some of failing, negated, unequal; got bird",
    ),
    "no table": ('main = 3', "main must be a table"),
    "unknown cell": ('["main"."doubel-check"]\nway = "apart"', "must be a test cell of the assignment"),
    "no test cell": ('["main"."double"]\nway = "apart"', "must be a test cell of the assignment"),
    "unknown notebook": ('["mine"."double-check"]\nway = "apart"', "must be a test cell of the assignment"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_meaning_is_refused_in_one_sentence(course, name):
    text, said = REFUSED[name]
    ways_file(course, "hw").write_text(text if name in ("version", "no TOML") else f"version = 1\n{text}\n")
    with pytest.raises(SetupError) as refused:
        read(course)
    assert said in str(refused.value) and str(ways_file(course, "hw")) in str(refused.value)


def test_a_test_that_calls_check_runs_apart(course):
    notebook = read(course).notebooks["main"]
    (test,) = (cell for cell in notebook.test_cells if cell.grade_id == "double-check")
    assert not notebook.uses_the_grader(test)
    calls = replace(test, source="check(double)", shown="check(double)", solved="check(double)")
    imports = replace(notebook.cells[1], source="", shown="", solved="from autograder import check")
    assert replace(notebook, cells=(imports, calls)).uses_the_grader(calls)
    assert not replace(notebook, cells=(imports, test)).uses_the_grader(test)
