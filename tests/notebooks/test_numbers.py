"""Numbers that the prose tells and no cell asserts, because a picture or a demo makes them: measured here."""

import numpy as np
import pytest

from course_lib import demos
from course_lib.losses import hinge
from course_lib.losses.softmax import softmax_loss
from course_lib.networks import approximation
from course_lib.networks.activations import sigmoid_backward, tanh_backward
from course_lib.networks.hidden_layer import one_hidden_layer_gradients
from course_lib.pictures.backpropagation.digit_net import fit as fit_net
from course_lib.pictures.gradient_descent.optimiser_race import runners
from course_lib.pictures.jacobians.pixel_jacobian import undecided
from course_lib.pictures.loss_functions.digit_training import fit_digits
from course_lib.pictures.softmax.reliability import winners
from course_lib.training import valleys
from tests.notebooks.lessons import cells, place

UNSEEN = 360  # images


def require(lecture, name, *numbers):
    """Require that the prose of a cell has these numbers."""
    _, _, source = cells(lecture)[place(lecture, name)]
    assert [number for number in numbers if number not in source] == []


def told(demo, *numbers):
    """Require that what the questions of a demo ask and explain has these numbers."""
    words = " ".join(f"{question.ask} {question.right} {question.why}" for question in demo.questions)
    assert [number for number in numbers if number not in words] == []


def percent(share):
    """Write a share as the prose does."""
    return f"{share:.1%}".replace("%", " %")


def test_the_penalty_costs_six_per_cent_and_a_step_that_is_too_long_the_rest():
    _, _, usual = fit_digits(hinge.svm_loss, 1e-3, 0.2)
    _, small_steps, penalised = fit_digits(hinge.svm_loss, 0.3, 0.03)
    _, large_steps, trembling = fit_digits(hinge.svm_loss, 0.3, 0.2)
    assert [percent(share) for share in (usual, penalised, trembling)] == ["97.8 %", "91.4 %", "46.9 %"]
    assert np.all(np.abs(small_steps[-50:] - 2.752) < 2e-3)
    assert 4 < large_steps[-50:].min() and abs(large_steps[-50:].mean() - 5) < 0.5
    require("loss_functions", "svm_loss-reflection", "97.8 %", "91.4 %", "46.9 %", "2.752", "around 5")


def test_the_net_beats_both_lines_if_it_is_trained_to_the_end():
    _, _, by_hinge = fit_digits(hinge.svm_loss)
    _, losses, by_softmax = fit_digits(softmax_loss, learning_rate=1.0)
    _, to_the_end, trained = fit_net(None, 40, 1e-4, 0.5, 1500)
    _, on_the_way, stopped = fit_net(None, 40, 1e-4, 0.3, 400)
    shares = (by_hinge, by_softmax, trained, stopped)
    assert [percent(share) for share in shares] == ["97.8 %", "96.9 %", "99.2 %", "96.9 %"]
    assert [round(UNSEEN * (1 - share)) for share in shares[:3]] == [8, 11, 3]
    assert losses[0] == pytest.approx(np.log(10), abs=5e-4)
    assert (
        round(float(on_the_way[-50:].mean()), 2) == 0.11 and round(float(to_the_end[-50:].mean()), 2) == 0.05
    )
    require("softmax", "softmax_loss-digits", "97.8 %", "96.9 %", "2.303")
    require("backpropagation", "layers-digits", "97.8 %", "96.9 %", "1,500")
    require("backpropagation", "layers-digits-read", "99.2 %", "misreads 3", "8 and 11")
    require("backpropagation", "layers-reflection", "0.11", "0.05")


def test_random_search_falls_below_chance_while_its_loss_falls():
    accuracies = runners()[0].accuracies
    assert round(100 * accuracies.min()) == 4 and accuracies[0] > accuracies.min()
    require("gradient_descent", "race-read", "4 %")


@pytest.mark.parametrize("rate, of_8, of_512", [(0.1, 0.23, 2.11), (0.46, 0.42, 3.81)])
def test_small_batches_end_lower(rate, of_8, of_512):
    demo = demos.minibatch()
    alpha = min(demo.controls[0].values, key=lambda value: abs(value - rate))
    for size, steps, loss in ((8, 320, of_8), (512, 5, of_512)):
        settings = {"alpha": alpha, "size": size}
        sentence = demo.describe(demo.frame(**settings), **settings)
        assert f"{steps} steps" in sentence and sentence.endswith(f"a loss of {loss}.")
        told(demo, "320 steps", "takes 5", str(loss))


@pytest.mark.parametrize("units, share", [("1", "79%"), ("3", "85%"), ("10", "100%")])
def test_ten_units_get_the_spirals_right(units, share):
    demo = demos.net_boundary()
    settings = {"steps": 300, "width": units}
    assert f"{share} of the points" in demo.describe(demo.frame(**settings), **settings)
    told(demo, "79 %", "85 %", "with 10 all")


@pytest.mark.parametrize("backward, edge", [(sigmoid_backward, 2.06), (tanh_backward, 1.82)])
def test_where_less_than_a_tenth_passes(backward, edge):
    inside, outside = backward(np.ones(2), np.array([edge - 0.01, edge + 0.01]))
    assert inside > 0.1 > outside
    told(demos.activations(), str(edge))


def test_the_shared_factor_of_the_neuron():
    slopes = sigmoid_backward(np.ones(3), np.array([1.0, 4.0, -4.0]))
    np.testing.assert_allclose(slopes, [0.197, 0.018, 0.018], atol=5e-4)
    told(demos.circuit("neuron"), "0.197", "0.018")


def test_twice_as_many_units_quarter_the_error_of_the_wave_and_of_no_jump():
    at = np.linspace(0, 1, 2049)

    def errors(name):
        f = approximation.FUNCTIONS[name]
        return [np.abs(approximation.fitted_relus(f, width)(at) - f(at)).max() for width in (16, 32, 64)]

    wave, jump = np.array(errors("a wave")), np.array(errors("a jump (not continuous)"))
    np.testing.assert_allclose(wave[:-1] / wave[1:], 4, rtol=0.05)
    assert np.all(jump > 1) and np.all(jump[:-1] / jump[1:] < 1.2)


def test_where_the_car_begins_to_cost_and_where_its_rivals_join_in():
    def loss(*scores):
        return hinge.multiclass_hinge(np.array([scores]), np.array([1]))[0]

    assert loss(1.3, 3.0, 2.0) == 0 < loss(1.3, 2.99, 2.0)
    assert loss(1.3, 2.5, 2.0) - loss(1.3, 2.6, 2.0) == pytest.approx(0.1)  # one rival
    assert loss(1.3, 2.1, 2.0) - loss(1.3, 2.2, 2.0) == pytest.approx(0.2)  # both
    assert loss(*0.346 * np.array([1.3, 4.9, 2.0])) == 0 < loss(*0.344 * np.array([1.3, 4.9, 2.0]))
    told(demos.hinge_terms(), "1.9", "3.0", "2.3")
    told(demos.weight_scale(), "1 / 2.9")


def test_where_the_naive_softmax_fails():
    scores = np.array([3.2, 5.1, -1.7])
    with np.errstate(all="ignore"):
        assert np.isfinite(np.exp(scores + 704)).all() and np.isinf(np.exp(scores + 705)).any()
        assert np.exp(709.78) < np.inf == np.exp(709.79)
        assert (np.exp(scores - 743) > 0).all() and (np.exp(scores - 744) == 0).sum() == 1
        assert np.exp(-708.0) > np.finfo(float).tiny > np.exp(-709.0)
    told(demos.softmax_shift(), "704.68", "709.78")


@pytest.mark.parametrize("alpha, diverging", [(0.28, ()), (0.3, ("ravine",)), (1.08, ("valley", "ravine"))])
def test_which_landscape_diverges_at_which_learning_rate(alpha, diverging):
    demo = demos.learning_rate()
    alpha = min(demo.controls[0].values, key=lambda value: abs(value - alpha))
    sentence = demo.describe(demo.frame(alpha=alpha), alpha=alpha)
    for name in ("valley", "ravine"):
        assert (f"diverges on the {name}" in sentence) is (name in diverging)


def test_a_hinge_jumps_about_at_a_learning_rate_of_ten():
    demo = demos.learning_rate(loss=hinge.binary_hinge_loss)
    assert demo.controls[0].values[-1] == 10
    assert "jumps about" in demo.describe(demo.frame(alpha=10.0), alpha=10.0)
    assert "goes down" in demo.describe(demo.frame(alpha=1.0), alpha=1.0)


def test_a_penalty_gets_one_more_point_right():
    demo = demos.hinge_classifier()
    (slider,) = demo.controls
    sentences = [demo.describe(demo.frame(reg=reg), reg=reg) for reg in slider.values]
    assert "2 of them on the wrong side" in sentences[0]
    assert any("1 of them on the wrong side" in sentence for sentence in sentences)


@pytest.mark.parametrize("steps, right", [(133, 3), (275, 4)])
def test_the_exclusive_or_is_learned_all_at_once(steps, right):
    demo = demos.two_layer_training()
    settings = {"steps": steps, "rate": "1"}
    assert f"{right} of 4 on the right side" in demo.describe(demo.frame(**settings), **settings)


def test_two_rows_of_the_pixel_jacobian_are_opposites_and_all_cancel():
    _, p, jacobian = undecided()
    likeliest = np.argsort(p)[-2:]
    assert np.corrcoef(jacobian[likeliest])[0, 1] < -0.9 and np.all(p[likeliest] > 0.4)
    np.testing.assert_allclose(jacobian.sum(axis=0), 0, atol=1e-12)


def test_where_the_jump_over_the_ridge_begins_and_what_a_minimum_can_hold():
    def ends(start, alpha):
        return int(valleys.basins(np.array([start]), alpha, 3000)[0])

    first_steps = 2.4 - np.array([0.111, 0.113]) * valleys.slope(2.4)
    assert first_steps[0] > valleys.RIDGE > first_steps[1] and ends(2.4, 0.12) == 0 and ends(2.4, 0.1) == 1
    assert round(valleys.slope(2.4), 2) == 19.05
    assert round(6 * valleys.MINIMA[0] ** 2 - 4, 2) == 9.97
    assert ends(-1.5, 0.19) == 0 and ends(-1.5, 0.21) == -1
    assert round(6 * valleys.MINIMA[1] ** 2 - 4, 2) == 5.63 and round(2 / 5.63, 3) == 0.355
    assert ends(2.4, 0.24) == ends(1.27, 0.35) == 1 and ends(1.27, 0.4) == -1
    told(demos.two_valleys(), "0.112", "19", "0.26")
    require("gradient_descent", "basins-question", "19.05", "9.97")
    require("gradient_descent", "basins-reflection", "0.112", "α = 0.2", "5.63", "0.355", "α = 0.24")


@pytest.mark.parametrize("beside, steps", [(1e-3, 41), (1e-6, 79)])
def test_how_long_the_saddle_holds(beside, steps):
    demo = demos.saddle()
    assert f"after {steps} steps" in demo.sentence(demo.frame(beside=beside), beside=beside)
    assert 1.2**38 == pytest.approx(1000, rel=0.03)
    told(demos.saddle(), "after 41 steps", "79", "1.2 to the power of 38")


def test_equal_units_stay_above_a_quarter():
    demo = demos.net_slice()
    assert [demo.frame(mix=mix, rate="3")["last"] > 0.25 for mix in (0.45, 0.5, 0.55)] == [False, True, False]


def test_the_softmax_classifier_is_too_modest():
    probabilities, right = winners()
    assert (round(100 * probabilities.mean()), round(100 * right.mean())) == (84, 97)
    require("softmax", "softmax_loss-reliability-read", "84 %", "97 %")
    require("loss_functions", "svm_loss-misread", "360", "eight")


def test_a_second_layer_of_zeros_costs_one_step_and_keeps_no_units_alike():
    """The model answer about the net with one hidden layer."""
    rng = np.random.default_rng(0)
    x, t, W1, W2 = rng.normal(size=3), rng.normal(size=2), rng.normal(size=(4, 3)), np.zeros((2, 4))
    dW1, dW2 = one_hidden_layer_gradients(x, t, W1, W2)
    assert not dW1.any() and dW2.all()
    dW1, _ = one_hidden_layer_gradients(x, t, W1, W2 - 0.1 * dW2)
    assert dW1.all() and len(np.unique(dW1[:, 0].round(9))) == 4
