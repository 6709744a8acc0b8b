"""The demos of lecture 2 show the lecture's numbers, and plain formulas find the same as their `compute`."""

import math

import numpy as np
import pytest

from course_lib import demos
from course_lib.demos.softmax.softmax_classifier import SHADES, fit, shades
from course_lib.demos.softmax.two_losses import with_gradients
from course_lib.losses.softmax import cross_entropy, softmax_loss

SCORES = np.array([3.2, 5.1, -1.7])


@pytest.mark.parametrize("temperature", [0.1, 1.0, 2.5, 10.0])
def test_the_probabilities_at_a_temperature(temperature):
    values = demos.softmax_temperature().frame(temperature=temperature)
    exponentials = [math.exp(s / temperature) for s in SCORES]
    np.testing.assert_allclose(values["bars"], np.array(exponentials) / sum(exponentials))


def test_temperature_1_is_the_lecture_s_image():
    demo = demos.softmax_temperature()
    assert demo.sentence(demo.frame()) == "Temperature 1.00: cat 0.130, car 0.869, frog 0.001."


@pytest.mark.parametrize(
    ("shift", "sentence"),
    [
        (0, "All scores +0: naive and stable still right."),
        (700, "All scores +700: naive and stable still right."),
        (710, "All scores +710: stable still right, naive broken."),
        (-1000, "All scores −1000: stable still right, naive broken."),
    ],
)
def test_where_the_naive_formula_breaks(shift, sentence):
    demo = demos.softmax_shift()
    values = demo.frame(shift=shift)
    assert demo.sentence(values, shift=shift) == sentence
    assert values["loss, stable: shifted by the maximum"] == "loss of the cat: 2.040"


def test_a_student_s_formula_that_breaks_is_seen_and_not_refused():
    def log_softmax(scores):
        return np.log(np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True))

    values = demos.softmax_shift(log_softmax).frame(shift=1000)
    assert values["yours: log_softmax 0"] == "nan" and not values["ok, yours: log_softmax"]


@pytest.mark.parametrize("scores", [(3.2, 5.1, -1.7), (10, -2, 3), (10, 9, 9), (0.5, 0.25, -3.9)])
def test_both_losses_and_their_gradients(scores):
    demo = demos.two_losses()
    values = demo.frame(cat=scores[0], car=scores[1], frog=scores[2])
    p = np.exp(scores) / np.sum(np.exp(scores))
    active = np.array([s - scores[0] + 1 > 0 for s in scores[1:]], dtype=float)
    np.testing.assert_allclose(values["probabilities"], p)
    np.testing.assert_allclose(values["losses"][1], -math.log(p[0]), atol=1e-9)
    np.testing.assert_allclose(values["cross-entropy gradient"], p - np.array([1, 0, 0]), atol=1e-8)
    np.testing.assert_allclose(values["hinge gradient"], [-active.sum(), *active], atol=1e-8)
    assert values["zero"] is not bool(active.any())


def test_the_hinge_is_0_where_cross_entropy_has_a_gradient():
    demo = demos.two_losses()
    values = demo.frame(cat=10, car=9, frog=9)
    sentence = demo.sentence(values, cat=10, car=9, frog=9)
    assert (
        "the hinge is 0, with the gradient 0; cross-entropy is 0.55, its gradient at most 0.42." in sentence
    )


def test_a_wrong_loss_of_the_student_is_seen():
    def sum_without_correct_class(scores, y):
        return np.log(np.exp(scores[:, 1:]).sum(axis=1)) - scores[:, 0]

    values = demos.two_losses(sum_without_correct_class).frame(cat=10, car=-2, frog=3)
    assert values["losses"][1] < 0


def test_differences_of_the_loss_are_its_gradient():
    losses, gradients = with_gradients(cross_entropy, np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]))
    np.testing.assert_allclose(losses[1], math.log(3))
    np.testing.assert_allclose(gradients[1], [-2 / 3, 1 / 3, 1 / 3], atol=1e-9)


@pytest.mark.parametrize("away", [0.0, 0.5, 1.0])
def test_cross_entropy_is_entropy_plus_divergence(away):
    values = demos.divergence().frame(away=away)
    entropy, cross, forward, backward = values["measures"]
    assert entropy == pytest.approx(-sum(p * math.log(p) for p in (0.6, 0.3, 0.1)))
    assert cross == pytest.approx(entropy + forward)
    assert bool(forward == backward == 0) is (away == 0)


def test_the_softmax_classifier_is_at_its_minimum():
    from course_lib.live_view.plane import three_clouds

    X, y = three_clouds(np.random.default_rng(5))
    for reg in (1e-2, 1.0):
        W = fit(softmax_loss, X, y, reg)
        assert np.abs(softmax_loss(W, X, y, reg)[1]).max() < 1e-3


def test_a_larger_penalty_makes_the_classifier_less_sure():
    demo = demos.softmax_classifier()
    sure, unsure = (demo.frame(reg=reg) for reg in (1e-4, 1.0))
    assert unsure["sure"] < 0.6 < 0.9 < sure["sure"]
    assert "0.01" not in demo.sentence(unsure, reg=1.0)


def test_the_tint_is_the_class_and_how_sure_it_is():
    p = np.array([[1 / 3, 1 / 3, 1 / 3], [0.0, 1.0, 0.0], [0.2, 0.2, 0.6]])
    assert shades(p).tolist() == [0, 2 * SHADES - 1, 2 * SHADES + 3]


@pytest.mark.parametrize("z", [-8.0, 0.0, 1.0])
def test_binary_cross_entropy_of_one_logit(z):
    values = demos.logistic_loss().frame(z=z)
    y = 1 / (1 + math.exp(-z))
    np.testing.assert_allclose(values["cost, t = 1"], [[z, -math.log(y)]])
    np.testing.assert_allclose(values["cost, t = 0"], [[z, -math.log(1 - y)]])
    np.testing.assert_allclose(values["slope, t = 1"], [[z, y - 1]])
    np.testing.assert_allclose(values["slope, t = 0"], [[z, y]])


def test_no_page_is_large():
    for make in (demos.softmax_temperature, demos.softmax_shift, demos.two_losses, demos.divergence,
                 demos.softmax_classifier, demos.logistic_loss):  # fmt: skip
        assert len(make().page().html) < 400_000
