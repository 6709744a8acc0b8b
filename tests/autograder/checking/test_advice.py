"""What is said of any exercise holds for the exercise at hand: it names only what that exercise has."""

import re
from dataclasses import replace

import numpy as np
import pytest

from autograder.checking.call import Answer
from autograder.checking.check import tried
from autograder.checking.explanation import explain, notes_on
from autograder.checking.general_mistakes import general_mistakes
from autograder.checking.prediction import CaseResult, right_prediction, wrong_prediction
from autograder.checking.views.patterns import common_property, properties
from autograder.exercises.exercise import known_exercises
from autograder.exercises.spec import SIZES
from benchmarks.right_styles import function_of

EXERCISES = list(known_exercises().values())
# Names of exercises' arguments and outputs that are words of a sentence as well.
WORDS = {"shape", "row", "order", "layout", "value", "hidden", "graph", "goal"}
# What Python and NumPy call their own.
LIBRARY = {"np", "zeros", "array", "add", "at", "shape", "copy", "keepdims", "axis", "while", "return"}
NAMES = {
    name for each in EXERCISES for spec in (*each.arguments, *each.returned) for name in spec.name.split(".")
}


def names_of(exercise):
    """Every identifier and size that an exercise has."""
    specs = (*exercise.arguments, *exercise.returned)
    sizes = {letter for spec in specs for dim in spec.dims or () for letter in dim}
    return {exercise.name, *(part for spec in specs for part in spec.name.split(".")), *sizes}


def named_in(sentence):
    """The identifiers and sizes in a sentence: what stands between backticks, and words that are names."""
    sentence = re.sub(r"“.*?”|'s\b", "", sentence)  # a case's name is the exercise's own
    code = {word for piece in sentence.split("`")[1::2] for word in re.findall(r"[A-Za-z]\w*", piece)}
    words = set(re.findall(r"[A-Za-z]\w*", sentence))
    return (code | (words & (NAMES | SIZES.keys()))) - WORDS - LIBRARY - {"a"}


def general_sentences(exercise):
    """Everything that `check` can say of an answer without the exercise having declared it."""
    for spec in exercise.returned:
        for mistake in general_mistakes(spec, exercise):
            yield mistake.sentence
    for prop in properties(exercise, exercise.all_cases):
        yield from (words for words in (prop.wrong_there, prop.right_only_there) if words)
    for function in (scaled, swapped, changing):
        results = list(function(exercise))
        if not all(result.passed for result in results):
            yield explain(function, exercise, results).message
        yield from notes_on(exercise.reference, exercise, results).values()


def answers(exercise, change, **fields):
    for case in exercise.all_cases:
        expected = right_prediction(exercise, case)
        if expected.raised is None:
            yield CaseResult(case, Answer(values=change(expected.first), **fields), expected)


def scaled(exercise):
    first = exercise.returned[0].name
    return answers(exercise, lambda values: {**values, first: 7.5 * values[first]})


def swapped(exercise):
    return answers(exercise, lambda values: dict(zip(values, reversed(values.values()), strict=True)))


def changing(exercise):
    arrays = tuple(spec.name for spec in exercise.arguments if spec.dims)
    outputs = tuple(spec.name for spec in exercise.returned)
    return answers(
        exercise,
        lambda values: {name: value + 0.5 for name, value in values.items()},
        changed=arrays,
        lists=outputs,
    )


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_a_general_sentence_names_only_what_the_exercise_has(exercise):
    sentences = list(general_sentences(exercise))
    assert len(sentences) >= 2
    declared = {mistake.sentence for mistake in exercise.mistakes}
    for sentence in sentences:
        if not any(each in sentence for each in declared):
            assert named_in(sentence) <= names_of(exercise), sentence


def test_the_test_sees_a_name_that_the_exercise_does_not_have():
    exercise = known_exercises()["cross_entropy"]
    assert named_in("wrong where a label occurs twice: dW[y] += ... adds once") - names_of(exercise) == {"dW"}
    assert named_in("the loss is a mean, so divide by N") - names_of(exercise) == {"loss"}
    assert named_in("there are `d` inputs and `foo`") - names_of(exercise) == {"d", "foo"}


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_each_property_is_told_of_answers_that_are_wrong_there_and_right_elsewhere(exercise):
    cases = [case for case in exercise.public_cases if right_prediction(exercise, case).raised is None]
    if exercise.quiz or len(cases) < 2:
        return
    for prop in properties(exercise, cases):
        held = [prop.holds(case) for case in cases]
        wrong = [
            answered(exercise, case, 1.37 if holds else 1) for case, holds in zip(cases, held, strict=True)
        ]
        if any(result.passed == holds for result, holds in zip(wrong, held, strict=True)) or all(held):
            continue  # all expected numbers are 0 there
        could = any(prop.can_hold(case) for case, holds in zip(cases, held, strict=True) if not holds)
        if any(held) and could and prop.wrong_there:
            told = common_property(exercise, wrong)
            # The same cases may have an earlier property, which is as true.
            assert told and told[0] in true_findings(exercise, cases, held)


def true_findings(exercise, cases, wrong):
    """What is true where the answers are wrong in some of the cases."""
    right = [not each for each in wrong]
    return {
        f"{'fails' if held == wrong else 'only'}_where_{each.id}"
        for each in properties(exercise, cases)
        if (held := [each.holds(case) for case in cases]) in (wrong, right)
    }


def answered(exercise, case, factor):
    expected = right_prediction(exercise, case)
    values = {name: value * factor for name, value in expected.first.items()}
    return CaseResult(case, Answer(values=values), expected)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_each_general_mistake_is_told_of_answers_that_have_it_and_what_it_says_mends_them(exercise):
    cases = [case for case in exercise.public_cases if right_prediction(exercise, case).raised is None]
    for spec in exercise.returned:
        for mistake in general_mistakes(spec, exercise):
            [(output, change)] = mistake.settings
            for case in cases[:1]:
                wrong = wrong_prediction(exercise, case, mistake.settings).first[output]
                right = right_prediction(exercise, case).first[output]
                assert mends(mistake.sentence, change, wrong, right, exercise.sizes(case)), mistake.sentence


def mends(sentence, change, wrong, right, sizes):
    """Whether what a sentence says of a wrong output is so, and doing what it says makes it right."""
    if change == "transpose":
        return "Return its transpose" in sentence and np.allclose(wrong.T, right, equal_nan=True)
    if change == "shape" and "flat" in sentence:
        return "with reshape" in sentence and np.allclose(wrong.reshape(right.shape), right, equal_nan=True)
    if change == "shape" and "column" in sentence:
        return np.allclose(wrong[:, 0], right, equal_nan=True)
    if change == "shape":
        form = np.mean if "the mean" in sentence else np.sum
        return np.ndim(wrong) == 0 and np.allclose(wrong, form(right), equal_nan=True)
    if "opposite sign" in sentence:
        return np.allclose(-wrong, right, equal_nan=True)
    if "twice" in sentence or "half" in sentence:
        return np.allclose(wrong * (0.5 if "twice" in sentence else 2), right, equal_nan=True)
    one_for_another = re.search(r"is (\w) / (\w) times the reference", sentence)
    if one_for_another:
        belongs, stands = (sizes[name] for name in one_for_another.groups())
        return np.allclose(wrong * stands / belongs, right, equal_nan=True)
    size = sizes[re.search(r"\((\w) is ", sentence)[1]]
    return np.allclose(wrong * size if "divided by" in sentence else wrong / size, right, equal_nan=True)


ADVICE = [
    (
        "multiclass_hinge",
        "`losses` is a column of shape (N, 1)",
        ("(axis=1)", "(axis=1, keepdims=True)"),
    ),
    (
        "multiclass_hinge",
        "look for a factor 2 that is missing, or a ½ too many",
        ("(axis=1)", "(axis=1) / 2"),
    ),
    (
        "multiclass_hinge",
        "does a squeeze or a sum lose that axis",
        ("return losses", "return losses.squeeze()"),
    ),
]
RIGHT = """
def multiclass_hinge(scores, y):
    rows = np.arange(len(y))
    terms = np.maximum(0, scores - scores[rows, y][:, None] + 1)
    terms[rows, y] = 0
    losses = terms.sum(axis=1)
    return losses
"""


@pytest.mark.parametrize(("name", "words", "edit"), ADVICE, ids=[words for _, words, _ in ADVICE])
def test_general_advice_is_told_of_code_with_that_mistake_and_taking_it_mends_the_code(name, words, edit):
    exercise = known_exercises()[name]
    right, wrong = edit
    assert RIGHT.count(right) == 1
    assert tried(function_of(RIGHT, name), exercise, exercise.public_cases).passed
    result = tried(function_of(RIGHT.replace(right, wrong), name), exercise, exercise.public_cases)
    assert words in result.message


def test_a_new_mistake_is_a_switch_and_one_declaration():
    exercise = known_exercises()["multiclass_hinge"]
    source = RIGHT.replace("[:, None] + 1)", "[:, None])")
    declared = next(each for each in exercise.mistakes if each.id == "margin_missing")
    without = replace(exercise, mistakes=tuple(each for each in exercise.mistakes if each is not declared))
    function = function_of(source, exercise.name)
    before = tried(function, without, without.public_cases)
    assert before.mistakes == ("unknown",)
    new = replace(declared, id="new", sentence="What the class does wrong.")
    after = replace(without, mistakes=(*without.mistakes, new))
    result = tried(function, after, after.public_cases)
    assert (result.mistakes, result.message) == (("new",), "What the class does wrong.")
