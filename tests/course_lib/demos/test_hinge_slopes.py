"""The two curves of one rival against their formulas; a student's loss drives the second."""

import numpy as np
import pytest

from course_lib.demos import CannotShow, hinge_slopes

LEADS = (-3.0, -1.0, 0.0, 0.5, 2.0)


@pytest.mark.parametrize("lead", LEADS)
def test_costs_and_slopes_equal_the_formulas(lead):
    values = hinge_slopes().frame(lead=lead)
    short = max(0, 1 - lead)  # what is missing to the margin
    assert values["hinge costs"][0].tolist() == [lead, short]
    assert values["squared hinge costs"][0].tolist() == [lead, short**2]
    assert values["hinge slope"][0, 1] == pytest.approx(-1 if lead < 1 else 0)
    assert values["squared hinge slope"][0, 1] == pytest.approx(-2 * short)


def test_the_sentence_says_both_and_no_negative_zero():
    demo = hinge_slopes()
    assert demo.sentence(demo.frame(lead=2.0), lead=2.0) == (
        "With a lead of 2.0 the hinge costs 0.00 with the slope 0.00 and the squared hinge costs 0.00 "
        "with the slope 0.00."
    )


def test_the_second_curve_is_the_student_s():
    demo = hinge_slopes(loss=lambda scores, y: np.full(len(scores), 7.0))
    assert demo.frame(lead=0.0)["squared hinge costs"][0, 1] == 7

    def stub(scores, y):
        raise NotImplementedError

    with pytest.raises(CannotShow, match="stub is not implemented yet"):
        hinge_slopes(loss=stub).figure()


def test_a_sum_that_is_squared_leaves_the_dotted_curve():
    def square_of_the_sum(scores, y):
        rows = np.arange(len(y))
        terms = np.maximum(0, scores - scores[rows, y][:, None] + 1)
        terms[rows, y] = 0
        return terms.sum(axis=1) ** 2

    for loss, ends in (
        (None, "slope −8.00."),
        (square_of_the_sum, "slope −16.00; each class alone, added: 8.00."),
    ):
        demo = hinge_slopes(loss)
        assert demo.sentence(demo.frame(lead=-1.0, rivals="two"), lead=-1.0, rivals="two").endswith(ends)
