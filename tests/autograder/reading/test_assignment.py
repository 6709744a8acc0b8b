"""The instructor's copy: released by nbgrader's own steps, versioned by what decides a verdict."""

import json

import nbformat
import pytest

from autograder.reading.assignment import InstructorCell, InstructorNotebook
from autograder.reading.bindings import bound_names, imports
from autograder.reading.course import SetupError, open_course
from autograder.reading.read_assignment import read_assignment
from autograder.writing.gradebook import open_gradebook
from tests.autograder.helpers.small_course import cell, main_cells, release, write_course, write_notebook


def read(root):
    course = open_course(root)
    with open_gradebook(course) as gradebook:
        return read_assignment(course, "hw", gradebook.released("hw"))


def test_header_and_footer_belong_to_the_notebook(course_folder):
    write_notebook(course_folder / "head.ipynb", [cell("plain", "head", "import os")])
    with open(course_folder / "nbgrader_config.py", "a") as config:
        config.write('c.IncludeHeaderFooter.header = "head.ipynb"\n')
    assert read(course_folder).notebooks["main"].cells[0].source == "import os"


def test_the_configured_marks_hide(course_folder, tmp_path):
    with open(course_folder / "nbgrader_config.py", "a") as config:
        config.write('c.ClearHiddenTests.begin_test_delimeter = "BEGIN SECRET"\n')
        config.write('c.ClearHiddenTests.end_test_delimeter = "END SECRET"\n')
    cells = {each.grade_id: each for each in read(course_folder).notebooks["main"].cells}
    assert "-71" in cells["double-check"].shown
    assert cells["double-check"].hidden_lines == ()


def test_the_lines_that_students_do_not_have_are_counted(course_folder):
    cells = {each.grade_id: each for each in read(course_folder).notebooks["main"].cells}
    assert cells["double-check"].hidden_lines == (2, 3, 4)
    assert cells["root-check"].hidden_lines == ()


def test_files_that_students_may_edit_are_theirs(course_folder):
    (course_folder / "source" / "hw" / "tools.py").write_text("def tool(): pass\n")
    with open(course_folder / "nbgrader_config.py", "a") as config:
        config.write('c.Autograde.exclude_overwriting = {"hw": ["tools.py"]}\n')
    notebook = read(course_folder).notebooks["main"]
    assert "tools.py" not in notebook.files
    assert notebook.student_modules == {"tools"}


def test_what_it_imports_is_known_but_for_what_lies_beside_it(course_folder):
    (course_folder / "source" / "hw" / "math.py").write_text("")
    assert read(course_folder).modules == set()
    (course_folder / "source" / "hw" / "math.py").unlink()
    assert read(course_folder).modules == {"math"}
    (course_folder / "source" / "hw" / "lib").mkdir()
    (course_folder / "source" / "hw" / "lib" / "math.py").write_text("")
    assert read(course_folder).modules == {"math"}
    write_notebook(
        course_folder / "head.ipynb", [cell("plain", "head", "import sys\nsys.path.insert(0, 'lib')")]
    )
    with open(course_folder / "nbgrader_config.py", "a") as config:
        config.write('c.IncludeHeaderFooter.header = "head.ipynb"\n')
    assert read(course_folder).modules == {"sys"}


def test_notebooks_must_be_the_released_ones(course_folder):
    (course_folder / "source" / "hw" / "extra.ipynb").unlink()
    with pytest.raises(SetupError, match=r"got \['main'\] and \['extra', 'main'\]. Run: nbgrader generate"):
        read(course_folder)


def test_a_missing_copy_is_said(course_folder):
    for path in (course_folder / "source" / "hw").glob("*.ipynb"):
        path.unlink()
    with pytest.raises(SetupError, match="the instructor's notebook must lie in .*; got none"):
        read(course_folder)


def test_a_notebook_that_cannot_be_released_is_said(course_folder):
    cells = main_cells()
    cells[3].source = "### BEGIN SOLUTION\n1"
    write_notebook(course_folder / "source" / "hw" / "main.ipynb", cells)
    with pytest.raises(SetupError, match="must be able to release it; got RuntimeError: no end solution"):
        read(course_folder)


@pytest.mark.parametrize("kernel", [{"name": "ir", "language": "R"}, {"name": "octave"}])
def test_another_language_is_said(course_folder, kernel):
    path = course_folder / "source" / "hw" / "extra.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["kernelspec"] = {"display_name": "x", **kernel}
    nbformat.write(notebook, path)
    with pytest.raises(
        SetupError, match="the notebook's language must be Python; got octave|language 'R' has not"
    ):
        read(course_folder)


def in_older_form(path, version):
    """Write nbgrader's metadata as an older nbgrader did, and no cell ids."""
    content = json.loads(path.read_text())
    content["nbformat_minor"] = 2
    content["cells"] = [
        each for each in content["cells"] if each["id"] != "project"
    ]  # tasks came with schema 3
    for each in content["cells"]:
        del each["id"]
        if settings := each["metadata"].get("nbgrader"):
            del settings["task"]
            settings["schema_version"] = version
    path.write_text(json.dumps(content))


@pytest.mark.parametrize("version", [1, 2])
def test_older_metadata_is_read_as_of_today(course_folder, version):
    path = course_folder / "source" / "hw" / "main.ipynb"
    without_task = [each for each in main_cells() if each.id != "project"]
    write_notebook(path, without_task)
    release(course_folder)
    today = read(course_folder).notebooks["main"]
    in_older_form(path, version)
    older = read(course_folder).notebooks["main"]
    assert {each.nbgrader["schema_version"] for each in older.cells if each.nbgrader} == {3}
    assert older.version == today.version


def test_metadata_of_a_newer_nbgrader_is_said(course_folder):
    cells = main_cells()
    cells[2].metadata["nbgrader"]["schema_version"] = 4
    write_notebook(course_folder / "source" / "hw" / "main.ipynb", cells)
    with pytest.raises(
        SetupError, match="by a newer nbgrader .*4 .expected 3.*pip install --upgrade nbgrader"
    ):
        read(course_folder)


def test_two_cells_of_one_id_are_told_apart(course_folder):
    write_notebook(course_folder / "head.ipynb", [cell("plain", "imports", "import os")])
    with open(course_folder / "nbgrader_config.py", "a") as config:
        config.write('c.IncludeHeaderFooter.header = "head.ipynb"\n')
    cells = read(course_folder).notebooks["main"].cells
    assert [each.source for each in cells if each.identity == "imports"] == ["import os"]
    assert len({each.identity for each in cells}) == len(cells)


def test_an_empty_test_in_a_folder_with_an_odd_name(tmp_path):
    root = write_course(
        tmp_path / "a {course} (1)", [cell("answer", "f", ""), cell("test", "f-check", "", points=1)]
    )
    assert [each.source for each in read(root).notebooks["main"].cells] == ["raise NotImplementedError", ""]


def notebook(*cells, files=()):
    made = [
        InstructorCell("code", name, name, source, source, solved, {"nbgrader": settings})
        for name, source, solved, settings in cells
    ]
    return InstructorNotebook("hw", tuple(made), {}, dict(files))


ANSWER = {"solution": True, "grade": False}
CHECK = {"solution": False, "grade": True, "points": 2}
BASE = [("f", "stub", "f = 1", ANSWER), ("c", "assert f", "assert f", CHECK)]


def test_a_module_that_a_cell_writes_is_no_package():
    written, test = "%%writefile tools.py\nx = 1", "import tools\nimport math"
    assert notebook(("f", "", written, ANSWER), ("c", test, test, CHECK)).modules == {"math"}


@pytest.mark.parametrize(
    ("cells", "files", "is_same"),
    [
        (BASE, {}, True),
        ([("f", "stub", "f = 2", ANSWER), BASE[1]], {}, True),
        ([("f", "stub", "g = 1", ANSWER), BASE[1]], {}, False),
        ([BASE[0], ("c", "assert g", "assert g", CHECK)], {}, False),
        ([BASE[0], ("c", "assert f", "assert f", {**CHECK, "points": 3})], {}, False),
        ([BASE[1], BASE[0]], {}, False),
        (BASE, {"a": b"1"}, False),
    ],
)
def test_the_version_follows_what_decides(cells, files, is_same):
    assert (notebook(*cells, files=files).version == notebook(*BASE).version) is is_same


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("x = y = 1; a, (b, *c) = z", {"x", "y", "a", "b", "c"}),
        ("def f(): inner = 1\nclass C: attribute = 1\nlambda q: q", {"f", "C"}),
        ("for k in range(3): pass\nwith open('x') as file: pass\n[i for i in x]", {"k", "file"}),
        ("{i: {j for j in x} for i in x}\n[(last := v) for v in x]", {"last"}),
        ("if (n := 3): pass\nx: int = 1\nx += 1", {"n", "x"}),
        ("import os as system\nfrom math import sqrt", set()),
        ("def f():\n    global state\n    state = 1", {"f", "state"}),
        ("%matplotlib inline\n!ls\nx = 1", {"x"}),
        ("async def f(): await g()\nawait f()\ny = 1", {"f", "y"}),
        ("this is no Python", set()),
        ("x = '\0'", set()),
    ],
)
def test_bound_names(source, names):
    assert bound_names(source) == names


def test_imports_of_what_does_not_parse():
    assert imports("def f(:") == []
