"""Text cannot stop a class: what the grader does with it outside the boxes grows no faster than the text.

CPU time is measured, and a text eight times as long may take three times eight times as long: what takes the
square takes sixty-four times.
"""

import io
import json
import time

import pytest
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.filters.strings import strip_files_prefix
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell
from rich.console import Console

from autograder.classroom.class_report import as_plain_data, print_report
from autograder.classroom.class_run import StudentResult
from autograder.grading import hidden_inputs
from autograder.grading.missing_names import with_causes
from autograder.grading.one_submission import grade_submission
from autograder.grading.ran_cells import ran_cells
from autograder.reading.course import open_course
from autograder.reading.read_assignment import read_assignment
from autograder.reading.submission import Submission
from autograder.records import CellResult
from autograder.writing import markup_process
from autograder.writing.gradebook import open_gradebook
from autograder.writing.safe_markup import literal_markdown
from tests.autograder.helpers.small_course import answered, plain
from tests.autograder.nasty_text import PIECES, nasty

SHORT, TIMES, FACTOR = 8_000, 8, 3
RUNS = 4  # of which one must hold
LEAST = 0.02  # CPU seconds below which nothing can be said


@pytest.fixture(scope="module")
def assignment(released_course):
    course = open_course(released_course)
    with open_gradebook(course) as gradebook:
        return read_assignment(course, "hw", gradebook.released("hw"))


class Says:
    """Runs nothing; every cell says a text, and every test misses a name."""

    isolation = "paper"

    def __init__(self, text):
        self.text = text

    def grade(self, plan):
        error = {
            "output_type": "error",
            "ename": self.text,
            "evalue": self.text,
            "traceback": [self.text] * 3,
        }
        stream = {"output_type": "stream", "name": "stdout", "text": self.text}
        shown = {
            "output_type": "display_data",
            "metadata": {},
            "data": {"text/plain": self.text, "image/png": self.text},
        }
        said = CellResult("error", [stream, shown, error], 0.0, self.text, [self.text] * 3)
        missing = CellResult(
            "error", [stream, error], 0.0, f"{self.text}NameError: name 'double' is not defined"
        )
        cells = ran_cells(plan, [missing if cell.is_test else said for cell in plan.cells])
        if (visible := hidden_inputs.visible_lines(plan, cells)) is not None:
            cells = hidden_inputs.messages_of_visible_lines(cells, [missing for _ in visible.cells])
        cells = hidden_inputs.shown_from(cells, [said] * len(cells))
        return [cell.result for cell in with_causes(cells, plan.asked)]


def everywhere(root, text):
    """A submission with a text in all places."""
    notebook = answered(root, {"double": text, "essay": text, "sketch": text})
    notebook.cells += [
        new_code_cell(text),
        new_raw_cell(text),
        new_markdown_cell(f"<img src='attachment:{text}'>"),
    ]
    notebook.cells[-1].attachments = {text: {"image/png": text}, "a": {text: text}}
    notebook.cells[1].metadata["nbgrader"] = {"grade_id": text}
    notebook.cells[0].id = text
    return Submission("ann", {"main.ipynb": plain(notebook), "a.html": text.encode("utf-8", "replace")})


def whole_way(assignment, submission, text):
    """What becomes of a submission outside the boxes, up to the table and the JSON file."""
    graded = grade_submission(assignment, submission, Says(text))
    result = StudentResult(text[:200], [each.verdict for each in graded.notebooks.values()])
    print_report(Console(file=io.StringIO()), [result])
    return json.dumps(as_plain_data([result]))


def cpu_seconds(work, *arguments):
    before = time.process_time()
    work(*arguments)
    return max(time.process_time() - before, LEAST)


def is_linear(work, short, long):
    """Whether `work(*long)` takes no longer than what is `TIMES` as large may take."""
    runs = ((cpu_seconds(work, *short), cpu_seconds(work, *long)) for _ in range(RUNS))
    return any(after < FACTOR * TIMES * before for before, after in runs)


@pytest.fixture(scope="module")
def little_time_to_render():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markup_process, "TEXT_SECONDS", 0.05)
        yield


@pytest.mark.parametrize("name", PIECES)
def test_the_work_grows_no_faster_than_a_text(assignment, released_course, little_time_to_render, name):
    short, long = (nasty(name, size) for size in (SHORT, TIMES * SHORT))
    first, second = ((assignment, everywhere(released_course, text), text) for text in (short, long))
    assert is_linear(whole_way, first, second)


def many_cells(root, number):
    notebook = answered(root)
    copies = [each.metadata for each in notebook.cells]
    for index in range(number):
        notebook.cells.append(new_code_cell("", id="same", metadata=copies[index % len(copies)]))
        notebook.cells.append(new_markdown_cell("a"))
    return Submission("ann", {"main.ipynb": plain(notebook)})


def test_the_work_grows_no_faster_than_the_number_of_cells(assignment, released_course):
    few, many = (many_cells(released_course, number) for number in (250, 250 * TIMES))
    assert is_linear(whole_way, (assignment, few, "x"), (assignment, many, "x"))


def many_files(number):
    return {f"a{index % 7}.{index}.html": b"" for index in range(number)}


def test_the_work_grows_no_faster_than_the_number_of_files(assignment):
    few, many = (Submission("ann", many_files(number)) for number in (250, 250 * TIMES))
    assert is_linear(whole_way, (assignment, few, "x"), (assignment, many, "x"))


@pytest.mark.parametrize("name", PIECES)
def test_what_is_shown_literally_is_rendered_in_its_length(name):
    def render(text):
        literal = literal_markdown(text)
        strip_files_prefix(MarkdownWithMath(renderer=IPythonRenderer(escape=False)).render(literal))

    assert is_linear(render, [nasty(name, SHORT)], [nasty(name, TIMES * SHORT)])


def test_the_square_is_noticed():
    def square(number):
        return sum(1 for i in range(number) for _ in range(i))

    assert not is_linear(square, [8000 // TIMES], [8000])
