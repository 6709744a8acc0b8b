"""The puzzles of the notebooks: the slides have the mistake where the answer says, and the places are right."""

import importlib
import itertools
import re

import numpy as np
import pytest

from autograder import check
from autograder.exercises.exercise import find_exercise
from course_lib.pictures.scripts.runs import RUNS
from tests.notebooks.lessons import LECTURES, cells, place

SLIDES = {
    "loss_functions": "loss_slides",
    "softmax": "softmax_slides",
    "gradient_descent": "descent_slides",
    "backpropagation": "gate_slides",
    "jacobians": "jacobian_slides",
}
LAST = {"gradient_descent": "summary"}
DRAWN = [
    (lecture, number, slide)
    for lecture in LECTURES
    for number, slide in enumerate(importlib.import_module(f"course_lib.pictures.slides.{lecture}").SLIDES, 1)
]
# The number in question, where it is not the last one of its line.
IN_WORDS = {
    ("gradient_descent", 2): 4,
    ("gradient_descent", 3): 4,
    ("softmax", 4): 2,
    ("jacobians", 2): 3,
    ("jacobians", 3): 3,
}


def numbers(text):
    """All numbers in a text, as floats."""
    plain = text.replace("−", "-").replace(",000", "000")
    return [float(found) for found in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", plain)]


def test_there_are_twenty_two_slides():
    assert len(DRAWN) == 22


@pytest.mark.parametrize(("lecture", "number", "slide"), DRAWN, ids=lambda part: str(part)[:20])
def test_the_line_that_is_wrong_has_another_number(lecture, number, slide):
    line, value = find_exercise(SLIDES[lecture]).reference(number)
    assert 1 <= line <= len(slide.lines) <= 4
    wrong = IN_WORDS.get((lecture, number), numbers(slide.lines[line - 1])[-1])
    assert wrong != pytest.approx(value, rel=5e-3)
    assert wrong in numbers(slide.lines[line - 1]) or lecture == "softmax"


@pytest.mark.parametrize("lecture", LECTURES)
def test_the_slides_stand_between_the_last_topic_and_what_to_take_along(lecture):
    name = SLIDES[lecture]
    at = place(lecture, f"{name}-spec")
    assert [one for one, _, _ in cells(lecture)[at : at + 4]] == [
        f"{name}-spec",
        f"{name}-picture",
        name,
        f"{name}-check",
    ]
    assert at < place(lecture, LAST.get(lecture, "outlook"))
    assert "**one line is wrong**" in cells(lecture)[at][2]


@pytest.mark.parametrize("lecture", LECTURES[1:])
def test_a_lecture_begins_with_five_questions_on_earlier_ones(lecture):
    at = place(lecture, f"recall_{lecture}-spec")
    assert at == place(lecture, "imports") + 1
    text = cells(lecture)[at][2]
    assert re.findall(r"^(\d)\. ", text, re.MULTILINE) == ["1", "2", "3", "4", "5"]
    assert len(find_exercise(f"recall_{lecture}").public_cases) == 5


# ------------------------------------------------------------ eight scripts that learn badly


def function_in(lecture, cell, name):
    """The function of that name that a cell of a notebook defines."""
    source = cells(lecture)[place(lecture, cell)][2].split("\n\n\npictures.")[0]
    namespace = {"np": np}
    exec(source, namespace)
    return namespace[name]


SCRIPTS = [
    *(("softmax", number) for number in (1, 2)),
    *(("gradient_descent", number) for number in (3, 4, 5, 6)),
    *(("backpropagation", number) for number in (7, 8)),
]


@pytest.mark.parametrize(("lecture", "number"), SCRIPTS)
def test_a_script_runs_and_learns_badly_and_its_repair_has_the_right_curve(lecture, number):
    run = RUNS[number]
    broken = function_in(lecture, f"script_{number}-broken", f"broken_{number}")
    mended = function_in(lecture, f"script_{number}", f"script_{number}")
    goal, bad = run.curve(run.right, run.arguments), run.curve(broken, run.arguments)
    np.testing.assert_allclose(run.curve(mended, run.arguments), goal, rtol=1e-7)
    assert goal[-1] < goal[0] / 1.7
    if number == 6:  # trained on what it measures
        assert bad[-1] < goal[-1] / 2
    else:
        assert bad[-1] > 1.3 * goal[-1]


@pytest.mark.parametrize(("lecture", "number"), SCRIPTS)
def test_a_script_as_it_stands_does_not_pass_and_is_told_what_is_wrong(lecture, number):
    exercise = find_exercise(f"script_{number}")
    broken = function_in(lecture, f"script_{number}-broken", f"broken_{number}")
    result = check(broken, exercise=exercise.name)
    assert not result.passed
    assert result.message == exercise.mistakes[0].sentence


# ------------------------------------------------------------ derivations to put in order

DERIVATIONS = {
    "derivation_softmax": "softmax",
    "derivation_kl": "softmax",
    "derivation_error": "gradient_descent",
    "derivation_slope": "gradient_descent",
    "derivation_sigmoid": "backpropagation",
    "derivation_layer": "backpropagation",
}
COUNTS = {"Four": 4, "Five": 5}


@pytest.mark.parametrize("name", DERIVATIONS)
def test_a_derivation_has_as_many_cards_as_it_says_and_names_its_impostors(name):
    lecture, exercise = DERIVATIONS[name], find_exercise(name)
    text = cells(lecture)[place(lecture, f"{name}-spec")][2]
    cards = [int(number) for number in re.findall(r"^(\d)\. ", text, re.MULTILINE)]
    right = exercise.reference("order")
    count = next(n for word, n in COUNTS.items() if f"**{word}** of these" in text)
    assert cards == list(range(1, len(cards) + 1)) and set(right) < set(cards)
    assert len(right) == len(set(right)) == count
    accused = {int(n) for mistake in exercise.mistakes for n in re.findall(r"Card (\d)", mistake.sentence)}
    assert accused and accused <= set(cards) - set(right)


@pytest.mark.parametrize("name", DERIVATIONS)
def test_every_blank_is_asked_in_the_text(name):
    lecture = DERIVATIONS[name]
    text = cells(lecture)[place(lecture, f"{name}-spec")][2]
    blanks = {case.arguments["question"] for case in find_exercise(name).public_cases} - {"order"}
    assert blanks == set(re.findall(r"\*\*([abc])\*\* ", text))


def agree(lines, points, rtol=1e-9):
    """Which neighbours of a chain of formulas agree at every point."""
    values = [[line(*point) for point in points] for line in lines]
    return [np.allclose(one, two, rtol=rtol) for one, two in itertools.pairwise(values)]


def test_the_cards_of_softmax_are_equal_in_their_order_and_the_impostor_is_not():
    points = np.random.default_rng(0).normal(size=(5, 3))
    cards = {
        4: lambda *s: -np.log(np.exp(s[0]) / np.sum(np.exp(s))),
        2: lambda *s: -np.log(np.exp(s[0])) + np.log(np.sum(np.exp(s))),
        6: lambda *s: -s[0] + np.log(np.sum(np.exp(s))),
        7: lambda *s: -np.log(np.exp(s[0])) / np.log(np.sum(np.exp(s))),
    }
    assert agree([cards[number] for number in (4, 2, 6)], points) == [True, True]
    assert agree([cards[4], cards[7]], points) == [False]


def test_the_cards_of_sigmoid_are_equal_in_their_order_and_the_impostors_are_not():
    points = [(z,) for z in (-2.0, -0.3, 0.0, 1.7)]
    cards = {
        0: lambda z: (1 / (1 + np.exp(-z - 1e-6)) - 1 / (1 + np.exp(-z + 1e-6))) / 2e-6,
        1: lambda z: -((1 + np.exp(-z)) ** -2) * -np.exp(-z),
        5: lambda z: 1 / (1 + np.exp(-z)) * np.exp(-z) / (1 + np.exp(-z)),
        2: lambda z: 1 / (1 + np.exp(-z)) * (1 - 1 / (1 + np.exp(-z))),
        4: lambda z: -((1 + np.exp(-z)) ** -2) * np.exp(-z),
        6: lambda z: 1 / (1 + np.exp(-z)) * (1 - 2 / (1 + np.exp(-z))),
    }
    assert agree([cards[number] for number in (0, 1, 5, 2)], points, rtol=1e-7) == [True, True, True]
    assert agree([cards[0], cards[4], cards[6], cards[0]], points, rtol=1e-7) == [False, False, False]
