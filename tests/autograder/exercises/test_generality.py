"""Mechanical mutants of right answers: what the benchmark makes, and that its reviewed list is of today."""

import ast

import pytest

from autograder import check
from autograder.exercises.exercise import known_exercises
from benchmarks.generality import reviewed_mutants, tally
from benchmarks.parts.mutants import mutants
from benchmarks.parts.students import TOPICS, refused, verdict
from benchmarks.parts.style_sources import sources

SOURCE = ast.parse("""
def f(x, y):
    "What it does."
    total = 2 * x.sum(axis=0, keepdims=True)
    if total <= y:
        total -= -y
    return total / y
""")


@pytest.mark.parametrize(
    "line",
    [
        "total = 2 * x.sum(axis=0, keepdims=True) -> total = 2 / x.sum(axis=0, keepdims=True)",
        "total = 2 * x.sum(axis=0, keepdims=True) -> total = 3 * x.sum(axis=0, keepdims=True)",
        "total = 2 * x.sum(axis=0, keepdims=True) -> total = 2 * x.sum(keepdims=True)",
        "total = 2 * x.sum(axis=0, keepdims=True) -> total = 2 * x.sum(axis=0)",
        "total = 2 * x.sum(axis=0, keepdims=True) -> pass",
        "if total <= y: -> if total > y:",
        "if total <= y: -> if total < y:",
        "total -= -y -> total += -y",
        "total -= -y -> total -= +y",
        "total -= -y -> pass",
        "return total / y -> return total * y",
        "return total / y -> return y / total",
    ],
)
def test_one_thing_is_changed(line):
    assert line in [made for made, _ in mutants(SOURCE)]


def test_every_mutant_is_another_program_that_compiles():
    changed = [ast.unparse(tree) for _, tree in mutants(SOURCE)]
    assert ast.unparse(SOURCE) not in changed
    for source in changed:
        compile(source, "<mutant>", "exec")


def test_a_change_without_effect_on_the_text_is_no_mutant():
    assert list(mutants(ast.parse("x @ x"))) == []


def test_the_reviewed_list_holds_mutants_of_the_answers_as_they_are():
    made = {
        f"{exercise.name} | {source.style} | {line}"
        for exercise in known_exercises().values()
        for source in sources(exercise)
        for line, _ in mutants(source.tree)
    }
    assert reviewed_mutants() - made == set()
    assert len(made) > 3000


@pytest.mark.parametrize("exercise", known_exercises().values(), ids=lambda exercise: exercise.name)
def test_every_piece_of_a_right_answer_makes_the_answer_again(exercise):
    for source in sources(exercise):
        assert check(source.function_with(source.tree), exercise.name).passed, source.style


def test_every_mutant_of_the_hinge_is_rejected_or_reviewed():
    found = tally(known_exercises()["multiclass_hinge"], locate=False)
    assert found.mutants > 50 and found.unreviewed(reviewed_mutants()) == []


WRONG = [(topic, wrong) for topic in TOPICS for wrong in topic.WRONG]


def test_every_answer_as_students_write_it_is_an_edit_of_a_right_one():
    assert len(WRONG) > 200
    assert all(wrong.source(topic.BASES) != topic.BASES[wrong.base] for topic, wrong in WRONG)
    assert refused() == []


@pytest.mark.parametrize(
    ("topic", "wrong"), WRONG[::16], ids=lambda each: getattr(each, "base", None) and each.base
)
def test_a_wrong_answer_as_students_write_it_is_rejected_and_not_misnamed(topic, wrong):
    assert verdict(wrong, topic.BASES).kind not in ("accepted", "named falsely")
