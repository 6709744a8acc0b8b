"""Properties of every declared exercise: its reference, imitation, cases, mistakes and their consistency."""

import inspect
import re

import numpy as np
import pytest

from autograder.checking.call import reference_answer, split
from autograder.checking.diagnosis.hypotheses import all_mistakes
from autograder.checking.prediction import imitated, right_prediction
from autograder.exercises.draws import PUBLIC, hidden_draw, use_secret
from autograder.exercises.exercise import known_exercises
from autograder.exercises.formula import read
from benchmarks.consistency import other_arguments, over_secrets, right_styles, tally
from benchmarks.right_styles import with_further
from tests.autograder.exercises.edited_answers import checked

EXERCISES = list(known_exercises().values())
# The benchmark tries all pairs; here about this many of each exercise.
N_PAIRS = 5
# Of courses; the benchmark takes fifty.
SECRETS = (b"one", b"two")


def each_exercise(exercises=EXERCISES):
    return pytest.mark.parametrize("exercise", exercises, ids=lambda exercise: exercise.name)


@each_exercise()
def test_every_mistake_is_rejected_and_named_and_every_right_style_accepted(exercise):
    n_mistakes = len(all_mistakes(exercise))
    result = tally(exercise, every=max(1, n_mistakes**2 // (2 * N_PAIRS)))
    assert result.missed == []
    assert result.mistakes == n_mistakes
    assert result.rejected_publicly == result.rejected == result.mistakes + result.pairs - result.noted
    assert result.styles >= 3


@each_exercise()
def test_signature_is_that_of_the_reference(exercise):
    assert list(inspect.signature(exercise.reference).parameters) == exercise.own_parameters


@each_exercise([exercise for exercise in EXERCISES if exercise.imitation])
def test_imitation_without_switches_is_the_reference(exercise):
    for number, case in enumerate(exercise.all_cases):
        for each in (case, other_arguments(exercise, case, np.random.default_rng(number))):
            right = reference_answer(exercise, each)
            if right.raised:
                continue
            for name, value in imitated(exercise, each, exercise.subgradients[0]).items():
                np.testing.assert_allclose(
                    value, right.values[name], rtol=1e-9, atol=1e-12, err_msg=each.name
                )


@each_exercise([exercise for exercise in EXERCISES if exercise.use])
def test_a_reference_that_has_to_be_used_gives_what_the_imitation_gives(exercise):
    for case in exercise.all_cases:
        used = exercise.outputs_of(exercise.reference, exercise.positional(case))
        for name, value in split(used, exercise.returned).items():
            right = imitated(exercise, case, exercise.subgradients[0])[name]
            np.testing.assert_allclose(value, right, rtol=1e-9, atol=1e-12, err_msg=case.name)


@each_exercise([exercise for exercise in EXERCISES if exercise.gradients])
def test_reference_gradient_is_a_centred_difference_of_the_reference(exercise):
    compared = 0
    for case in exercise.all_cases:
        arguments = dict(case.arguments)
        for output, (loss, argument) in exercise.gradients.items():
            if not case.smooth or case.raises or np.abs(arguments[argument]).max() > 100:
                continue
            gradient = reference_answer(exercise, case).values[output]
            numerical = centred_difference(exercise, case, loss, argument)
            np.testing.assert_allclose(gradient, numerical, rtol=1e-5, atol=1e-6, err_msg=case.name)
            compared += 1
    assert compared >= 5 * len(exercise.gradients)


def centred_difference(exercise, case, loss, argument, h=1e-6):
    """The derivative of the summed output `loss` for each entry of one argument, from the reference alone."""
    start = np.array(case.arguments[argument], dtype=float)
    gradient = np.zeros(start.shape)
    for index in np.ndindex(start.shape):
        values = []
        for step in (h, -h):
            moved = start.copy()
            moved[index] += step
            shifted = type(case)(case.name, {**case.arguments, argument: moved})
            values.append(reference_answer(exercise, shifted).values[loss].sum())
        gradient[index] = (values[0] - values[1]) / (2 * h)
    return gradient


@each_exercise()
def test_cases_are_told_apart_by_name_and_come_out_the_same_each_time(exercise):
    use_secret(SECRETS[0])
    try:
        cases, draws = exercise.all_cases, (PUBLIC, hidden_draw().again(0))
        names = [case.name for case in cases]
        assert len(set(names)) == len(names)
        asked = {case.name for case in exercise.public_cases if not case.unasked}
        hidden = {case.name.removesuffix(", other numbers") for case in cases if not case.public}
        assert hidden <= asked and (len(hidden) >= 2) is not exercise.quiz
        assert len(hidden) == exercise.n_hidden
        public = {f"{case.name}, other numbers": case for case in exercise.public_cases}
        for case in exercise.hidden_cases:
            assert types_of(case) == types_of(public[case.name]), case.name
    finally:
        use_secret(None)
    for draw in draws:
        for first, again in zip(exercise.cases(draw), exercise.cases(draw), strict=True):
            for name, value in first.arguments.items():
                if isinstance(value, np.ndarray):
                    np.testing.assert_array_equal(value, again.arguments[name])


def types_of(case):
    """What a student's function may depend on besides the numbers."""
    return {name: (type(value), getattr(value, "dtype", None)) for name, value in case.arguments.items()}


@each_exercise()
def test_hidden_numbers_of_any_secret_refuse_no_right_style_and_name_the_mistakes(exercise):
    result = over_secrets(exercise, SECRETS, named=4)
    assert result.missed == []
    assert result.secrets == len(SECRETS)


@each_exercise()
def test_mistakes_are_named_in_whole_sentences_with_identifiers_of_one_word(exercise):
    for mistake in all_mistakes(exercise):
        assert re.fullmatch(r"\w+(\.\w+_\w+)?", mistake.id), mistake.id
        assert mistake.sentence.rstrip()[-1] in ".?", mistake.sentence
        assert 0 <= mistake.credit < 1
    ids = {mistake.id for mistake in all_mistakes(exercise)}
    assert set(exercise.same_as.values()) <= ids
    assert not set(exercise.same_as) & ids


@each_exercise()
def test_no_answer_is_far_from_what_any_right_style_gives(exercise):
    """The slow loop among the styles is the independent path: it must agree in every single output."""
    loops = next(function for name, function in right_styles(exercise).items() if name == "loops")
    for case in exercise.all_cases:
        if case.raises or (exercise.coupled and case.unasked):  # a tie, where several answers are right
            continue
        returned = exercise.outputs_of(loops, exercise.positional(case))
        values = _numbers(read(returned, exercise.letters))
        right = np.hstack([np.ravel(low) for low in right_prediction(exercise, case).first.values()])
        np.testing.assert_allclose(values, right, rtol=1e-9, atol=1e-12, err_msg=case.name)


def _numbers(returned):
    """All numbers of a returned value, one after the other; none for an empty tuple."""
    if isinstance(returned, dict):
        returned = tuple(returned.values())
    if isinstance(returned, tuple):
        return np.concatenate([np.zeros(0), *map(_numbers, returned)])
    return np.ravel(returned)


@pytest.mark.parametrize(
    ("mistakes", "edits"),
    [
        (("data_sign_flipped_in_gradient",), [("dscores.T @ X", "-dscores.T @ X")]),
        (("data_sign_flipped_in_loss",), [("margins.sum() / N", "-margins.sum() / N")]),
        (("averaged_twice",), [("sum() / N", "sum() / N**2"), ("T @ X / N", "T @ X / N**2")]),
        (("penalty_times_N",), [("+ reg", "+ N * reg"), ("+ 2 * reg", "+ 2 * N * reg")]),
        (("penalty_over_N_in_loss",), [("+ reg", "+ reg / N")]),
        (("not_averaged_in_loss", "penalty_times_N_in_gradient"), [("sum() / N", "sum()"), ("+ 2", "+ 2 * N")]),
    ],
)  # fmt: skip
def test_a_hinge_loss_with_one_part_wrong_is_named(mistakes, edits):
    assert checked("svm_loss", *edits).mistakes == mistakes


def test_a_further_style_replaces_none():
    own = {"softmax": {"loops": abs}}
    with pytest.raises(ValueError, match="^with_further: a style must have a name of its own; got 'loops'"):
        with_further(own, {"softmax": {"loops": abs}})
