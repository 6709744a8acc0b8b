"""What is said of any exercise holds for the exercise at hand: it names only what that exercise has."""

import re

import pytest

from autograder.checking.call import Answer
from autograder.checking.explanation import explain, notes_on
from autograder.checking.general_mistakes import general_mistakes
from autograder.checking.patterns import properties
from autograder.checking.prediction import CaseResult, right_prediction
from autograder.exercises.exercise import known_exercises
from autograder.exercises.spec import SIZES

EXERCISES = list(known_exercises().values())
# Names of exercises' arguments and outputs that are words of a sentence as well.
WORDS = {"shape", "row", "order", "layout"}
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
