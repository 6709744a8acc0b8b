"""The closing table says who, how much and why; markup in a student's text is text."""

import io

import pytest
from rich.console import Console

from autograder.classroom.class_report import as_plain_data, class_mistakes, main_mistake, print_report
from autograder.classroom.class_run import StudentResult


def test_cell(grade_id, score, points, message="", mistakes=()):
    return {
        "grade_id": grade_id,
        "score": score,
        "points": points,
        "message": message,
        "mistakes": list(mistakes),
        "status": "ok" if score else "error",
    }


test_cell.__test__ = False


def student(name, *cells, problem=None, failure=None, is_new=True):
    notebooks = [{"notebook": "hw", "cells": list(cells), "problem": problem}]
    return StudentResult(name, [] if failure else notebooks, is_new, failure)


def printed(*results):
    console = Console(file=io.StringIO(), width=100)
    print_report(console, results)
    return [" ".join(line.split()) for line in console.file.getvalue().splitlines()]


RIGHT = test_cell("f-check", 2, 2)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([RIGHT], ""),
        (
            [RIGHT, test_cell("g-check", 0, 1, "Long.", ["sign_flipped", "halved"])],
            "g-check: sign_flipped, halved",
        ),
        ([test_cell("a", 0, 1, mistakes=["x"]), test_cell("b", 1, 4, mistakes=["y"])], "b: y"),
        ([test_cell("a", 0, 1, "Your code ran too long.")], "a: Your code ran too long."),
        ([test_cell("a", 0, 1, "The test failed at: check(f)\nNameError: no f")], "a: NameError: no f"),
        (
            [test_cell("a", 0, 1, "The test failed at: assert f\nAssertionError")],
            "a: The test failed at: assert f",
        ),
        (
            [test_cell("a", 0, 1, "In the case “x” it raises KeyError: 'b' (line 2: c[b])", ["raises"])],
            "a: raises KeyError",
        ),
        ([test_cell("a", 0, 1, "In the hidden case “x” it raises an exception.", ["raises"])], "a: raises"),
        ([test_cell("a", 0.5, 1)], "a: partial credit"),
        ([test_cell("a", 0, 1, "word " * 50)], "a: " + "word " * 15 + "…"),
    ],
)
def test_the_main_mistake_costs_most(cells, said):
    assert main_mistake(student("ann", *cells)) == said


def test_the_table():
    lines = printed(
        student("ann", RIGHT, test_cell("g-check", 0.5, 1, mistakes=["halved"])),
        student("[red]bob", test_cell("g-check", 0, 1, mistakes=["halved", "halved", "[b]"])),
        student("eve", test_cell("g-check", 0, 1), problem="hw.ipynb is not JSON."),
        student("zoe", failure="OSError: disk full"),
    )
    assert lines == [
        "student score main mistake",
        "ann 2.5 / 3 g-check: halved",
        "[red]bob 0 / 1 g-check: halved, halved, [b]",
        "eve 0 / 1 not graded",
        "zoe - not graded",
        "",
        "Not graded (2)",
        "eve: hw.ipynb is not JSON.",
        "zoe: OSError: disk full",
        "",
        "Mistakes in the class",
        "submissions exercise mistake",
        "2 g-check halved",
        "1 g-check [b]",
    ]


def test_a_class_without_mistakes_has_no_list_of_them():
    assert printed(student("ann", RIGHT)) == ["student score main mistake", "ann 2 / 2"]


def test_rare_mistakes_are_counted_not_listed():
    cells = [test_cell(f"q{number}", 0, 1, mistakes=["x"]) for number in range(25)]
    assert printed(student("ann", *cells))[-1] == "and 5 rarer ones (all of them: --json FILE)"
    assert len(class_mistakes([student("ann", *cells)])) == 25


def test_plain_data():
    [data] = as_plain_data([student("ann", RIGHT, is_new=False)])
    assert (data["student"], data["score"], data["max_score"], data["graded_now"]) == ("ann", 2, 2, False)
