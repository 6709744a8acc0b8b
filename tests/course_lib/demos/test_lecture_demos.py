"""Each demo shows the lecture's numbers, and a plain loop finds the same as its `compute`."""

import numpy as np
import pytest

from course_lib import demos
from course_lib.demos.gradient_descent.learning_rate import verdict
from course_lib.training.polynomial import noisy_wave


def test_hinge_terms_of_the_lecture():
    demo = demos.hinge_terms()
    for scores, correct, terms, total in [
        ((3.2, 5.1, -1.7), "cat", (0, 2.9, 0), 2.9),
        ((1.3, 4.9, 2.0), "car", (0, 0, 0), 0.0),
        ((2.2, 2.5, -3.1), "frog", (6.3, 6.6, 0), 12.9),
    ]:
        values = demo.frame(**dict(zip(("cat", "car", "frog"), scores, strict=True)), correct=correct)
        np.testing.assert_allclose(values["costs"], [*terms, total], atol=1e-12)
    assert demo.sentence(demo.frame()) == (
        "An image of a cat: car costs 2.9, frog costs 0.0; the frog term is zero. The loss is 2.9."
    )


def test_hinge_terms_between_the_positions_are_those_of_the_formula():
    rng = np.random.default_rng(0)
    demo = demos.hinge_terms()
    for _ in range(20):
        cat, car, frog = rng.uniform(-3.1, 5.1, 3)
        values = demo.frame(cat=cat, car=car, frog=frog, correct="frog")
        terms = [max(0.0, cat - frog + 1), max(0.0, car - frog + 1), 0.0]
        np.testing.assert_allclose(values["costs"], [*terms, sum(terms)])


def test_a_mistake_of_the_student_is_seen():
    def counts_the_correct_class(scores, y):
        gap = scores - scores[np.arange(len(y)), y][:, None] + 1
        return np.maximum(0, gap).sum(axis=1)

    values = demos.hinge_terms(counts_the_correct_class).frame()
    np.testing.assert_allclose(values["costs"], [0, 3.9, 1.0, 3.9])


def test_the_bars_use_their_axis_and_its_numbers_are_theirs():
    demo = demos.hinge_terms()
    figure = demo.figure()
    top = figure.axes[1].get_ylim()[1]
    for scores in ((3.2, 5.1, -1.7), (2.2, 2.5, -3.1), (-4, 6, 6), (0, 1, -2), (0, 3, 2.5)):
        values = demo.frame(**dict(zip(("cat", "car", "frog"), scores, strict=True)), correct="cat")
        unit = float(values["tick 4"]) / 4  # what a line of the grid is worth
        np.testing.assert_allclose(values["terms"] * unit, values["costs"])
        assert [values[f"tick {k}"] for k in range(5)] == [f"{k * unit:.0f}" for k in range(5)]
        if values["costs"].max() >= 2:
            assert 0.4 * top < values["terms"].max() <= 4 < top


@pytest.mark.parametrize(("scale", "car", "frog"), [(1, 0, 12.9), (2, 0, 23.8), (0, 2, 2), (0.2, 0.7, 4.18)])
def test_scale_of_w(scale, car, frog):
    values = demos.weight_scale().frame(scale=scale)
    assert values["car loss"] == pytest.approx(car)
    assert values["frog loss"] == pytest.approx(frog)


@pytest.mark.parametrize("alpha", [0.01, 0.1, 0.28, 0.3, 0.9])
def test_descent_on_a_quadratic_is_a_geometric_series(alpha):
    values = demos.learning_rate().frame(alpha=alpha)
    for name, curvature in {"valley": np.array([1.0, 2.0]), "ravine": np.array([0.35, 7.0])}.items():
        path = values[f"path on the {name}"]
        steps = np.arange(len(path))[:, None]
        exact = np.array([-1.7, 1.1]) * (1 - alpha * curvature) ** steps
        there = np.isfinite(path).all(axis=1)
        np.testing.assert_allclose(path[there], exact[there], atol=1e-9)
        np.testing.assert_allclose(
            values[f"loss on the {name}"][there], 0.5 * (exact[there] ** 2 @ curvature), rtol=1e-9, atol=1e-15
        )


@pytest.mark.parametrize(
    ("alpha", "valley", "ravine"),
    [(0.01, "is slow", "goes down"), (0.1, "goes down", "goes down"), (0.4, "goes down", "diverges"),
     (1.2, "diverges", "diverges")],
)  # fmt: skip
def test_the_sentence_of_a_learning_rate(alpha, valley, ravine):
    demo = demos.learning_rate()
    first, second = demo.sentence(demo.frame(alpha=alpha), alpha=alpha).split(", and it ")
    assert valley in first
    assert ravine in second


def test_a_descent_that_jumps_about_is_called_so():
    assert verdict(np.array([3.0, 2.0, 3.0, 1.0, 2.0, 1.5])).startswith("jumps about")


@pytest.mark.parametrize("wrong", [-1.0, 30.0])
def test_a_wrong_gradient_is_seen_in_the_descent(wrong):
    def quadratic(w):
        return 0.5 * np.sum(w**2), wrong * w

    demo = demos.learning_rate(quadratic)
    assert "diverges" in demo.sentence(demo.frame(alpha=0.1), alpha=0.1)
    right = demos.learning_rate(lambda w: (0.5 * np.sum(w**2), w))
    assert "goes down" in right.sentence(right.frame(alpha=0.1), alpha=0.1)


@pytest.mark.parametrize("value", [0.0, 7.0, -4.0])
def test_a_loss_that_is_the_same_everywhere_is_shown(value):
    demo = demos.learning_rate(lambda w: (value, np.zeros(2)))
    assert "<iframe" in demo._repr_mimebundle_()["text/html"]
    assert f"is slow (from {value:z.2f}" in demo.sentence(demo.frame())
    low, high = demo.figure().axes[-1].get_ylim()
    assert low <= value <= high
    assert low < high


def test_the_descent_takes_each_kind_of_loss():
    from course_lib.losses.hinge import binary_hinge_loss, svm_loss

    for loss in (binary_hinge_loss, svm_loss):
        demo = demos.learning_rate(loss)
        values = demo.frame(alpha=0.1)
        assert "goes down" in demo.sentence(values, alpha=0.1)
        assert loss.__name__ in demo.sentence(values, alpha=0.1)


def test_the_polynomial_is_the_minimum():
    demo = demos.polynomial_fit()
    x, t = noisy_wave(14, 0.25, np.random.default_rng(11))
    for degree in range(6):
        error = np.mean((np.polyval(np.polyfit(x, t, degree), x) - t) ** 2)
        assert demo.frame(degree=degree, reg=1e-8)["training"] == pytest.approx(error, abs=1e-6)
    stiff, loose, good = (demo.frame(degree=12, reg=reg) for reg in (10, 1e-8, 1e-4))
    assert good["validation"] < min(stiff["validation"], loose["validation"])
    assert "overfitting" in demo.sentence(loose, degree=12, reg=1e-8)
    assert "underfitting" in demo.sentence(stiff, degree=12, reg=10)
    assert "best λ" in demo.sentence(good, degree=12, reg=1e-4)


def test_a_larger_penalty_widens_the_margins():
    demo = demos.hinge_classifier()
    few, many = (demo.frame(reg=reg)["counts"][0] for reg in (1e-3, 1.0))
    assert few < many


def test_the_ringed_points_are_those_with_a_loss():
    from course_lib.demos.loss_functions.hinge_classifier import fit
    from course_lib.live_view.plane import three_clouds
    from course_lib.losses.hinge import svm_loss

    X, y = three_clouds(np.random.default_rng(5))
    W = fit(svm_loss, X, y, 0.01)
    losses = [
        sum(max(0, W[j] @ x - W[c] @ x + 1) for j in range(3) if j != c) for x, c in zip(X, y, strict=True)
    ]
    ringed = np.isfinite(demos.hinge_classifier().frame(reg=0.01)["violating"]).all(axis=1)
    assert ringed.tolist() == [loss > 0 for loss in losses]
