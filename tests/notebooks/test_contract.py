"""What every lecture's notebook promises: sections, cells, syllabus rows, a clean run, a clean release."""

import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent.parent
NOTEBOOKS = sorted(ROOT.glob("notebooks/*/*.ipynb"))
SECTIONS = ["Motivation", "Worked example", "Demo", "Exercise", "Check", "Reflection"]
# lecture: (its number in the syllabus, how many rows it has there)
SYLLABUS = {
    "loss_functions": (1, 11),
    "softmax": (2, 10),
    "gradient_descent": (3, 12),
    "backpropagation": (4, 12),
    "jacobians": (5, 11),
}
LONGEST_RUN = 60  # seconds of processor time, from start to end
HANGS = 300  # seconds after which a cell, or the start of a kernel, is given up
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")

pytestmark = pytest.mark.course


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture(scope="module")
def notebook(path):
    return nbformat.read(path, as_version=4)


@pytest.fixture(scope="module")
def released(path, tmp_path_factory):
    """What `nbgrader generate_assignment` makes of the notebook."""
    course = tmp_path_factory.mktemp("course")
    litter = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
    shutil.copytree(path.parent, course / "notebooks" / path.parent.name, ignore=litter)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", path.parent.name]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return nbformat.read(course / "release" / path.parent.name / path.name, as_version=4)


def grading(cell):
    return cell.metadata.get("nbgrader", {})


def kind(cell):
    """Return which line of the cell table this is."""
    flags = tuple(bool(grading(cell).get(name)) for name in ("grade", "solution", "locked"))
    return {
        (False, True, False): "exercise",
        (True, False, True): "check",
        (True, True, False): "reflection",
        (False, False, True): "read-only",
    }.get(flags, f"grade, solution, locked = {flags}")


def graded_cells(notebook):
    return [cell for cell in notebook.cells if grading(cell)]


def headings(cell):
    """Return (level, text) of each heading of a Markdown cell."""
    if cell.cell_type != "markdown":
        return []
    return [(len(marks), text) for marks, text in re.findall(r"^(#+) +(.+)$", cell.source, re.MULTILINE)]


def topics(notebook):
    """Return the cells of each part under a heading of level 2, those without sections left out."""
    parts = [[]]
    for cell in notebook.cells:
        if any(level == 2 for level, _ in headings(cell)):
            parts.append([])
        parts[-1].append(cell)
    return [part for part in parts if any(level == 3 for cell in part for level, _ in headings(cell))]


def sections(part):
    """Return (section, cell) for every cell of a topic, in order."""
    section = None
    for cell in part:
        section = next((text for level, text in reversed(headings(cell)) if level == 3), section)
        yield section, cell


def run(notebook, folder, **environment):
    """Run the notebook in a real kernel, with these environment variables; return its outputs."""
    notebook = nbformat.from_dict(notebook)
    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(notebook, timeout=HANGS, startup_timeout=HANGS, resources=resources)
    # The tests run side by side: threads of linear algebra that wait for each other would only slow them down.
    client.execute(env={**os.environ, "OPENBLAS_NUM_THREADS": "1", **environment})
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


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
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    for cell in notebook.cells:
        assert not cell.get("outputs") and cell.get("execution_count") is None, cell.id


def test_ids_are_unique_words_and_those_of_nbgrader(notebook):
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert all(WORD.fullmatch(one) for one in ids)
    for cell in graded_cells(notebook):
        assert grading(cell)["grade_id"] == cell.id


def test_every_topic_has_its_six_sections_in_order(notebook):
    parts = topics(notebook)
    assert parts
    for part in parts:
        found = [text for cell in part for level, text in headings(cell) if level == 3]
        assert found == SECTIONS, part[0].source.splitlines()[0]


def test_every_cell_is_in_its_section_and_as_the_table_says(notebook):
    allowed = {
        "Exercise": {"exercise", "read-only"},
        "Check": {"check"},
        "Reflection": {"reflection", "read-only"},
    }
    for part in topics(notebook):
        places = [(section, kind(cell)) for section, cell in sections(part) if grading(cell)]
        for section, one in places:
            assert one in allowed.get(section, {"read-only"}), (section, one)
        kinds = [one for _, one in places]
        assert kinds.count("exercise") == kinds.count("check") >= 1
        assert kinds.count("reflection") >= 1


def test_the_nbgrader_metadata_are_complete(notebook):
    for cell in graded_cells(notebook):
        one = kind(cell)
        assert one in {"exercise", "check", "reflection", "read-only"}, (cell.id, one)
        assert grading(cell)["schema_version"] == 3, cell.id
        assert grading(cell)["cell_type"] == cell.cell_type, cell.id
        assert (grading(cell).get("points", 0) > 0) is (one in {"check", "reflection"}), cell.id
        assert one == "read-only" or cell.cell_type == ("markdown" if one == "reflection" else "code"), (
            cell.id
        )


def test_an_exercise_is_a_stub_with_its_check(notebook):
    checks = {cell.id: cell.source for cell in notebook.cells if kind(cell) == "check"}
    exercises = [cell for cell in notebook.cells if kind(cell) == "exercise"]
    assert set(checks) == {f"{cell.id}-check" for cell in exercises}
    for cell in exercises:
        assert checks[f"{cell.id}-check"] == f"check({cell.id})"
        assert cell.source.startswith(f"def {cell.id}("), cell.id
        assert cell.source.count("### BEGIN SOLUTION") == cell.source.count("### END SOLUTION") == 1, cell.id
        before, _ = cell.source.split("### BEGIN SOLUTION")
        assert before.count('"""') == 2, cell.id  # the docstring stays with the student


def test_the_first_code_cell_imports_and_is_locked(notebook):
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    assert kind(first) == "read-only" and "from autograder import check" in first.source


def test_a_code_cell_has_at_most_20_lines(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= 20, cell.id


def test_a_demo_follows_its_question(notebook):
    for part in topics(notebook):
        demo = [cell for section, cell in sections(part) if section == "Demo"]
        text = " ".join(cell.source for cell in demo if cell.cell_type == "markdown")
        assert "?" in text and any(cell.source.startswith("demos.") for cell in demo), demo[0].id


def test_every_row_of_the_syllabus_stands_on_a_cell(path, notebook):
    """A cell names the rows that it teaches in its metadata: `"syllabus": ["1.4", "1.5"]`."""
    number, n_rows = SYLLABUS[path.parent.name]
    found = {row for cell in notebook.cells for row in cell.metadata.get("syllabus", [])}
    assert found == {f"{number}.{row}" for row in range(1, n_rows + 1)}


def test_it_runs_from_start_to_end_without_a_word_on_stderr(path, notebook):
    before = seconds_of_children()
    outputs = run(notebook, path.parent)
    assert 0 < seconds_of_children() - before < LONGEST_RUN
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
            assert "raise NotImplementedError" in cell.source and f"def {cell.id}(" in cell.source


def solution_lines(cell):
    """Return the lines of a cell that a student must not see; in a written answer, all."""
    if cell.cell_type == "markdown":
        return cell.source.splitlines()
    inner = cell.source.split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]
    return [line for line in inner.splitlines() if line.strip()]


def test_the_release_runs_to_its_end_as_well(path, released):
    """A student who runs all cells at once meets no traceback: checks and demos say what is not written yet."""
    outputs = run(released, path.parent)
    assert complaints(outputs) == []
    shown = " ".join(str(output.get("data", {}).get("text/plain", "")) for output in outputs)
    assert "not implemented yet" in shown


def test_in_the_grader_no_demo_and_no_picture_is_drawn(path, notebook):
    outputs = run(notebook, path.parent, COURSE_GRADING="1")
    assert not [output for output in outputs if "image/png" in output.get("data", {})]
    assert not [output for output in outputs if "<iframe" in output.get("data", {}).get("text/html", "")]
