"""The capstone: answers that are used, such as classes whose objects remember, are judged like any other."""

import numpy as np
import pytest

from autograder import check
from autograder.exercises.capstone import LINEAR, SEQUENTIAL, TRAIN_DIGITS
from autograder.exercises.capstone.recorded_graphs import GRAPHS, recorded
from course_lib.derivatives.gradcheck import numerical_gradient
from course_lib.networks.array_gates import walk_back
from tests.autograder.exercises.edited_answers import checked


class Linear:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, X):
        raise NotImplementedError


def test_a_class_that_is_a_stub_is_not_implemented_yet():
    assert check(Linear).message == "Not implemented yet: Linear(W, b)"


def test_a_class_with_other_parameters_is_told_which_it_needs():
    class Sequential:
        def __init__(self, first, second):
            pass

    message = check(Sequential).message
    assert message == "The signature must be Sequential(modules); got (first, second)."


def test_what_a_case_of_a_class_is_tried_with_can_be_looked_at():
    result = checked("Linear", ("self.kept.append(X)", "self.kept = [X] * 2"))
    assert result.mistakes == ("memory_overwritten",)
    assert set(result.inputs("two batches")) == {"W", "b", "X1", "X2", "dY1", "dY2"}
    assert "What a case is tried with" in result._repr_html_()
    assert "Try a case by hand" not in result._repr_html_()


def test_a_gradient_that_is_never_stored_raises_in_words():
    result = checked("Linear", ("self.db = self.db", "self.bias = self.db"))
    assert not result.passed and "db" in result.message


def test_a_net_that_learns_nothing_is_told_its_share():
    def train_digits(X, y, X_new, rng):
        return rng.integers(10, size=len(X_new))

    message = check(train_digits).message
    assert "“the digits” `share_read_right` is 0." in message and "expected 0.985" in message


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (lambda n: np.zeros((n, 10)), "one label for each new image, (360,), is asked for; got (360, 10)."),
        (lambda n: None, "returns nothing: is `return` missing?"),
    ],
)
def test_labels_in_another_shape_are_refused_in_words(labels, words):
    def train_digits(X, y, X_new, rng):
        return labels(len(X_new))

    assert words in check(train_digits).message


def test_labels_that_are_looked_up_do_not_pass():
    """The labels are renamed and the pixels moved: only what was learned from this X and y can be right."""
    from course_lib.datasets import load_digits

    images, labels = load_digits()

    def train_digits(X, y, X_new, rng):
        nearest = [np.flatnonzero((images == x).all(axis=1)) for x in X_new]
        return np.array([labels[found[0]] if len(found) else 0 for found in nearest])

    result = check(train_digits)
    assert not result.passed
    assert [row.passed for row in result.rows] == [True, False, False]


@pytest.mark.parametrize("graph", GRAPHS)
def test_the_recorded_graphs_have_the_gradients_of_differences(graph):
    rng = np.random.default_rng(5)
    arguments = [rng.normal(size=(3, 2)), rng.normal(size=(2, 4)), 0.5 + rng.uniform(size=4)]
    gradients = walk_back(recorded(graph, *arguments))
    for number, value in enumerate(arguments):

        def last(moved, number=number):
            return recorded(graph, *arguments[:number], moved, *arguments[number + 1 :])[-1][2]

        np.testing.assert_allclose(gradients[number], numerical_gradient(last, value), rtol=1e-5, atol=1e-7)


def test_an_exercise_that_is_used_says_so_in_its_signature():
    assert LINEAR.signature == "Linear(W, b)"
    assert SEQUENTIAL.own_parameters == ["modules"]
    assert TRAIN_DIGITS.signature == "train_digits(X, y, X_new, rng)"
