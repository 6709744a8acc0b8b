"""The kernel path without a browser: questions in, frames out, nothing left behind."""

from functools import partial
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances
from nbconvert import HTMLExporter

from course_lib import demos
from course_lib.demos import LiveDemo
from course_lib.demos.loss_functions.train_svm import start
from course_lib.live_view import live
from course_lib.live_view.plane import with_ones
from course_lib.losses.hinge import svm_loss


@pytest.fixture
def view():
    """The open view of the SVM demo."""
    demo = demos.train_svm()
    demo.outputs()
    ((_, (opened,)),) = live.OPEN.values()
    yield opened
    live.close_views(demo.title)


def ask(view, **question):
    content, buffers = live.answer(view, {"indices": view.demo.first(), **question})
    return content, buffers


def test_training_follows_a_plain_loop(view):
    X, y, W = view.state.X, view.state.y, np.zeros((3, 3))
    ones = np.column_stack([X, np.ones(len(X))])
    alpha, reg, _ = (c.values[i] for c, i in zip(view.demo.controls, view.demo.first(), strict=True))
    losses = []
    for _ in range(25):
        content, _ = ask(view, do="advance")
        loss, dW = svm_loss(W, ones, y, reg)
        losses.append(loss)
        W = W - alpha * dW
    np.testing.assert_allclose(view.state.W, W)
    np.testing.assert_allclose(view.state.losses, losses)
    assert f"loss {losses[-1]:.3f}" in content["sentence"]


def test_a_point_far_inside_its_region_holds_no_border():
    """What the demo asks: without such a point the borders are as good as the same."""
    state = start()
    ones = with_ones(state.X)

    def trained(kept):
        W = np.zeros((3, 3))
        for step in range(1500):
            W = W - 0.3 / (1 + step / 100) * svm_loss(W, ones[kept], state.y[kept], 1e-2)[1]
        return W / np.linalg.norm(W)

    everything = trained(np.arange(len(ones)))
    scores = ones @ everything.T
    lead = scores[np.arange(len(ones)), state.y] - np.sort(scores, axis=1)[:, 1]
    inside, outside = lead.argmax(), lead.argmin()
    moved = [
        np.linalg.norm(trained(np.delete(np.arange(len(ones)), k)) - everything) for k in (inside, outside)
    ]
    assert moved[0] < 0.02 < 0.1 < moved[1]


def test_a_frame_is_bytes_with_names(view):
    content, (blob,) = ask(view, do="move")
    assert len(blob) == sum(entry["bytes"] for entry in content["arrays"])
    assert all(entry["bytes"] % 4 == 0 for entry in content["arrays"])
    assert {entry["name"] for entry in content["arrays"]} | set(content["texts"]) == set(view.stage.artists)


def test_points_are_placed_by_mouse_and_by_keys(view):
    axes = view.stage.figure.axes[0]
    x, y = axes.transData.transform((1.25, -2.0))
    ask(view, do="click", x=x, y=view.demo.size[1] - y)
    np.testing.assert_allclose(view.state.X[-1], (1.25, -2.0))
    assert view.state.y[-1] == 0
    for key in ("ArrowRight", "ArrowUp", "2"):
        ask(view, do="key", key=key)
    np.testing.assert_allclose(view.state.X[-1], (1.5, -1.75))
    assert view.state.y[-1] == 2
    before = len(view.state.y)
    content, _ = ask(view, do="key", key="Delete")
    assert len(view.state.y) == before - 1
    assert "The cross is at (1.50, −1.75)." in content["sentence"]


def test_a_click_beside_the_axes_places_nothing(view):
    before = len(view.state.y)
    ask(view, do="click", x=1, y=1)
    assert len(view.state.y) == before


def test_without_points_there_is_nothing_to_train_and_nothing_breaks(view):
    ask(view, do="button", button="No points")
    for question in ({"do": "advance"}, {"do": "key", "key": "Delete"}):
        content, _ = ask(view, **question)
        assert "why" not in content
    assert content["sentence"].startswith("0 circles, 0 squares, 0 triangles; not trained yet.")


def test_a_stub_and_a_crash_come_back_as_a_sentence():
    def svm_loss(W, X, y, reg):
        raise NotImplementedError

    demo = demos.train_svm(svm_loss)
    demo.outputs()
    _, (view,) = live.OPEN[demo.title]
    content, buffers = ask(view, do="advance")
    assert content == {"why": "svm_loss is not implemented yet: write it, run its cell, then this one."}
    assert buffers == []
    content, _ = ask(view, do="key", key="F1")
    assert content == {"why": "Train an SVM on your own points stopped with KeyError: 'F1'"}
    live.close_views(demo.title)


def test_an_interrupt_is_answered_so_that_the_page_can_ask_again(view, monkeypatch):
    def interrupted(state, **settings):
        raise KeyboardInterrupt

    monkeypatch.setitem(view.demo.buttons, "Forget W", interrupted)
    content, _ = ask(view, do="button", button="Forget W")
    assert content == {"why": "Train an SVM on your own points was interrupted: move a slider to go on."}
    content, _ = ask(view, do="move")
    assert "why" not in content


def test_running_a_cell_50_times_leaves_one_view():
    def counter():
        def draw(figure):
            return {"count": figure.text(0.5, 0.5, "")}

        def compute(state):
            return {"count": str(state)}

        return LiveDemo(
            "Counter", "?", (), lambda: 0, compute, draw, lambda values: "A number.", size=(90, 60)
        )

    counter().outputs()
    before = len(_instances)
    for _ in range(50):
        demo = counter()
        demo.outputs()
    assert len(_instances) == before
    assert len(live.OPEN) == 1
    live.close_views(demo.title)
    assert live.OPEN == {}


def test_two_views_in_one_run_of_a_cell_live_until_its_next_run(monkeypatch):
    parent = {"metadata": {"cellId": "c1"}, "header": {"msg_id": "first"}}
    kernel = SimpleNamespace(get_parent=lambda: parent)
    monkeypatch.setattr("IPython.get_ipython", lambda: SimpleNamespace(kernel=kernel))
    views = [SimpleNamespace(layout=SimpleNamespace(close=lambda: None), closed=False) for _ in range(3)]
    for view in views:
        view.close = partial(setattr, view, "closed", True)
    for view, run in zip(views, ("first", "first", "second"), strict=True):
        parent["header"]["msg_id"] = run
        live.remember(view, *live.cell_and_run(demos.train_svm()))
        assert view.closed is False
    assert [view.closed for view in views] == [True, True, False]
    live.close_views("c1")
    assert views[2].closed


def test_without_a_kernel_the_first_picture_and_its_sentence_stay():
    demo = demos.train_svm()
    bundles = demo.outputs()
    live.close_views(demo.title)
    assert bundles[0]["text/plain"].startswith(
        "Demo: Train an SVM on your own points. 6 circles, 6 squares, 6 triangles"
    )
    assert bundles[0]["image/png"].startswith("iVBOR")
    outputs = [nbformat.v4.new_output("display_data", bundle) for bundle in bundles]
    cell = nbformat.v4.new_code_cell("demo", outputs=outputs)
    body, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert body.count('<img alt="Demo: Train an SVM') == 1
    assert body.count("To move it, run its cell") == 1
