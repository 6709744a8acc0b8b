"""The demos of lecture 3: each against its formula, and driven by a student's function, right or wrong."""

import numpy as np
import pytest

from course_lib import demos
from course_lib.demos import CannotShow
from course_lib.demos.gradient_descent.loss_curve_doctor import PATIENTS
from course_lib.derivatives.gradcheck import numerical_gradient
from course_lib.losses.least_squares import squared_error_batch
from course_lib.networks.sigmoid_net import train_two_layer
from course_lib.training.clinic import DISEASES, train
from course_lib.training.optim import gradient_descent, minibatch_sgd


def never(*arguments):
    raise NotImplementedError


MAKE = {
    "gradient_check": lambda function=never: demos.gradient_check(gradient=function),
    "direction": lambda function=never: demos.direction(derivative=function),
    "line_fit": lambda function=never: demos.line_fit(error=function),
    "digit_descent": lambda function=never: demos.digit_descent(descend=function),
    "minibatch": lambda function=never: demos.minibatch(sgd=function),
    "two_valleys": lambda function=never: demos.two_valleys(basins=function),
    "net_slice": lambda function=never: demos.net_slice(train=function),
    "two_layer_training": lambda function=never: demos.two_layer_training(train=function),
}


@pytest.mark.parametrize("name", MAKE)
def test_a_stub_is_answered_with_one_sentence(name):
    with pytest.raises(CannotShow) as error:
        MAKE[name]().frame()
    assert str(error.value) == "never is not implemented yet: write it, run its cell, then this one."


@pytest.mark.parametrize("name", MAKE)
def test_the_page_is_small_and_its_sentence_a_sentence(name):
    page = getattr(demos, name)().page()
    assert len(page.html) < 2**20
    assert page.sentence.endswith(".") and "nan" not in page.sentence


@pytest.mark.parametrize("h", [1.0, 1e-3, 1e-7])
def test_slopes_and_errors_of_a_step(h):
    values = demos.gradient_check().frame(h=h)

    def f(x):
        return 0.5 * x**4 - 2 * x**2 + x + 5

    one_sided, centred = (f(1.5 + h) - f(1.5)) / h, (f(1.5 + h) - f(1.5 - h)) / (2 * h)
    assert values["one-sided slope"] == pytest.approx(one_sided, rel=1e-12)
    assert values["centred slope"] == pytest.approx(centred, rel=1e-12)
    assert values["centred now"][0].tolist() == [h, pytest.approx(abs(centred - 1.75), rel=1e-6)]


def test_the_error_is_a_u_and_the_centred_difference_reaches_lower_at_a_larger_step():
    demo = demos.gradient_check()
    steps = demo.controls[0].values
    errors = {
        name: np.array([demo.frame(h=h)[f"{name} now"][0, 1] for h in steps])
        for name in ("one-sided", "centred")
    }
    best = {name: steps[int(np.argmin(error))] for name, error in errors.items()}
    assert 1e-9 < best["one-sided"] < 1e-6 < best["centred"] < 1e-4
    assert errors["centred"].min() < 0.01 * errors["one-sided"].min()
    for error in errors.values():
        assert error[0] > 1e3 * error.min() < error[-1]


def test_a_one_sided_difference_of_the_student_is_seen():
    def one_sided(f, x, h):
        return np.array([(f(x + h) - f(x)) / h])

    values = MAKE["gradient_check"](one_sided).frame(h=0.01)
    assert values["centred slope"] == pytest.approx(values["one-sided slope"], rel=1e-12)


@pytest.mark.parametrize("angle", [-180, -90, 0, 35, 90])
def test_the_slope_along_a_direction_is_a_cosine(angle):
    steepest = np.hypot(1.2 * 0.9 - 0.5 * 0.7, 1.8 * -0.7 + 0.5 * 0.9)
    values = demos.direction().frame(angle=angle)
    assert values["slope"] == pytest.approx(steepest * np.cos(np.deg2rad(angle)), abs=1e-6)
    assert np.hypot(*values["u"][0, 2:]) == pytest.approx(0.8)
    assert "−0.00" not in demos.direction().sentence(values, angle=angle)


def test_a_direction_that_is_not_normalised_is_seen():
    def as_it_is(f, x, u, h):
        return (f(x + h * u) - f(x - h * u)) / (2 * h)

    right, wrong = (
        demos.direction().frame(angle=0)["slope"],
        MAKE["direction"](as_it_is).frame(angle=0)["slope"],
    )
    assert wrong == pytest.approx(2 * right, rel=1e-6)


def test_the_line_has_the_loss_and_the_gradient_of_the_formula():
    demo = demos.line_fit()
    values = demo.frame(slope=0.5, offset=-0.2)
    x, t = values["residuals"][0::3].T
    errors = 0.5 * x - 0.2 - t
    assert values["loss"] == pytest.approx(np.mean(errors**2))
    np.testing.assert_allclose(values["gradient"], [2 * np.mean(errors * x), 2 * np.mean(errors)])
    np.testing.assert_allclose(values["residuals"][1::3, 1], 0.5 * x - 0.2)
    assert demo.sentence(values, slope=0.5, offset=-0.2).startswith("With slope 0.5 and offset −0.2 the mean")
    level = {"slope": -0.1, "offset": 0.5}  # the gradient in the offset rounds to 0 from below
    assert demo.sentence(demo.frame(**level), **level).endswith("its gradient is (−2.35, 0.00).")


def test_an_uphill_gradient_of_the_student_is_seen():
    values = MAKE["line_fit"](lambda W, X, T: (0.0, -squared_error_batch(W, X, T)[1])).frame()
    np.testing.assert_allclose(values["downhill"][0, 2:], -demos.line_fit().frame()["downhill"][0, 2:])


@pytest.mark.parametrize(("alpha", "word"), [(1e-4, "is slow"), (0.05, "goes down"), (0.3, "diverges")])
def test_the_learning_rate_on_the_digits(alpha, word):
    demo = demos.digit_descent()
    values = demo.frame(alpha=alpha)
    assert values["losses"][0] == 1  # all outputs 0: the one of the right digit is 1 off
    assert word in demo.sentence(values, alpha=alpha)


def test_a_descent_without_the_start_is_named():
    with pytest.raises(
        CannotShow, match=r"must return an array of the shape \(41, 10, 65\) here; got \(40, "
    ):
        MAKE["digit_descent"](lambda *a: gradient_descent(*a)[1:]).frame()


@pytest.mark.parametrize(("size", "steps"), [(8, 320), (32, 80), (512, 5)])
def test_batches_are_counted_and_end_after_five_epochs(size, steps):
    values = demos.minibatch().frame(size=size, alpha=0.1)
    shown = values["batches"][np.isfinite(values["batches"]).all(axis=1)]
    assert (values["steps"], len(shown), shown[-1, 0]) == (steps, steps, 5 * 512)
    assert values["whole"][0].tolist() == [0, 9]  # zero weights: C - 1
    assert values["whole"][-1, 1] < 2.5


def test_small_batches_are_noisier():
    def tremble(size):
        values = demos.minibatch().frame(size=size, alpha=0.1)["batches"]
        late = values[np.isfinite(values).all(axis=1) & (values[:, 0] > 1536), 1]
        return np.std(np.diff(late))

    assert tremble(8) > 2 * tremble(64)


def test_a_student_who_drops_the_short_batch_takes_fewer_steps():
    def short(gradient, w, X, y, rate, size, n_epochs, rng):
        return minibatch_sgd(gradient, w, X[:300], y[:300], rate, size, n_epochs, rng)

    assert MAKE["minibatch"](short).frame(size=512)["steps"] == 5
    assert MAKE["minibatch"](short).frame(size=64)["steps"] == 5 * 5


def test_the_net_is_trained_from_stop_to_stop_as_at_once():
    demo = demos.two_layer_training()
    values = demo.frame(steps=5000, rate="1")
    np.testing.assert_allclose(values["outputs"].round(2), [0.01, 0.99, 0.99, 0.02])
    assert values["surface"].shape == (31, 31)
    assert demo.sentence(values, steps=5000, rate="1") == (
        "After 5000 steps of size 1 the outputs are 0.01, 0.99, 0.99, 0.02: 4 of 4 on the right side."
    )
    early = demo.frame(steps=1, rate="10")["outputs"]
    assert np.abs(early - 0.5).max() < 0.5


def test_a_net_whose_first_layer_rests_is_seen():
    def rests(X, T, W1, W2, learning_rate, n_steps):
        return W1, train_two_layer(X, T, W1, W2, learning_rate, n_steps)[1]

    values = MAKE["two_layer_training"](rests).frame(steps=5000)
    assert np.abs(values["outputs"] - [0, 1, 1, 0]).max() > 0.3


def test_right_functions_give_the_same_pictures():
    for name, function in (("gradient_check", numerical_gradient), ("minibatch", minibatch_sgd)):
        theirs, ours = MAKE[name](lambda *a, f=function: f(*a)).frame(), getattr(demos, name)().frame()
        assert ours.keys() == theirs.keys()
        for key, value in ours.items():
            np.testing.assert_array_equal(theirs[key], value)


@pytest.mark.parametrize(
    ("start", "alpha", "end", "crossed"),
    [(0.2, 0.03, -1.53, 0), (0.3, 0.03, 1.27, 0), (2.4, 0.03, 1.27, 0), (2.4, 0.1162, -1.53, 1)],
)
def test_the_valley_in_which_a_descent_ends(start, alpha, end, crossed):
    demo = demos.two_valleys()
    values = demo.frame(start=start, alpha=alpha)
    assert values["last"] == pytest.approx(end, abs=0.005) and values["crossed"] == crossed
    np.testing.assert_allclose(values["path"][0], [start, 0.5 * start**4 - 2 * start**2 + start + 5])
    minimum = "−1.53, the global minimum" if end < 0 else "1.27, a local minimum"
    assert minimum in demo.sentence(values, start=start, alpha=alpha)


def test_the_colours_of_the_curve_are_the_ends_of_the_descents():
    values = demos.two_valleys().frame(alpha=0.1162)
    parts = {end: np.isfinite(values[f"part {end}"][:, 1]) for end in (0, 1, -1)}
    assert np.all(sum(part.astype(int) for part in parts.values()) == 1)  # each place has one colour
    starts = values["part 0"][:, 0]
    jumps = (starts > 2) & parts[0]  # far to the right, and still to the deeper valley on the left
    assert jumps.any() and parts[0][starts < 0].sum() > 80


def test_basins_of_the_student_that_judge_by_the_start_are_seen():
    values = MAKE["two_valleys"](lambda starts, alpha, n_steps: (starts > 0.2587).astype(int)).frame(
        start=2.4, alpha=0.1162
    )
    assert values["last"] < 0 and np.isfinite(values["part 1"][:, 1])[-1]  # the path denies the colour


def test_the_closer_to_the_ridge_the_longer_the_saddle_holds():
    demo = demos.saddle()
    inside = [demo.frame(beside=beside)["inside"] for beside in demo.controls[0].values]
    assert inside[0] == 120 > inside[-1] and all(np.diff(inside) <= 0)
    path = demo.frame(beside=0.1, alpha=0.1)["path"]
    np.testing.assert_allclose(path[1], [1.4 * 0.8, 0.1 * 1.2])
    assert "still in the picture" in demo.sentence(demo.frame(beside=0), beside=0)


def test_the_net_has_two_valleys_and_equal_units_stay_on_the_ridge():
    demo = demos.net_slice()
    losses = demo.frame()["surface"]
    ticks = np.linspace(-0.25, 1.25, 41)
    first = losses[np.abs(ticks).argmin(), np.abs(ticks - 1).argmin()]
    second = losses[np.abs(ticks - 1).argmin(), np.abs(ticks).argmin()]
    middle = losses[20, 20]
    assert first == pytest.approx(second) and first < 0.005 < 0.4 < middle
    near, ridge = demo.frame(mix=0.4), demo.frame(mix=0.5)
    assert near["last"] < 0.03 and near["apart"] > 0.3
    assert ridge["last"] > 0.25 and abs(ridge["apart"]) < 1e-6
    assert "units that are equal stay equal" in demo.sentence(ridge, mix=0.5)
    assert demo.frame(mix=0.6)["apart"] == pytest.approx(-near["apart"])


def test_a_net_of_the_student_that_moves_one_layer_alone_finds_no_valley():
    def one_layer(X, T, W1, W2, rate, n_steps):
        return W1, train_two_layer(X, T, W1, W2, rate, n_steps)[1]

    assert MAKE["net_slice"](one_layer).frame(mix=0)["last"] > 0.1


def test_every_disease_has_one_patient_in_the_doctors_room():
    assert sorted(PATIENTS) == sorted(DISEASES)


@pytest.mark.parametrize("number", range(1, 11))
def test_the_doctor_answers_every_diagnosis_and_runs_the_remedy(number):
    demo, name = demos.loss_curve_doctor(), PATIENTS[number - 1]
    for diagnosis in DISEASES:
        said = demo.frame(patient=str(number), diagnosis=diagnosis)["said"]
        assert said.startswith("Diagnosis: yes") is (diagnosis == name)
    settings = {"patient": str(number), "diagnosis": name, "remedy": DISEASES[name].remedy}
    values = demo.frame(**settings)
    assert values["healed"].startswith("Remedy: left alone." if name == "healthy" else "Remedy: it helps.")
    assert np.isfinite(values["training after"]).all()
    if name != "healthy":
        assert values["validation after"][-1, 1] < values["validation"][-1, 1]
    sentence = demo.sentence(values, **settings)
    assert sentence.startswith(f"Patient {number}: training loss from ") and "nan" not in sentence


def test_the_lowest_training_loss_is_that_of_the_net_that_overfits():
    ends = {name: train(disease.setup).training[-1] for name, disease in DISEASES.items()}
    assert min(ends, key=ends.get) == "overfitting"
    (question,) = demos.loss_curve_doctor().questions
    assert [f"{ends[name]:.2f}" in question.why for name in ("overfitting", "healthy")] == [True, True]


def test_before_a_remedy_there_is_one_pair_of_curves_and_nothing_is_said():
    values = demos.loss_curve_doctor().frame(patient="3")
    assert values["said"] == values["healed"] == ""
    assert np.isnan(values["training after"]).all() and np.isfinite(values["training"]).all()


def test_a_remedy_for_something_else_changes_nothing_or_cures_nothing():
    demo = demos.loss_curve_doctor()
    assert demo.frame(patient="10", remedy="500 images")["healed"] == "Remedy: it changes nothing here."
    assert "no better" in demo.frame(patient="4", remedy="α ÷ 10")["healed"].replace("\n", " ")
