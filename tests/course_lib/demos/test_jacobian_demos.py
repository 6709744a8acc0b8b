"""The demos of lecture 5: each against its formula, and driven by a student's function, right or wrong."""

import numpy as np
import pytest

from course_lib import demos
from course_lib.demos import CannotShow
from course_lib.demos.jacobians.quadratic_form import AT, CONTOURS
from course_lib.demos.jacobians.size_table import UNIT
from course_lib.demos.jacobians.weight_slope import T, X, moved
from course_lib.networks.hidden_layer import one_hidden_layer_loss


def never(*arguments):
    raise NotImplementedError


MAKE = {
    "size_table": lambda function=never: demos.size_table(shape=function),
    "quadratic_form": lambda function=never: demos.quadratic_form(gradient=function),
    "relu_cost": lambda function=never: demos.relu_cost(vjp=function),
    "softmax_jacobian": lambda function=never: demos.softmax_jacobian(jacobian=function),
    "flattened_product": lambda function=never: demos.flattened_product(jacobian=function),
    "weight_slope": lambda function=never: demos.weight_slope(gradients=function),
}


@pytest.mark.parametrize("name", MAKE)
def test_a_stub_is_answered_with_one_sentence(name):
    with pytest.raises(CannotShow) as error:
        MAKE[name]().frame()
    assert str(error.value) == "never is not implemented yet: write it, run its cell, then this one."


@pytest.mark.parametrize("name", [*MAKE, "chain_sizes"])
def test_the_page_is_small_and_its_sentence_a_sentence(name):
    page = getattr(demos, name)().page()
    assert len(page.html) < 2**20
    assert page.sentence.endswith(".") and "nan" not in page.sentence


@pytest.mark.parametrize(
    "layout, sizes",
    [
        ("numerator", {(0, 1): (1, 2), (0, 2): (4, 2), (1, 0): (3, 1), (1, 1): (3, 2), (2, 0): (2, 4)}),
        ("denominator", {(0, 1): (2, 1), (0, 2): (2, 4), (1, 0): (1, 3), (1, 1): (2, 3), (2, 0): (4, 2)}),
        ("lecture", {(0, 1): (1, 2), (0, 2): (2, 4), (1, 0): (3, 1), (1, 1): (3, 2), (2, 0): (2, 4)}),
    ],
)
def test_the_toggle_redraws_the_table_to_scale(layout, sizes):
    values = demos.size_table().frame(layout=layout, m=3, n=2)
    for (row, column), (rows, columns) in sizes.items():
        assert values[f"size {row} {column}"] == f"{rows} × {columns}"
        corners = values[f"box {row} {column}"]
        extent = corners.max(axis=0) - corners.min(axis=0)
        np.testing.assert_allclose(extent, [columns * UNIT[0], rows * UNIT[1]])
        assert (corners >= [column, row]).all() and (corners <= [column + 1, row + 1]).all()
    assert values["size 0 0"] == "scalar"


def test_a_student_who_takes_the_other_layout_sees_other_rectangles():
    def derivative_shape(output_shape, input_shape, layout):
        if not output_shape and not input_shape:
            return ()
        shape = (output_shape or (1,)) + (input_shape or (1,))
        return (output_shape if len(output_shape) == 2 else shape[-2:])[::-1]

    wrong, right = MAKE["size_table"](derivative_shape), demos.size_table()
    assert wrong.frame(layout="numerator")["sizes"] == right.frame(layout="denominator")["sizes"] | {
        (0, 2): (4, 2)
    }


@pytest.mark.parametrize("upper, lower, agree", [(1.0, 1.0, True), (1.0, -0.5, False), (0.5, -0.5, False)])
def test_both_arrows_agree_for_a_symmetric_matrix_only(upper, lower, agree):
    demo = demos.quadratic_form()
    values, A = demo.frame(upper=upper, lower=lower), np.array([[1.0, upper], [lower, 1.5]])
    np.testing.assert_allclose(values["row"], AT @ (A + A.T))
    assert np.allclose(values["gradient"], values["rule"]) is agree
    assert ("the two agree" in demo.describe(values, upper, lower)) is agree


@pytest.mark.parametrize("upper, lower", [(1.0, -0.5), (2.0, 2.0), (-2.0, -1.5)])
def test_each_contour_keeps_its_height_and_one_goes_through_the_point(upper, lower):
    A = np.array([[1.0, upper], [lower, 1.5]])
    points = demos.quadratic_form().frame(upper=upper, lower=lower)["contours"]
    heights = np.einsum("ni,ij,nj->n", points, A, points) / (AT @ A @ AT)
    seen = heights[~np.isnan(heights)]
    assert len(seen) > 100
    assert np.all(np.isclose(np.abs(seen)[:, None], np.square(CONTOURS)).any(axis=1))
    assert np.isclose(seen, 1).any()


def test_the_landscape_depends_on_the_sum_of_the_two_entries_only():
    demo = demos.quadratic_form()
    first, second = demo.frame(upper=2.0, lower=-1.0), demo.frame(upper=0.5, lower=0.5)
    np.testing.assert_allclose(first["height"], second["height"], atol=1e-12)
    np.testing.assert_allclose(first["gradient"], second["gradient"])
    assert not np.allclose(first["rule"], second["rule"])


@pytest.mark.parametrize(
    "layout, text", [("numerator", "2×5 · 5×3 = 2×3"), ("denominator", "3×5 · 5×2 = 3×2")]
)
def test_the_chain_turns_round_with_the_layout(layout, text):
    assert demos.chain_sizes().frame(layout=layout, k=2, m=5, d=3)["sum"] == text


def test_the_matrix_takes_the_square_and_a_student_who_forms_it_is_on_its_curve():
    values = demos.relu_cost().frame(n=1024)
    assert 8 * 1024**2 < values["explicit memory"][0, 1] < 3 * 8 * 1024**2
    assert values["implicit memory"][0, 1] < 10 * 8 * 1024
    dense = MAKE["relu_cost"](lambda dy, x: dy @ np.diag((x > 0) * 1.0)).frame(n=1024)
    assert dense["implicit memory"][0, 1] > 8 * 1024**2


def test_the_softmax_shows_nine_slopes_with_rows_that_sum_to_zero():
    values = demos.softmax_jacobian().frame(cat=0, car=0, frog=0)
    np.testing.assert_allclose(values["J"], np.eye(3) / 3 - 1 / 9)
    assert values["entry 0 0"] == "0.22" and values["entry 0 1"] == "−0.11"
    assert values["sums"] == "sums of the rows: 0.00, 0.00, 0.00"


@pytest.mark.parametrize("order", ["row", "column"])
@pytest.mark.parametrize("n", [1, 4])
def test_the_flattened_product_has_a_copy_of_A_for_each_column(order, n):
    values = demos.flattened_product().frame(order=order, n=n)
    assert values["size"] == (2 * n, 3 * n) and values["filled"] == 1 / n
    assert values["J"].sum() == n * 21
    if order == "column":
        np.testing.assert_array_equal(values["J"][:2, :3], [[1, 2, 3], [4, 5, 6]])


@pytest.mark.parametrize("weight", ["W1[2, 0]", "W2[0, 2]"])
def test_the_tangent_touches_the_curve(weight):
    values = demos.weight_slope().frame(weight=weight, value=0.7)
    h = 1e-5
    losses = [one_hidden_layer_loss(X, T, *moved(weight, 0.7 + step)) for step in (h, 0, -h)]
    (left, low), (right, high) = values["tangent"]
    assert (high - low) / (right - left) == pytest.approx((losses[0] - losses[2]) / (2 * h), rel=1e-6)
    assert (high + low) / 2 == pytest.approx(losses[1])
