"""A feedback page made without grading: a lecture's own notebook, and what a grading would have said."""

import json
from pathlib import Path

from autograder.classroom.feedback.graded import GradedAnswer, GradedAnswers
from autograder.classroom.feedback.outline import outline_of
from autograder.classroom.feedback.own_demo import DemosOnDemand
from autograder.classroom.feedback.page import Setting, feedback_page
from autograder.exercises.exercise import known_exercises
from autograder.reading.assignment import InstructorCell, InstructorNotebook
from autograder.writing.marks import CellScore, StudentScores

ROOT = Path(__file__).parents[4]
TOPICS = sorted(path.parent.name for path in ROOT.glob("notebooks/*/*.ipynb"))
ATTACK = '<script>document.title = "taken"</script><img src=x onerror="document.title=1">'
PROSE = f"It is $\\frac{{1}}{{N}} \\sum_i L_i$, **so** there. {ATTACK}"


def instructors(topic):
    """A lecture as the instructor's notebook, read without nbgrader."""
    notebook = json.loads((ROOT / "notebooks" / topic / f"{topic}.ipynb").read_text(encoding="utf-8"))
    return InstructorNotebook(topic, tuple(map(instructors_cell, notebook["cells"])), {}, {})


def instructors_cell(cell):
    source = "".join(cell["source"])
    settings = cell["metadata"].get("nbgrader", {})
    blank = "BLANK" if settings.get("solution") else source
    return InstructorCell(
        cell["cell_type"], cell["id"], settings.get("grade_id"), source, blank, source, cell["metadata"]
    )


def graded(**mistakes):
    """Answers to `loss_functions`: right, but for exercise -> position of a mistake, or what was said of it."""
    cells = {}
    for question in outline_of(instructors("loss_functions")).questions:
        said = mistakes.get(question.exercise, "")
        if isinstance(said, int):
            said = known_exercises()[question.exercise].mistakes[said].sentence
        cells[question.grade_id] = (
            GradedAnswer("", said=said, is_passed=not said) if question.exercise else GradedAnswer(PROSE)
        )
        for name in question.answers if question.exercise else ():
            cells[name] = GradedAnswer(f"def {name}():\n    return '{ATTACK}'")
    return GradedAnswers(cells)


def scores(answers):
    """Full points or none for each test; the reflections wait."""
    questions = outline_of(instructors("loss_functions")).questions
    return StudentScores(
        {
            ("loss_functions", question.grade_id): CellScore(
                2.0, 2.0 * answers.cells[question.grade_id].is_passed, waits=not question.exercise
            )
            for question in questions
        },
        {},
    )


def page(setting=None, **mistakes):
    """The page of Ada, for whom all demos that her answers move are made if no setting is given."""
    answers = graded(**mistakes)
    setting = Setting(demos=DemosOnDemand()) if setting is None else setting
    outline = outline_of(instructors("loss_functions"))
    return feedback_page("Ada <Lovelace>", outline, answers, scores(answers), setting)
