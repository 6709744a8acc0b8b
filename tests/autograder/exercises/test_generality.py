"""Mechanical mutants of right answers: what the benchmark makes, and that its reviewed list is of today."""

import ast

import pytest

from autograder.exercises.exercise import known_exercises
from benchmarks.generality import mutants, reviewed_mutants, right_sources, tally

SOURCE = """
def f(x, y):
    "What it does."
    total = 2 * x.sum(axis=0, keepdims=True)
    if total <= y:
        total -= -y
    return total / y
"""


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
    sources = [source for _, source in mutants(SOURCE)]
    assert ast.unparse(ast.parse(SOURCE)) not in sources
    for source in sources:
        compile(source, "<mutant>", "exec")


def test_the_reviewed_list_holds_mutants_of_the_answers_as_they_are():
    made = {
        f"{exercise.name} | {style} | {line}"
        for exercise in known_exercises().values()
        for style, source in right_sources(exercise).items()
        for line, _ in mutants(source)
    }
    assert reviewed_mutants() - made == set()


def test_every_mutant_of_the_hinge_is_rejected_or_reviewed():
    found = tally(known_exercises()["multiclass_hinge"])
    assert found.mutants > 50 and found.unreviewed(reviewed_mutants()) == []
