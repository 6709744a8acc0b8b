"""A demo as an ipywidget: its settings are observed, linked and set, and each change sends a picture."""

import ipywidgets
import pytest
import traitlets

from course_lib import demos
from course_lib.live_view.asking.remembered import hand_on, watch_predictions
from course_lib.live_view.student import CannotShow
from tests.course_lib.live_view.tangent import everything


@pytest.fixture
def sent(monkeypatch):
    """The messages that go to pages."""
    messages = []
    monkeypatch.setattr(
        "ipywidgets.Widget.send", lambda self, content, buffers=None: messages.append(content)
    )
    return messages


def test_a_setting_is_a_trait_that_moves_the_picture(sent):
    view = demos.learning_rate().widget()
    view.alpha = 0.3  # between two positions of the slider
    assert view.sentence.startswith("Learning rate 0.300: ") and sent[-1]["sentence"] == view.sentence
    assert view.positions == [[68, "0.300"]]
    assert isinstance(view, ipywidgets.DOMWidget) and view.trait_metadata("alpha", "sync")


def test_all_kinds_of_controls_are_traits(sent):
    view = everything().widget()
    assert (view.at, view.side, view.step) == (0.5, "left", 0)
    view.side, view.step = "right", 1
    assert view.sentence == "At 0.5, right, step 1." and view.settings() == {
        "at": 0.5,
        "side": "right",
        "step": 1,
    }


def test_a_setting_is_observed(sent):
    view, seen = demos.learning_rate().widget(), []
    view.observe(lambda change: seen.append(change.new), "alpha")
    view.set_state({"alpha": 0.5})  # as the page does
    assert seen == [0.5] and "Learning rate 0.500" in sent[-1]["sentence"]


def test_two_demos_and_an_output_follow_one_slider(sent):
    slider, seen = ipywidgets.FloatSlider(min=0.01, max=0.5, value=0.1), []
    first, second = demos.learning_rate().widget(), demos.digit_descent().widget()
    ipywidgets.link((slider, "value"), (first, "alpha"))
    ipywidgets.link((first, "alpha"), (second, "alpha"))
    ipywidgets.interactive_output(lambda alpha: seen.append(alpha), {"alpha": slider})
    slider.value = 0.2
    assert (first.alpha, second.alpha, seen) == (0.2, 0.2, [0.1, 0.2])
    second.alpha = 0.07
    assert slider.value == 0.07 and "0.070" in first.sentence and "0.07" in second.sentence


@pytest.mark.parametrize(("value", "reach"), [(9.0, "0.01 to 1.25; got 9.0"), ("fast", "got 'fast'")])
def test_a_setting_out_of_reach_is_refused(sent, value, reach):
    view = demos.learning_rate().widget()
    with pytest.raises(traitlets.TraitError, match=r"Learning rate: `alpha` must be") as error:
        view.alpha = value
    assert str(error.value).endswith(f"{reach}.") and view.alpha == pytest.approx(0.1, rel=0.02)


def test_a_name_that_every_widget_has_gets_a_line_behind_it(sent):
    view = demos.chain_sizes().widget()
    view.layout_ = "denominator"
    assert view.sentence.startswith("In denominator layout")
    assert isinstance(view.layout, ipywidgets.Layout)


def test_a_function_that_fails_is_told(sent):
    def fails_late(descend, w, rate, n_steps):
        raise NotImplementedError

    with pytest.raises(CannotShow, match="not implemented"):
        demos.digit_descent(fails_late).widget()


def test_in_the_grader_the_settings_are_there_and_nothing_is_computed(monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", "1")
    demo = demos.learning_rate()
    monkeypatch.setattr(type(demo), "frame", lambda self, **settings: pytest.fail("computed"))
    view = demo.widget()
    view.alpha = 0.3
    assert view.alpha == 0.3 and view.sentence == ""
    assert watch_predictions(pytest.fail) is None


def test_only_a_prediction_is_handed_on():
    right = {
        "demo": "Scale of W",
        "question": "Which?",
        "guess": "1",
        "right": True,
        "when": "2026-01-01T00:00:00Z",
    }
    taken = []
    hand_on(taken.append, {**right, "value": 1})
    for other in ("text", {}, {**right, "right": "yes"}, {**right, "guess": 1}, [right]):
        hand_on(taken.append, other)
    assert taken == [right]
