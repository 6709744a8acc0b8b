"""A demo on the student's own function shows what is wrong with it: every known mistake, but for those named here."""

import itertools

import numpy as np
import pytest

from autograder.exercises.exercise import find_exercise
from course_lib import demos
from course_lib.live_view.page import describe_page, stages_of
from course_lib.live_view.student import CannotShow, tell_demos

# Exercise: (its demo, the known mistakes that need what the demo does not hold: integers, zeros, huge scores,
# examples that differ, upstream gradients below 0).
# For these there is the line that says that the function has not passed its check.
DRIVEN = {
    "multiclass_hinge": (demos.hinge_terms, set()),
    "squared_hinge": (demos.hinge_slopes, set()),
    "softmax": (demos.softmax_temperature, {"maximum_not_subtracted", "one_maximum_for_all_rows",
                                            "maximum_starts_too_high", "other_than_maximum_subtracted",
                                            "integer_truncation"}),
    "log_softmax": (demos.softmax_shift, {"epsilon_in_the_log", "integer_truncation", "log_of_probability",
                                          "other_than_maximum_subtracted"}),
    "kl_divergence": (demos.divergence, {"zero_times_log_of_zero", "infinite_divergence_hidden",
                                         "epsilon_in_the_log"}),
    "binary_cross_entropy": (demos.logistic_loss, {"log_of_probability", "exponential_overflows",
                                                   "epsilon_in_the_log", "integer_truncation",
                                                   "last_example_only_in_loss"}),
    "directional_derivative": (demos.direction, {"one_sided"}),
    "squared_error_batch": (demos.line_fit, {"averaged_over_outputs", "sum_squared", "integer_truncation",
                                             "integers_refuse_fractions"}),
    "mul_backward": (lambda f: demos.circuit(rules={"mul": f}), set()),
    "add_backward": (lambda f: demos.circuit(rules={"add": f}), set()),
    "relu_backward": (lambda f: demos.activations(None, None, f), {"mask_of_neighbour", "negative_upstream_lost"}),
    "sigmoid_backward": (lambda f: demos.activations(f), {"overflow"}),
    "quadratic_form_gradient": (demos.quadratic_form, set()),
    "softmax_jacobian": (demos.softmax_jacobian, {"maximum_not_subtracted"}),
    "matmul_jacobian": (demos.flattened_product, set()),
}  # fmt: skip


def places(demo):
    """The start, and what the ends and the middles of the controls make, thirty at most."""
    some = [dict.fromkeys((c.values[0], c.values[len(c.values) // 2], c.values[-1])) for c in demo.controls]
    rows = itertools.islice(itertools.product(*some), 30)
    return [{}, *(dict(zip(demo.start(), row, strict=True)) for row in rows)]


def pictures(make, function):
    """The pictures of a demo on a function as one list of arrays and words, or why there are none."""
    try:
        demo = make(function)
        return [list(demo.frame(**settings).values()) for settings in places(demo)]
    except CannotShow as reason:
        return str(reason)


def same(one, other):
    """Whether two pictures cannot be told apart: equal words, and numbers within a thousandth."""
    if isinstance(one, str) or isinstance(other, str) or one is None or other is None:
        return one == other
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return same(list(one.values()), list(other.values()))
    return np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=1e-3, atol=1e-3, equal_nan=True)


def mistaken(exercise, settings):
    """A student's function with a known mistake."""

    def function(*arguments):
        with np.errstate(all="ignore"):
            return exercise.imitation(*arguments, **settings)

    function.__name__ = exercise.name
    return function


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", DRIVEN)
def test_a_known_mistake_is_seen(name):
    exercise, (make, unseen) = find_exercise(name), DRIVEN[name]
    right, hidden = pictures(make, exercise.reference), set()
    assert isinstance(right, list)
    for mistake in exercise.mistakes:
        if all(isinstance(key, str) for key in mistake.settings):
            if same(pictures(make, mistaken(exercise, dict(mistake.settings))), right):
                hidden.add(mistake.id)
    assert hidden <= unseen


def test_a_right_function_draws_the_pictures_of_the_courses_own():
    exercise = find_exercise("squared_hinge")
    assert same(pictures(demos.hinge_slopes, mistaken(exercise, {})), pictures(demos.hinge_slopes, None))


@pytest.mark.parametrize(("passed", "line"), [
    (None, "squared_hinge has not been checked yet: the picture shows what it does, right or wrong."),
    (False, "squared_hinge has not passed its check: the picture shows what it does, mistake included."),
    (True, ""),
])  # fmt: skip
def test_a_page_says_whether_the_function_has_passed(passed, line):
    function = mistaken(find_exercise("squared_hinge"), {"over": "power of sum"})
    if passed is not None:
        tell_demos(function, passed)
    demo = demos.hinge_slopes(function)
    assert describe_page(demo, stages_of(demo, demo.frame()))["unchecked"] == line


def test_check_tells_the_demo():
    from autograder import check

    right = mistaken(find_exercise("squared_hinge"), {})
    check(right, exercise="squared_hinge")
    assert demos.hinge_slopes(right).unchecked == ""
    wrong = mistaken(find_exercise("squared_hinge"), {"over": "power of sum"})
    check(wrong, exercise="squared_hinge")
    assert demos.hinge_slopes(wrong).unchecked.startswith("squared_hinge has not passed")


def test_of_the_courses_own_function_nothing_is_said():
    assert demos.hinge_slopes().unchecked == ""
    assert demos.hinge_slopes(find_exercise("squared_hinge").reference).unchecked == ""
