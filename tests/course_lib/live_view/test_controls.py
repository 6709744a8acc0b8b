"""What a slider, a choice and steps are, and what they refuse."""

import numpy as np
import pytest

from course_lib.live_view.controls import Choice, Slider, Steps, scientific


@pytest.mark.parametrize(
    ("control", "start", "texts"),
    [
        (Slider("a", "a", [1, 2, 3]), 1, ("1", "2", "3")),
        (Slider("a", "a", [-0.5, 0.25], initial=-1, fmt="{:.1f} px"), 0, ("−0.5 px", "0.2 px")),
        (
            Slider("a", "a", np.array([1e-3, 0.2]), initial=0.2, fmt=scientific),
            1,
            ("1.0 × 10⁻³", "2.0 × 10⁻¹"),
        ),
        (Choice("c", "c", ["on", "off"], "off"), 1, ("on", "off")),
        (Choice("c", "c", ["on", "off"]), 0, ("on", "off")),
        (Steps("s", "s", ["before", "after"]), 0, ("before", "after")),
    ],
)
def test_a_control_starts_and_reads(control, start, texts):
    assert control.start == start
    assert control.texts == texts
    assert len(control.values) == len(texts)


@pytest.mark.parametrize(
    ("control", "inside", "outside"),
    [
        (Slider("a", "a", [1, 2, 4]), [1, 3.3, 4, np.float64(2)], [0.9, 5, "2", np.nan, None]),
        (Choice("c", "c", ["on", "off"]), ["on"], ["On", 0]),
        (Steps("s", "s", ["before", "after"]), [0, 1], [2, -1, "before"]),
    ],
)
def test_a_control_holds_what_lies_in_its_range(control, inside, outside):
    assert all(control.holds(value) for value in inside)
    assert not any(control.holds(value) for value in outside)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Slider("a", "a", []), "Slider: `a` needs at least one value; got none."),
        (lambda: Slider("a", "a", [1, 1]), "Slider: the values of `a` must increase; got (1, 1)."),
        (lambda: Choice("c", "c", ["x"], "y"), "Choice: `c` starts at one of 'x'; got 'y'."),
        (lambda: Slider("a", "a", [0, np.nan]), "Slider: the values of `a` must increase; got (0.0, nan)."),
        (lambda: Steps("s", "s", ["x", "y"], 2), "Steps: `s` starts at one of 0, 1; got 2."),
        (lambda: Steps("s", "s", []), "Steps: `s` needs at least one value; got none."),
    ],
)
def test_a_control_that_makes_no_sense_is_refused(make, message):
    with pytest.raises(ValueError) as error:
        make()
    assert str(error.value) == message
