"""What every lecture's notebook promises: sections, cells, syllabus rows, a clean run, a clean release."""

import os
import resource
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.converters import GenerateAssignment

from autograder.classroom.authoring import contract
from autograder.classroom.authoring.contract import kind
from autograder.reading.course import open_course

ROOT = Path(__file__).parent.parent.parent
NOTEBOOKS = sorted(ROOT.glob("notebooks/*/*.ipynb"))
# lecture: (its number in the syllabus, how many rows it has there)
SYLLABUS = {
    "loss_functions": (1, 11),
    "softmax": (2, 10),
    "gradient_descent": (3, 12),
    "backpropagation": (4, 12),
    "jacobians": (5, 11),
    "capstone": (6, 0),  # puts the others together and has no rows of its own
}
LONGEST_RUN = 60  # seconds of processor time, from start to end
HANGS = 300  # seconds after which a cell, or the start of a kernel, is given up

pytestmark = pytest.mark.course


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture(scope="module")
def notebook(path):
    return nbformat.read(path, as_version=4)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of the course, to release lectures in."""
    root = tmp_path_factory.mktemp("course")
    litter = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
    shutil.copytree(ROOT / "notebooks", root / "notebooks", ignore=litter)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return open_course(root)


@pytest.fixture(scope="module")
def released(path, course):
    """What `nbgrader generate_assignment` makes of the notebook."""
    course.directory.assignment_id = path.stem
    converter = GenerateAssignment(coursedir=course.directory, config=course.config)
    converter.log.setLevel("ERROR")
    converter.start()
    return nbformat.read(course.root / "release" / path.stem / path.name, as_version=4)


def run(notebook, folder, **environment):
    """Run the notebook in a real kernel, with these environment variables; return its outputs."""
    return [output for outputs in run_cells(notebook.cells, folder, **environment) for output in outputs]


def run_cells(cells, folder, **environment):
    """As `run`, for cells; return the outputs of each code cell."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.from_dict(cell) for cell in cells])
    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(notebook, timeout=HANGS, startup_timeout=HANGS, resources=resources)
    # The tests run side by side: threads of linear algebra that wait for each other would only slow them down.
    client.execute(env={**os.environ, "OPENBLAS_NUM_THREADS": "1", **environment})
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Where the run of a notebook keeps what the library alone draws, for the run of its release."""
    return str(tmp_path_factory.mktemp("drawn"))


@pytest.fixture(scope="module")
def ran(path, notebook, drawn):
    """The outputs of the notebook, those of a second run that is in the grader, the seconds of processor time.

    The second run has the kernel of the first, in which all is loaded.
    """
    before = seconds_of_children()
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    in_grader = ["import os\nos.environ['COURSE_GRADING'] = '1'", *sources]
    cells = [*notebook.cells, *map(nbformat.v4.new_code_cell, in_grader)]
    outputs = run_cells(cells, path.parent, COURSE_DRAWN=drawn, COURSE_DRAWING="1")
    n = len(sources)
    return sum(outputs[:n], []), sum(outputs[n:], []), seconds_of_children() - before


def seconds_of_children():
    """Return the processor time of all child processes that have ended: it does not count what others do."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def complaints(outputs):
    return [
        output
        for output in outputs
        if output.output_type == "error" or (output.output_type == "stream" and output.name == "stderr")
    ]


def test_there_are_notebooks():
    assert NOTEBOOKS
    assert {path.parent.name for path in NOTEBOOKS} <= set(SYLLABUS)


def test_the_notebook_is_stripped(notebook):
    nbformat.validate(notebook)
    assert list(contract.stripped(notebook)) == []


def test_ids_are_unique_words_and_those_of_nbgrader(notebook):
    assert list(contract.ids(notebook)) == []


def test_every_topic_has_its_six_sections_in_order(notebook):
    assert list(contract.six_sections(notebook)) == []


def test_every_cell_is_in_its_section_and_as_the_table_says(notebook):
    assert list(contract.cells_in_sections(notebook)) == []


def test_the_nbgrader_metadata_are_complete(notebook):
    assert list(contract.metadata(notebook)) == []


def test_an_exercise_is_a_stub_with_its_check(notebook):
    assert list(contract.stubs(notebook)) == []


def test_the_first_code_cells_look_for_the_package_and_import_and_are_locked(notebook):
    assert list(contract.first_code_cells(notebook)) == []


def test_a_code_cell_has_at_most_20_lines(notebook):
    assert list(contract.short_cells(notebook)) == []


def test_a_section_of_a_demo_says_what_it_shows_and_shows_it(notebook):
    assert list(contract.demos(notebook)) == []


def test_every_row_of_the_syllabus_stands_on_a_cell(path, notebook):
    """A cell names the rows that it teaches in its metadata: `"syllabus": ["1.4", "1.5"]`."""
    number, n_rows = SYLLABUS[path.parent.name]
    found = {row for cell in notebook.cells for row in cell.metadata.get("syllabus", [])}
    assert found == {f"{number}.{row}" for row in range(1, n_rows + 1)}


def test_it_runs_from_start_to_end_without_a_word_on_stderr(ran):
    outputs, _, seconds = ran
    assert 0 < seconds < LONGEST_RUN
    assert complaints(outputs) == []
    assert any("text/html" in output.get("data", {}) for output in outputs)


def test_the_release_has_no_line_of_a_solution(notebook, released):
    hidden = {
        cell.id: solution_lines(cell) for cell in notebook.cells if kind(cell) in ("exercise", "reflection")
    }
    given = {cell.id: cell.source.splitlines() for cell in released.cells}
    for name, lines in hidden.items():
        assert lines and set(lines).isdisjoint(given[name]), name
    assert "SOLUTION" not in "".join(cell.source for cell in released.cells)
    for cell in released.cells:
        if kind(cell) == "exercise":
            assert "raise NotImplementedError" in cell.source
            assert cell.source.startswith((f"def {cell.id}(", f"class {cell.id}:"))


def solution_lines(cell):
    """Return the lines of a cell that a student must not see; in a written answer, all."""
    if cell.cell_type == "markdown":
        return cell.source.splitlines()
    parts = [part.split("### END SOLUTION")[0] for part in cell.source.split("### BEGIN SOLUTION")[1:]]
    return [line for part in parts for line in part.splitlines() if line.strip()]


def test_the_release_runs_to_its_end_as_well(path, ran, drawn, released):
    """A student who runs all cells at once meets no traceback: checks and demos say what is not written yet.

    What no exercise takes part in was drawn by the run of the source.
    """
    outputs = run(released, path.parent, COURSE_DRAWN=drawn)
    assert complaints(outputs) == []
    shown = " ".join(str(output.get("data", {}).get("text/plain", "")) for output in outputs)
    assert "not implemented yet" in shown


def test_in_the_grader_no_demo_and_no_picture_is_drawn(ran):
    _, outputs, _ = ran
    assert not [output for output in outputs if "image/png" in output.get("data", {})]
    assert not [output for output in outputs if "<iframe" in output.get("data", {}).get("text/html", "")]
