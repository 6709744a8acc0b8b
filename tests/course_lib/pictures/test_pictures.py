"""Every picture draws, says what it shows, costs nothing in the grader, and explains a loss that fails."""

import base64
import io
import re
from functools import cache

import numpy as np
import pytest
from matplotlib.image import imread
from playwright.sync_api import expect

from course_lib import pictures
from course_lib.derivatives.gradcheck import numerical_gradient
from course_lib.live_view.palette import INK, THEME
from course_lib.losses.hinge import svm_loss
from course_lib.networks import gates
from course_lib.networks.backpropagation import backpropagate
from course_lib.networks.sigmoid_net import XOR_T, XOR_X, first_weights, train_two_layer, two_layer_outputs
from course_lib.pictures.backpropagation import tape_training
from course_lib.pictures.gradient_descent.gradient_field import AT, gradient, height
from course_lib.pictures.loss_functions.challenges import images
from course_lib.pictures.loss_functions.digit_training import digit_weights, fit_digits
from course_lib.pictures.loss_functions.misread_digits import misread
from course_lib.pictures.scripts.runs import RUNS
from course_lib.pictures.softmax.reliability import groups, winners
from course_lib.training.scripts import line_descent

FIXED = {"viewpoints"}  # letters on cells of an image
SCORES = np.array([[3.2, 5.1, -1.7], [2.2, 2.5, -3.1]])
WITH_ARGUMENTS = {
    "score_bars": lambda: pictures.score_bars(SCORES, np.array([0, 2]), ("cat", "car", "frog")),
    "trained_templates": lambda: pictures.trained_templates(svm_loss, n_steps=20),
    "softmax_steps": lambda: pictures.softmax_steps(SCORES[0], ("cat", "car", "frog")),
    "circuit": lambda: pictures.circuit(gates.inputs(x=3.0)[0] * 2.0),
    "training_curve": lambda: pictures.training_curve(3, line_descent, line_descent),
    "ravine": lambda: pictures.ravine(lambda w, gradient, memory: (w - 0.03 * gradient, memory)),
    "dream": lambda: pictures.dream(lambda image, W1, b1, W2, b2: image),
    "digit_net": lambda: pictures.digit_net(n_steps=5),
}
# Every public picture; a new one without arguments is tested without a line here.
PICTURES = {
    name: WITH_ARGUMENTS.get(name, getattr(pictures, name)) for name in pictures.__all__ if name.islower()
}


@cache
def shown(name):
    """The picture of this name, and what a notebook gets of it."""
    picture = PICTURES[name]()
    return picture, picture._repr_mimebundle_()


def is_whole(png):
    """Whether nothing that is drawn touches the edge of a picture, as a letter does that is cut."""
    pixels = imread(io.BytesIO(png))[..., :3]
    return all(np.all(edge == 1) for edge in (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]))


@pytest.mark.parametrize("number", [1, 3])
def test_the_labels_of_a_training_curve_are_whole(number):
    assert is_whole(pictures.training_curve(number, RUNS[number].right).png())


def test_a_label_that_is_cut_is_seen():
    assert not is_whole(pictures.Picture(lambda figure: figure.text(-0.01, 0.5, "cut"), "A word.").png())


@pytest.mark.parametrize("name", PICTURES)
def test_it_is_an_image_with_a_description(name):
    picture, bundle = shown(name)
    png = base64.b64decode(bundle["image/png"])
    width, height = (int.from_bytes(png[start : start + 4]) for start in (16, 20))
    assert (width, height) == (2 * 760, 2 * picture.height)
    assert is_whole(png)
    assert picture.description.endswith(".")
    assert "alt=" in bundle["text/html"]
    assert bundle["text/plain"] == f"Picture: {picture.description}"


def test_the_grader_draws_nothing(monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", "1")

    def work(*figure):
        raise AssertionError("work in the grader")

    assert pictures.Picture(work, work)._repr_mimebundle_() == {"text/plain": "Picture"}


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
    to_guess = pictures.score_bars(SCORES, np.array([0, 2]), ("cat", "car", "frog"), costs=False)
    written = [text.get_text() for axes in to_guess.figure().axes for text in (axes.title, axes._left_title)]
    assert "2.9" not in to_guess.description and not re.search(r"\d", "".join(written))


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


def test_the_four_pixels_give_the_scores_of_the_lecture():
    (axes,) = pictures.pixels_stretched().figure().axes
    written = [text.get_text() for text in axes.texts]
    assert [number for number in ("−2.85", "0.86", "0.28") if number not in written] == []
    assert written.count("−44") == 2  # in the image and in the column


def test_every_challenge_changes_the_image_and_keeps_its_ink_in_range():
    hard = images()
    plain = hard.pop("plain")
    assert len(hard) == 7
    for name, image in hard.items():
        assert image.shape == plain.shape and 0 <= image.min() <= image.max() <= 1, name
        assert not np.array_equal(image, plain), name


def test_the_tangents_of_the_slices_have_the_slopes_of_the_gradient():
    slopes = [numerical_gradient(lambda w: height(*w), AT)[axis] for axis in (0, 1)]
    np.testing.assert_allclose(gradient(*AT), slopes, atol=1e-8)
    description = pictures.gradient_field().description
    assert all(f"{slope:.2f}".replace("-", "−") in description for slope in slopes)


def test_the_blocks_are_the_weights_of_the_digit_net():
    whole, corner = pictures.batch_blocks().figure().axes
    blocks = [patch for patch in whole.patches if patch.get_width() == 64]
    assert len(blocks) == 100
    shown = corner.images[0].get_array()
    assert shown.shape == (3 * 40, 3 * 64)
    np.testing.assert_array_equal(shown[:40, :64], shown[40:80, 64:128])
    assert shown[:40, 64:].mask.all()  # nothing is drawn where the entries are 0


def test_each_slab_of_the_weight_tensor_has_one_row():
    slabs = [axes.images[0].get_array() for axes in pictures.weight_tensor().figure().axes[1:]]
    assert [np.flatnonzero(slab.any(axis=1)).tolist() for slab in slabs] == [[i] for i in range(10)]


def test_the_misread_digits_are_those_that_the_accuracy_leaves():
    assert len(misread()) == round(360 * (1 - fit_digits(svm_loss)[2])) == 8
    assert all(label != said and 0 < lead < 1 for _, label, said, lead in misread())


def test_the_groups_of_the_reliability_hold_every_unseen_digit_once():
    means, shares, sizes = groups()
    probabilities, right = winners()
    assert sizes.sum() == len(right) == 360
    assert np.sum(means * sizes) == pytest.approx(probabilities.sum())
    assert np.sum(shares * sizes) == pytest.approx(right.sum())
    assert np.all(shares > means)  # too modest, in every group


def test_a_repair_that_is_not_written_is_left_out_and_one_that_fails_is_told():
    def script_3(w, X, t, learning_rate, n_steps):
        raise NotImplementedError

    def wrong(w, X, t, learning_rate, n_steps):
        return X @ t

    (axes,) = pictures.training_curve(3, line_descent, script_3).figure().axes
    assert [line.get_label() for line in axes.lines] == ["as it should be", "as it stands"]
    bundle = pictures.training_curve(3, line_descent, wrong)._repr_mimebundle_()
    assert bundle["text/plain"].startswith("wrong raises ValueError: ")


def themes_of(html):
    """The SVG texts of a picture by theme."""
    found = re.findall(r'class="course-(\w+)".*?base64,([^"]*)"', html)
    return {theme: base64.b64decode(data).decode() for theme, data in found}


@pytest.mark.parametrize("name", PICTURES)
def test_no_colour_of_the_light_theme_is_left_in_the_dark_picture(name):
    both = themes_of(shown(name)[1]["text/html"])
    assert set(both) == {"light", "dark"}
    assert [light for light in THEME if light in both["dark"]] == []
    assert INK in both["light"]
    for pure in ("#ffffff", "#000000"):  # these follow no theme
        grounds = re.findall(rf'<path[^>]*style="[^"]*fill: {pure}', both["light"])
        assert not grounds or name in FIXED, name


@pytest.mark.browser
@pytest.mark.parametrize("theme, system, seen", [
    ('data-jp-theme-light="true"', "dark", "course-light"),
    ('data-jp-theme-light="false"', "light", "course-dark"),
    ('class="vscode-dark"', "light", "course-dark"),
    ("", "light", "course-light"),
    ("", "dark", "course-dark"),
])  # fmt: skip
def test_a_picture_is_seen_once_in_the_theme_of_its_page(tmp_path, tab, theme, system, seen):
    html = shown("hinge_curves")[1]["text/html"]
    (tmp_path / "page.html").write_text(f'<html lang="en"><body {theme}>{html}', encoding="utf-8")
    tab.emulate_media(color_scheme=system, media="screen")
    tab.goto((tmp_path / "page.html").as_uri())
    assert_seen(tab, seen)
    tab.emulate_media(media="print")
    assert_seen(tab, "course-light")


def assert_seen(page, name):
    """One picture is seen, of this class."""
    images = page.locator("img").filter(visible=True)
    expect(images).to_have_count(1)
    expect(images).to_have_class(name)


def test_a_tape_of_numbers_trains_the_net_of_lecture_3_as_its_formulas_do():
    outputs, n_records = tape_training.train()
    W1, W2 = first_weights(3, 4, 1, np.random.RandomState(0))
    for step, at in ((0, 0), (60, 60), (140, 200)):
        W1, W2 = train_two_layer(XOR_X, XOR_T, W1, W2, tape_training.RATE, step)
        np.testing.assert_allclose(outputs[at], two_layer_outputs(XOR_X, W1, W2)[1][:, 0], rtol=1e-9)
    assert ((outputs[-1] > 0.5) == XOR_T[:, 0]).all() and n_records == 289  # as the lecture tells


def test_a_walk_that_goes_uphill_is_answered_with_a_sentence():
    bundle = pictures.tape_training(lambda nodes: -backpropagate(nodes) * 1e4)._repr_mimebundle_()
    assert "image/png" not in bundle and "compare your gradients" in bundle["text/plain"]
