import numpy as np
import pytest

from autograder.exercises import DeclarationError
from autograder.exercises import exercise as exercises
from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, find_exercise
from autograder.exercises.spec import Spec
from benchmarks.consistency import failed_case, right_styles


@pytest.mark.parametrize(
    ("text", "name", "dims", "kind"),
    [
        ("loss: scalar", "loss", (), None),
        ("dW: (C, d)", "dW", ("C", "d"), None),
        ("y: (N,) int", "y", ("N",), "int"),
        ("X: (N,d+1)", "X", ("N", "d+1"), None),
        ("grads.W1: (H, d)", "grads.W1", ("H", "d"), None),
        ("trajectory: (n_steps + 1, ...)", "trajectory", None, None),
        ("f: callable", "f", None, None),
        ("shape: tuple of int", "shape", None, "int"),
        ("beta: scalar float", "beta", (), "float"),
    ],
)
def test_spec_reads(text, name, dims, kind):
    spec = Spec.parse(text)
    assert (spec.name, spec.dims, spec.values) == (name, dims, kind)


@pytest.mark.parametrize("text", ["", "dW", "dW (C, d)", ": scalar", "loss:"])
def test_spec_refuses(text):
    with pytest.raises(
        ValueError, match=r'^Spec: the text must look like "dW: \(C, d\)" or "loss: scalar"; got '
    ):
        Spec.parse(text)


@pytest.mark.parametrize(
    ("text", "axis"),
    [("X: (N, D)", "D"), ("W: (K, d)", "K"), ("X: (N, n_inputs)", "n_inputs"), ("x: (d - 1,)", "d - 1")],
)
def test_a_size_that_no_table_explains_is_refused(text, axis):
    with pytest.raises(ValueError) as caught:
        Spec.parse(text)
    assert str(caught.value) == (
        f"Spec: an axis must be written with the sizes N, C, d, H, M, n, k, l, m; got {axis!r} in {text!r}. "
        "A new size needs a row in `SIZES` that says what it counts."
    )


def test_a_size_may_be_given_as_a_number():
    made = Exercise(
        name="jacobian",
        topic="layers",
        inputs=("x: (d,)", "C: scalar int", "n_steps: scalar int"),
        outputs=("jacobian: (C, C, d)",),
        reference=lambda x, C, n_steps: None,
        cases=lambda draw: (),
    )
    assert made.size_symbols == ("C", "d")
    assert made.sizes(Case("any", {"x": np.zeros(5), "C": 3, "n_steps": 9})) == {"C": 3, "d": 5}


def test_signature_and_sizes():
    made = Exercise(
        name="two_layer",
        topic="layers",
        inputs=("X: (N, d)", "y: (N,) int", "W1: (H, d+1)", "reg: scalar"),
        outputs=("loss: scalar", "grads.W1: (H, d+1)", "grads.b1: (H,)"),
        reference=lambda X, y, W1, reg: None,
        cases=lambda draw: (),
    )
    case = Case("any", {"X": np.zeros((5, 3)), "y": np.zeros(5, int), "W1": np.zeros((7, 4)), "reg": 0.1})
    assert made.signature == "two_layer(X, y, W1, reg) -> loss, grads"
    assert made.sizes(case) == {"N": 5, "d": 3, "H": 7}


def test_an_unknown_exercise_lists_the_known_ones():
    with pytest.raises(LookupError) as caught:
        find_exercise("svm_los")
    message = str(caught.value)
    assert message.startswith("check: the function's name must be that of an exercise (")
    for name in ("multiclass_hinge", "squared_hinge", "binary_hinge_loss", "elastic_net", "svm_loss"):
        assert name in message
    assert message.endswith(
        "got 'svm_los'. Rename the function, or say which exercise it answers: check(f, exercise=...)."
    )


def test_two_exercises_of_one_name_are_refused(monkeypatch):
    found = find_exercise("svm_loss")
    monkeypatch.setattr("autograder.exercises.loss_functions.EXERCISES", (found, found))
    exercises.known_exercises.cache_clear()
    try:
        with pytest.raises(
            DeclarationError, match="^known_exercises: names must be unique; got 'svm_loss' in the topics"
        ):
            exercises.known_exercises()
    finally:
        exercises.known_exercises.cache_clear()


@pytest.mark.parametrize("key", [27, 162])
def test_no_hidden_numbers_are_less_exact_in_float32_than_the_tolerance(key):
    """A saturated sigmoid: 1 - h keeps few digits of h = 0.995."""
    exercise = find_exercise("one_hidden_layer_gradients")
    function = right_styles(exercise)["float32"]
    assert failed_case(function, exercise, exercise.cases_drawn(Draw((key, 12345)))) is None


def test_a_kind_that_seldom_has_fit_numbers_has_a_hidden_case_too():
    exercise = find_exercise("two_layer_loss")
    assert len(exercise.cases_drawn(Draw((7, 77)))) == exercise.n_hidden
