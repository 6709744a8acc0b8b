"""A demo by its settings, in a notebook, in the grader, and with a student's function that fails."""

from dataclasses import replace

import pytest

from course_lib import demos
from course_lib.live_view.kernel.progress import progress
from tests.course_lib.live_view.tangent import everything


def test_settings_that_are_not_given_stand_at_their_start():
    assert everything().start() == {"at": 0.5, "side": "left", "step": 0}
    assert everything().frame(at=2.0)["text"] == "at 2"
    assert everything().frame()["text"] == "at 0.5"


@pytest.mark.parametrize(
    ("settings", "error_type", "message"),
    [
        ({"at": 2.5}, ValueError, "Everything: `at` must be 0 to 2; got 2.5."),
        ({"side": "up"}, ValueError, "Everything: `side` must be 'left', 'right'; got 'up'."),
        ({"step": 9}, ValueError, "Everything: `step` must be 0, 1; got 9."),
        ({"speed": 1}, TypeError, "Everything: the settings are at, side, step; got `speed`."),
    ],
)
def test_a_setting_out_of_range_is_refused(settings, error_type, message):
    with pytest.raises(error_type) as error:
        everything().frame(**settings)
    assert str(error.value) == message


def test_a_setting_out_of_range_is_refused_by_a_live_demo():
    with pytest.raises(ValueError, match=r"^Train an SVM on your own points: `alpha` must be .*; got 99\.$"):
        demos.train_svm().figure(alpha=99)
    with pytest.raises(TypeError, match="the settings are alpha, reg, label; got `beta`"):
        demos.train_svm().figure(beta=1)


SLIDER = demos.Slider("at", "position", [0, 1])


@pytest.mark.parametrize(
    ("part", "error_type", "message"),
    [
        (
            {"controls": SLIDER},
            TypeError,
            "Everything: `controls` must be a tuple of Slider, Choice or Steps; got Slider(name='at', "
            "label='position', values=(0, 1), initial=None, fmt='{:g}').",
        ),
        (
            {"controls": (SLIDER, SLIDER)},
            ValueError,
            "Everything: every control needs a name of its own; got at, at.",
        ),
        (
            {"draw": lambda figure: None},
            TypeError,
            "draw: it must return the artists that move in a dict by name; got NoneType. "
            "End it with `return {...}`.",
        ),
        (
            {"compute": lambda **settings: None},
            TypeError,
            "compute: it must return arrays and strings in a dict by name; got NoneType.",
        ),
        (
            {"describe": lambda values, **settings: None},
            TypeError,
            "Everything: `describe` must return a sentence; got None.",
        ),
    ],
)
def test_a_part_that_is_no_part_of_a_demo_is_refused(part, error_type, message):
    with pytest.raises(error_type) as error:
        replace(everything(), **part).page()
    assert str(error.value) == message


def test_a_figure_can_be_drawn_between_two_positions():
    figure = everything().figure(at=0.3)
    assert figure.axes[0].lines[0].get_xydata()[1].tolist() == [0.3, -1.0]


def test_a_notebook_gets_a_page_a_picture_and_a_sentence():
    bundle = everything()._repr_mimebundle_()
    assert set(bundle) == {"text/html", "image/png", "text/plain"}
    assert bundle["text/plain"] == "Demo: Everything. At 0.5, left, step 0."
    assert "<iframe" in bundle["text/html"]
    assert bundle["text/html"].startswith("<p")  # the sentence that stands outside the frame


@pytest.mark.parametrize("name", ["COURSE_GRADING", "NBGRADER_VALIDATING"])
def test_the_grader_and_validate_compute_nothing(name, monkeypatch, capsys):
    def never(**settings):
        raise AssertionError("computed")

    monkeypatch.setenv(name, "1")
    demo = everything()
    object.__setattr__(demo, "compute", never)
    demo.show()
    assert demo._repr_mimebundle_() == {"text/plain": "Demo: Everything"}
    assert demos.train_svm(never).outputs() == [{"text/plain": "Demo: Train an SVM on your own points"}]
    assert capsys.readouterr().out == ""


def stub(*arguments):
    raise NotImplementedError


@pytest.mark.parametrize(
    "make", [demos.hinge_classifier, demos.hinge_terms, demos.weight_scale, lambda f: demos.learning_rate(f)]
)
def test_a_stub_gets_a_sentence_instead_of_a_traceback(make):
    def svm_loss(W, X, y, reg):
        raise NotImplementedError

    def multiclass_hinge(scores, y):
        raise NotImplementedError

    hinge = make in (demos.hinge_terms, demos.weight_scale)
    bundle = make(multiclass_hinge if hinge else svm_loss)._repr_mimebundle_()
    name = "multiclass_hinge" if hinge else "svm_loss"
    sentence = f"{name} is not implemented yet: write it, run its cell, then this one."
    assert bundle["text/plain"].endswith(sentence)
    assert sentence in bundle["text/html"]
    assert "<iframe" not in bundle["text/html"]


def test_saving_a_demo_that_cannot_be_drawn_raises(tmp_path):
    with pytest.raises(demos.CannotShow, match="^stub is not implemented yet"):
        demos.hinge_terms(stub).save(tmp_path / "x.html")
    assert not (tmp_path / "x.html").exists()


def test_a_slow_table_says_how_far_it_is_and_a_quick_one_nothing(monkeypatch):
    shown = []

    class Line:
        def update(self, data, raw):
            shown.append(data["text/plain"])

    def display(data, raw, display_id):
        shown.append(data["text/plain"])
        return Line()

    now = [0.0]
    monkeypatch.setattr("course_lib.live_view.kernel.progress.time.monotonic", lambda: now[0])
    monkeypatch.setattr("IPython.get_ipython", lambda: object())
    monkeypatch.setattr("IPython.display.display", display)
    with progress("Slow") as tick:
        for done in range(10):
            tick(done, 10)
            now[0] += 0.2
    assert shown[0].startswith("Slow: 4 of 10 pictures computed. If this line stays, the kernel has stopped")
    assert shown[-1] == ""
    shown.clear()
    with progress("Quick") as tick:
        tick(1, 2)
    assert shown == []
