"""The README tells the truth: its examples show what comes, and every file it links to is there."""

import contextlib
import io
import json
import re
from pathlib import Path

import pytest

from autograder.classroom.class_report import main_mistake
from autograder.classroom.class_run import StudentResult
from autograder.records import GradedTest, NotebookVerdict
from autograder.sample_class.students import Answer, students_of

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_example_prints_what_the_readme_says():
    blocks = re.findall(r"```(\w*)\n(.*?)```", (ROOT / "README.md").read_text(), flags=re.DOTALL)
    (at,) = [i for i, (language, _) in enumerate(blocks) if language == "python"]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(blocks[at][1], "README.md", "exec"), {})
    assert printed.getvalue() == blocks[at + 1][1]


def test_the_table_is_that_of_the_sample_class():
    readme = (ROOT / "README.md").read_text()
    students = {student.name: student for student in students_of("loss_functions")}
    assert f"loss_functions: {len(students)} submissions," in readme
    assert f"{len(students)} graded now," in readme
    rows = re.findall(r"^(\S+) +(\d+) / (\d+) *(.*)$", readme, flags=re.MULTILINE)
    assert len(rows) > 5
    for name, score, most, mistake in rows:
        result = expected(students[name])
        assert (int(score), int(most)) == (result.score, result.max_score), name
        cell, cut, _ = main_mistake(result).partition("partial credit")  # an exception's own words
        assert mistake.startswith(cell) if cut else mistake == cell, name


def expected(student):
    """The verdict that a sample student's table asks for."""
    nothing = Answer(None, 0.0)  # of a submission that cannot be read
    answers = {name: student.answers.get(name, nothing) for name in points_of("loss_functions")}
    cells = [
        GradedTest(
            f"{name}-check",
            points,
            points * answers[name].score,
            mistakes=list(answers[name].mistakes or ()),
        )
        for name, points in points_of("loss_functions").items()
    ]
    return StudentResult(student.name, [NotebookVerdict("loss_functions", "", cells, student.problem)])


def points_of(lecture):
    """Exercise -> points of its check cell."""
    cells = json.loads((ROOT / "notebooks" / lecture / f"{lecture}.ipynb").read_text())["cells"]
    marks = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    return {
        mark["grade_id"].removesuffix("-check"): mark["points"]
        for mark in marks
        if mark.get("grade_id", "").endswith("-check")
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text())
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []
