"""What a recognised mistake does, computed again from its sentence."""

import numpy as np
import pytest

from autograder.checking.call import split
from autograder.checking.check import check
from autograder.checking.diagnosis.hypotheses import hypotheses
from autograder.checking.diagnosis.words import sentences
from autograder.classroom.feedback.replay import function_like, mistake_of, named_case, replayed, together
from autograder.exercises.exercise import known_exercises

EXERCISES = known_exercises()
WITHOUT_MISTAKES = {"train_digits"}  # how well a net reads, not how it is written


@pytest.mark.parametrize("name", [name for name in EXERCISES if name not in WITHOUT_MISTAKES])
def test_a_mistake_is_found_by_its_sentence_and_is_wrong_in_a_public_case(name):
    exercise = EXERCISES[name]
    own = [each for each in hypotheses(exercise)[:4] if not any(m.with_constant for m in each.mistakes)]
    found = [each for each in own if mistake_of(exercise, sentences(each.mistakes)) is each]
    assert found
    for hypothesis in found:
        broken = "\n".join(sentences(hypothesis.mistakes).split(" "))  # as a page breaks its lines
        result = replayed(name, broken)
        assert result.mistakes == tuple(mistake.id for mistake in hypothesis.mistakes)
        assert any(row.is_wrong and row.details is not None for row in result.rows)


@pytest.mark.parametrize("name", sorted(WITHOUT_MISTAKES))
def test_an_exercise_without_known_mistakes_replays_none(name):
    said = check(lambda X, y, X_new, rng: np.zeros(len(X_new), dtype=int), exercise=name).message
    assert hypotheses(EXERCISES[name]) == ()
    assert replayed(name, said) is None
    assert function_like(name, said, is_passed=False) is None


def wrong_elastic_net(W, beta):
    R = (beta * W**2 + abs(W)).sum()
    dR = 2 * beta * W + (W > 0) - (W < 0)
    return R, 2 * dR


def test_the_imitation_gives_what_the_students_function_gave():
    said = check(wrong_elastic_net, exercise="elastic_net").message
    like_it = function_like("elastic_net", said, is_passed=False)
    W = np.array([[1.0, -2.0], [0.5, 3.0]])
    assert like_it(W, 0.3)[0] == pytest.approx(wrong_elastic_net(W, 0.3)[0])
    assert np.allclose(like_it(W, beta=0.3)[1], wrong_elastic_net(W, 0.3)[1])


def test_a_right_answer_is_the_reference():
    W = np.array([1.0, -2.0])
    assert function_like("elastic_net", "", is_passed=True)(W, 0.3)[0] == pytest.approx(0.3 * 5 + 3)


def test_what_has_no_name_has_no_imitation():
    said = "In the case “one example” `losses` is wrong."
    assert function_like("multiclass_hinge", said, is_passed=False) is None
    assert replayed("multiclass_hinge", said) is None
    assert named_case("multiclass_hinge", said).name == "one example"
    assert named_case("multiclass_hinge", "In the case “no such” `x` is wrong.") is None


def test_a_constant_that_is_not_known_here_is_not_made_up():
    with_constant = [
        (exercise, mistake)
        for exercise in EXERCISES.values()
        for mistake in exercise.mistakes
        if mistake.with_constant is not None
    ]
    assert with_constant
    assert [mistake_of(exercise, mistake.sentence) for exercise, mistake in with_constant] == [None] * len(
        with_constant
    )


@pytest.mark.parametrize("name", ["svm_loss", "two_layer_loss", "multiclass_hinge"])
def test_outputs_go_apart_and_together(name):
    exercise = EXERCISES[name]
    returned = exercise.reference(*exercise.positional(exercise.public_cases[0]))
    leaves = split(returned, exercise.returned)
    again = split(together(leaves, exercise.returned), exercise.returned)
    assert again.keys() == leaves.keys()
    assert all(np.array_equal(again[key], leaves[key]) for key in leaves)
