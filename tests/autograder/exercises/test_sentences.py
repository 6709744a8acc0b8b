"""What is said of a declared mistake: what is wrong and what to do; the right formula is the last hint's."""

import re

import pytest

from autograder import check
from autograder.exercises.exercise import known_exercises
from benchmarks.right_styles import function_of

EXERCISES = [each for each in known_exercises().values() if not each.quiz and each.mistakes]
# One operation: an operator between blanks or names, a call, an index, a power, a transpose.
OPERATION = re.compile(r"\*\*|(?<=\s)[-−+*/@<>∘](?=\s)|(?<=\w)[*/](?=\w)|\w\(|\w\[|²|\.T\b|(?<=[(\s])-(?=\w)")
# Words of code in a row: names, numbers, brackets and operators.
CODE = re.compile(
    r"(?:[\w.\]\[)(|∇σᵀ²½_']+|\*\*|[-+*/@<>=−∘]=?|, (?=axis|keepdims|y\])|\s(?=[-+*/@<>=−∘])|(?<=[-+*/@<>=−∘])\s)+"
)


def operations(sentence):
    """The number of operations in the longest expression of a sentence, dashes between words apart."""
    return max((len(OPERATION.findall(piece)) for piece in CODE.findall(sentence)), default=0)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_no_sentence_of_a_declared_mistake_gives_the_formula(exercise):
    for mistake in exercise.mistakes:
        assert operations(mistake.sentence) < 2, mistake.sentence
        assert not mistake.formula or mistake.formula not in mistake.sentence


def test_the_test_sees_a_formula():
    assert operations("The margin is missing: the term is max(0, s_j - s_y + 1).") >= 2
    assert operations("it is (p - t) / N, not the other way round") >= 2
    assert operations("its gradient is 2 * reg * W.") >= 2
    assert operations("compare the inputs, x >= y, and sum with axis=1") < 2


def test_most_formulas_that_were_in_a_sentence_are_hints_now():
    formulas = {mistake.formula for exercise in EXERCISES for mistake in exercise.mistakes}
    assert {"max(0, s_j - s_y + 1)", "2 * reg * W", "z * (1 - z)", "(p - t) / N"} <= formulas


def test_the_formula_is_the_last_hint():
    source = """
def squared_hinge(scores, y):
    rows = np.arange(len(y))
    terms = np.maximum(0, scores - scores[rows, y][:, None])
    terms[rows, y] = 0
    return (terms**2).sum(axis=1)
"""
    function = function_of(source, "squared_hinge")
    formula = "max(0, s_j - s_y + 1)"
    assert formula not in check(function).message
    first = check(function).hint()
    later = [check(function).hint() for _ in range(first.of)]
    assert later[-1].text == f"The formula: `{formula}`."
    assert not any(formula in hint.text for hint in [first, *later] if hint.number < hint.of)
