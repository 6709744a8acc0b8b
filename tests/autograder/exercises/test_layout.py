"""How the folder of the exercises is laid out: one module an exercise, imitations made of small parts."""

import ast
from pathlib import Path

import pytest

import autograder.exercises
from autograder.exercises.exercise import known_exercises

FOLDER = Path(autograder.exercises.__file__).parent
MODULES = sorted(path for path in FOLDER.rglob("*.py"))
MOST_SWITCHES = 12


@pytest.mark.parametrize("exercise", known_exercises().values(), ids=lambda exercise: exercise.name)
def test_an_exercise_is_declared_in_the_module_of_its_name(exercise):
    (path,) = (FOLDER / exercise.topic).rglob(f"{exercise.name.lower()}.py")
    source = path.read_text()
    declared = [
        target.id
        for statement in ast.parse(source).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    ]
    assert exercise.name.upper() in declared


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_module_begins_with_its_docstring(path):
    first = ast.parse(path.read_text()).body[0]
    assert isinstance(first, ast.Expr) and isinstance(first.value.value, str)
    assert first.lineno == 1


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_function_has_more_switches_than_a_reader_can_follow(path):
    functions = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]
    crowded = {each.name: len(each.args.kwonlyargs) for each in functions}
    assert {name: n for name, n in crowded.items() if n > MOST_SWITCHES} == {}
