"""Every picture draws, says what it shows, costs nothing in the grader, and explains a loss that fails."""

import base64

import numpy as np
import pytest

from course_lib import pictures
from course_lib.losses.hinge import svm_loss
from course_lib.networks import gates
from course_lib.pictures.loss_functions.digit_training import digit_weights, fit_digits

SCORES = np.array([[3.2, 5.1, -1.7], [2.2, 2.5, -3.1]])
WITH_ARGUMENTS = {
    "score_bars": lambda: pictures.score_bars(SCORES, np.array([0, 2]), ("cat", "car", "frog")),
    "trained_templates": lambda: pictures.trained_templates(svm_loss, n_steps=20),
    "softmax_steps": lambda: pictures.softmax_steps(SCORES[0], ("cat", "car", "frog")),
    "circuit": lambda: pictures.circuit(gates.inputs(x=3.0)[0] * 2.0),
    "digit_net": lambda: pictures.digit_net(n_steps=5),
}
# Every public picture; a new one without arguments is tested without a line here.
PICTURES = {
    name: WITH_ARGUMENTS.get(name, getattr(pictures, name)) for name in pictures.__all__ if name.islower()
}


@pytest.mark.parametrize("name", PICTURES)
def test_it_is_an_image_with_a_description(name):
    picture = PICTURES[name]()
    bundle = picture._repr_mimebundle_()
    png = base64.b64decode(bundle["image/png"])
    width, height = (int.from_bytes(png[start : start + 4]) for start in (16, 20))
    assert (width, height) == (2 * 760, 2 * picture.height)
    assert picture.description.endswith(".")
    assert "alt=" in bundle["text/html"]
    assert bundle["text/plain"] == f"Picture: {picture.description}"


def test_the_grader_draws_nothing(monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", "1")

    def draw(figure):
        raise AssertionError("drawn in the grader")

    assert pictures.Picture(draw, "A line.")._repr_mimebundle_() == {"text/plain": "Picture: A line."}


def test_a_description_is_escaped():
    html = pictures.Picture(lambda figure: None, 'a < b and "c".')._repr_mimebundle_()["text/html"]
    assert 'alt="a &lt; b and &quot;c&quot;."' in html


def test_a_stub_is_answered_with_a_sentence():
    def my_loss(W, X, y, reg):
        raise NotImplementedError

    bundle = pictures.trained_templates(my_loss)._repr_mimebundle_()
    expected = "my_loss is not implemented yet: write it, run its cell, then this one."
    assert bundle == {"text/html": f"<p>{expected}</p>", "text/plain": expected}


def test_the_bars_tell_the_losses():
    description = PICTURES["score_bars"]().description
    assert "cat image: loss 2.9; frog image: loss 12.9." in description


def test_the_digits_are_recognised_and_the_weights_cannot_be_changed():
    assert fit_digits(svm_loss)[2] > 0.95
    with pytest.raises(ValueError, match="read-only"):
        digit_weights()[0, 0] = 1


def test_a_constant_is_called_by_its_value():
    (axes,) = pictures.circuit(gates.inputs(x=3.0)[0] * 2.0).figure().axes
    assert [text.get_text() for text in axes.texts if text.get_weight() == "bold"] == ["x", "2"]


def test_the_writing_of_a_long_circuit_stays_between_its_gates():
    """The sigmoid of row 4.4 is eight columns long: its numbers must not run over gates or over each other."""
    w0, x0, w1, x1, w2 = gates.inputs(w0=2.0, x0=-1.0, w1=-3.0, x1=-2.0, w2=-3.0)
    last = gates.reciprocal(gates.add_one(gates.exp(-(w0 * x0 + w1 * x1 + w2))))
    last.backward()
    figure = pictures.circuit(last).figure()
    figure.draw_without_rendering()
    (axes,) = figure.axes
    boxes = [box.get_window_extent() for box in axes.patches]
    texts = [text.get_window_extent() for text in axes.texts]
    assert len(boxes) == 8 and len(texts) == 8 + 5 + 2 * 13
    for i, text in enumerate(texts):
        assert not any(text.overlaps(other) for other in texts[:i]), axes.texts[i]
        # A gate's symbol lies in its box; everything else keeps off.
        inside = [box for box in boxes if text.overlaps(box)]
        assert all(box.x0 < text.x0 and text.x1 < box.x1 for box in inside), axes.texts[i]
