"""An exercise from its table: `check` shows the same as with the declaration, word for word."""

import zipfile

import numpy as np
import pytest

from autograder.checking.diagnosis.hypotheses import hypotheses
from autograder.classroom.kit.function_text import text_of
from autograder.classroom.kit.tables import USUAL_CONSTANTS, told_of_two_outputs, write_table
from autograder.exercises.exercise import known_exercises
from autograder.exercises.gradient_descent.differences import waves
from autograder.exercises.tabled import NotTabled, read_exercise
from autograder.reading.course import SetupError
from autograder.sample_class.capstone.answers import VECTORISED
from autograder.sample_class.capstone.mistakes import MISTAKES
from autograder.sample_class.editing import edited
from benchmarks.consistency import replay
from benchmarks.parts.two_editions import answers, check_with, difference
from benchmarks.right_styles import function_of

# Of each kind one: a hinge, a log with an epsilon, functions and generators as arguments, shapes, dicts, kinks,
# quizzes with numbers and with formulas.
TRIED = (
    *("multiclass_hinge", "cross_entropy", "minibatch_sgd", "derivative_shape", "linear_backward"),
    *("max_backward", "backpropagate"),
    *("gradient_check", "softmax_slides", "derivation_softmax"),
)


@pytest.fixture(scope="module", params=TRIED)
def pair(request, tmp_path_factory):
    """An exercise as it is declared, and from its table."""
    exercise = known_exercises()[request.param]
    return exercise, read_exercise(write_table(exercise, tmp_path_factory.mktemp("tables")))


def test_both_editions_show_the_same(pair):
    """Every style, a stub, no numbers, and about ten mistakes and pairs; the benchmark tries all."""
    exercise, tabled = pair
    every = max(1, len(hypotheses(exercise)) // 10)
    tried = list(answers(exercise, every))
    assert len(tried) > 10
    assert {what: difference(exercise, tabled, made) for what, made in tried} == {
        what: () for what, _ in tried
    }


def test_a_table_is_the_same_whenever_it_is_written(pair, tmp_path):
    exercise, tabled = pair
    assert write_table(exercise, tmp_path).read_bytes() == tabled.path.read_bytes()


def test_two_mistakes_of_different_outputs_are_tabled_be_they_a_pair_or_not():
    """`check` tells them together: the loss is divided by C for N, which is never paired, and the gradient is a sum."""
    exercise = known_exercises()["svm_loss"]
    told = list(told_of_two_outputs(exercise))
    assert {"gradient_averaged": 0, "averaged_over_classes": "loss, for N"} in told
    assert {"loss_averaged": 0, "averaged_over_classes": "loss, for N"} not in told  # both show in the loss


@pytest.mark.parametrize("name", ["Linear", "Sequential", "walk_back"])
def test_both_editions_judge_an_answer_that_is_used_alike(name, tmp_path):
    exercise = known_exercises()[name]
    tabled = read_exercise(write_table(exercise, tmp_path))
    for ids, source in [((), VECTORISED[name]), *mistaken(VECTORISED[name], MISTAKES[name])]:
        answer = function_of(source, name)
        assert difference(exercise, tabled, lambda answer=answer: answer) == ()
        assert set(check_with(tabled, answer).mistakes) == set(ids)


def mistaken(source, mistakes):
    """Return (identifiers, source) of each known mistake that is an edit of a right answer."""
    return [(ids, edited(source, how)) for ids, how in mistakes.items() if not isinstance(how, str)]


def test_another_table_gives_another_verdict():
    """The comparison can fail: softmax's table does not say what log-softmax's says."""
    softmax, other = (known_exercises()[name] for name in ("softmax", "log_softmax"))
    right = dict(answers(softmax))["right, in the style loops"]
    assert difference(softmax, other, right)


def test_a_table_holds_no_answer_and_no_hidden_case(tmp_path):
    path = write_table(known_exercises()["softmax"], tmp_path)
    tabled = read_exercise(path)
    for function in (tabled.reference, tabled.cases, tabled.imitation):
        with pytest.raises(NotTabled):
            function()
    assert tabled.hidden_cases == ()
    assert tabled.n_hidden == known_exercises()["softmax"].n_hidden > 0
    with zipfile.ZipFile(path) as file:
        assert sorted(file.namelist()) == ["declaration", "outcomes"]
        assert all(b"def " not in file.read(name) for name in file.namelist())


def test_a_quiz_is_under_seal(pair):
    """Neither a right answer nor a word on a wrong one can be read off its table."""
    exercise, tabled = pair
    with zipfile.ZipFile(tabled.path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    assert sorted(members) == ["declaration", "seals" if exercise.quiz else "outcomes"]
    if not exercise.quiz:
        return
    assert tabled.mistakes == ()
    told = [word.encode() for each in exercise.mistakes for word in (each.id, each.sentence)]
    assert told and not any(word in text for word in told for text in members.values())
    with pytest.raises(NotTabled):
        tabled.reference(1)


def test_switches_that_no_table_knows_are_refused(tmp_path):
    exercise = known_exercises()["softmax"]
    tabled = read_exercise(write_table(exercise, tmp_path))
    with pytest.raises(NotTabled, match="no table says what"):
        tabled.imitated(tabled.public_cases[0], {"axis": 7})


def test_the_epsilons_that_students_write_are_named_and_any_other_in_the_full_edition_alone(tmp_path):
    exercise = known_exercises()["cross_entropy"]
    tabled = read_exercise(write_table(exercise, tmp_path))
    hypothesis = next(each for each in hypotheses(exercise) if each.mistakes[0].with_constant)
    with_constant = hypothesis.mistakes[0].with_constant

    def named(each, constant):
        settings = type(hypothesis)(hypothesis.mistakes, with_constant(constant))
        return check_with(each, replay(exercise, settings, exercise.public_cases)).mistakes

    for constant in (1e-15, 1e-8, float(np.finfo(float).eps)):
        assert constant in USUAL_CONSTANTS
        assert named(exercise, constant) == named(tabled, constant) == ("epsilon_in_the_log",)
    assert named(exercise, 3.7e-7) == ("epsilon_in_the_log",) != named(tabled, 3.7e-7)


# ------------------------------------------------------------ functions among the arguments

FACTOR = 2.5


def _inner(x):
    return x * FACTOR


def rests_on_others(x):
    """Uses a module, a number and a function of its module."""
    return np.sin(_inner(x)) + sum(_inner(each) for each in [x])


def rests_on_an_object(x):
    return TRIED[0], x


def test_a_function_stands_on_its_own():
    name, source = text_of(rests_on_others)
    namespace = {}
    exec(source, namespace)
    assert namespace[name](0.3) == rests_on_others(0.3)
    assert "FACTOR = 2.5" in source


@pytest.mark.parametrize("function", [lambda x: x, rests_on_an_object, np.sin, waves.__call__])
def test_a_function_that_cannot_stand_on_its_own_is_refused(function):
    with pytest.raises(SetupError, match="a function among the arguments of a case must"):
        text_of(function)
