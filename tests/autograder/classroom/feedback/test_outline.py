"""The questions of a notebook, their names, and what belongs to each."""

import pytest

from autograder.classroom.feedback.outline import OwnDemo, outline_of, without_markers
from autograder.exercises.exercise import known_exercises
from autograder.reading.assignment import InstructorCell, InstructorNotebook
from tests.autograder.classroom.feedback.pages import TOPICS, instructors
from tests.autograder.helpers.small_course import main_cells


@pytest.mark.parametrize("topic", TOPICS)
def test_every_exercise_of_a_lecture_has_its_own_name_section_answer_and_model(topic):
    questions = outline_of(instructors(topic)).questions
    tested = [question for question in questions if question.kind == "test"]
    exercises = [exercise.name for exercise in known_exercises().values() if exercise.topic == topic]
    assert sorted(question.exercise for question in tested) == sorted(exercises)
    assert [question.name for question in tested] == [question.exercise for question in tested]
    assert all(question.answers == (question.exercise,) for question in tested)
    assert all(
        "def " in question.models[0][1] and "SOLUTION" not in question.models[0][1] for question in tested
    )
    assert all(question.section and question.text for question in questions if question.name == "Reflection")
    assert any(question.name == "Reflection" for question in questions)
    assert any(question.demos for question in questions)


def test_a_demo_of_several_answers_stands_with_the_last_of_them():
    questions = {
        question.exercise: question for question in outline_of(instructors("backpropagation")).questions
    }
    assert questions["add_backward"].demos == ()
    call = 'demos.circuit(rules={"add": add_backward, "mul": mul_backward})'
    assert questions["mul_backward"].demos == (OwnDemo(call, ("add_backward", "mul_backward")),)


def plain(cells):
    made = tuple(
        InstructorCell(
            cell.cell_type,
            cell.id,
            cell.metadata.get("nbgrader", {}).get("grade_id"),
            cell.source,
            cell.source,
            cell.source,
            cell.metadata,
        )
        for cell in cells
    )
    return InstructorNotebook("main", made, {}, {})


def test_a_course_without_check_gets_the_names_of_its_cells():
    outline = outline_of(plain(main_cells()))
    assert outline.title == "Doubling"
    named = [(question.name, question.kind, question.answers) for question in outline.questions]
    assert named == [
        ("double", "test", ("double",)),
        ("root", "test", ("root",)),
        ("sketch", "code", ("sketch",)),
        ("essay", "written", ("essay",)),
        ("project", "task", ("project",)),
    ]


def test_a_name_that_nbgrader_made_up_is_not_shown():
    cells = main_cells()
    for cell in cells:
        if cell.id in ("double-check", "essay"):
            cell.metadata["nbgrader"]["grade_id"] = "cell-0123456789abcdef"
    names = [question.name for question in outline_of(plain(cells)).questions]
    assert names[0] == "Exercise 1" and names[3] == "Question 4"


def test_the_lines_that_mark_a_solution_are_not_part_of_it():
    assert without_markers("x = 1\n  ### BEGIN SOLUTION\n  y = 2\n### END SOLUTION\n") == "x = 1\n  y = 2"
