"""The frame table holds at every setting what `compute` returns, in pixels, and nothing twice."""

import itertools
import warnings

import numpy as np
import pytest

from course_lib.demos import Demo, Slider
from course_lib.live_view.stage import Stage
from tests.course_lib.live_view.tangent import everything
from tests.course_lib.live_view.unpack import unpack

ABSENT = -32768


@pytest.fixture(scope="module")
def demo():
    return everything()


@pytest.fixture(scope="module")
def opened(demo):
    return unpack(demo.page().html)


@pytest.fixture(scope="module")
def to_pixels(demo):
    """Data units to pixels of the page, from matplotlib's own transform."""
    axes = Stage(demo.draw, demo.size, demo.frame()).figure.axes[0]
    return lambda points: axes.transData.transform(points) * (1, -1) + (0, demo.size[1])


def settings_of(demo):
    for indices in itertools.product(*(range(len(c.values)) for c in demo.controls)):
        yield indices, {c.name: c.values[i] for c, i in zip(demo.controls, indices, strict=True)}


def test_every_frame_is_what_a_plain_loop_computes(demo, opened, to_pixels):
    _, at = opened
    for indices, settings in settings_of(demo):
        expected, stored = demo.frame(**settings), at(indices)
        for name in ("line", "points", "polygon"):
            points = stored[name].reshape(-1, 2) / 8
            there = np.isfinite(expected[name]).all(axis=1)
            np.testing.assert_allclose(points[there], to_pixels(expected[name][there]), atol=1 / 16 + 1e-9)
            assert (points[~there] == ABSENT / 8).all()
        assert stored["text"] == expected["text"]
        assert stored["box"][0] == expected["box"]
        assert stored["sentence of the picture"] == demo.sentence(expected, **settings)


def test_bars_and_arrows_reach_from_foot_to_end(demo, opened, to_pixels):
    _, at = opened
    stored = at((3, 1, 0))  # at = 1.5, right
    low_left, high_right = to_pixels([(3.8, 0), (4.2, 1.5)])
    np.testing.assert_allclose(stored["bars"][:4] / 8, [*low_left, *high_right], atol=1 / 16 + 1e-9)
    tail, head = to_pixels([(0, 0), (1.5, 1.0)])
    np.testing.assert_allclose(stored["arrows"] / 8, [*tail, *head], atol=1 / 16 + 1e-9)


def test_an_image_is_stored_from_its_uppermost_row(opened):
    _, at = opened
    cells = at((2, 1, 0))[
        "image"
    ]  # at = 1, right, step 0: rows from below (0, 1), (1, 0) on the scale -1 to 2
    assert cells.tolist() == [round(255 * v) for v in (2 / 3, 1 / 3, 1 / 3, 2 / 3)]


def test_what_does_not_depend_on_a_control_is_stored_once(opened):
    page, _ = opened
    strides = {column["name"]: column["strides"] for column in page["columns"]}
    assert strides["points"] == [1, 0, 0]
    assert strides["line"] == [2, 1, 0]
    assert strides["box"] == [0, 0, 1]
    assert strides["image"] == [4, 2, 1]


def test_the_same_demo_gives_the_same_page(demo):
    assert demo.page().html == demo.page().html


# -- what is refused -------------------------------------------------------------------------------


def line_demo(compute, values=(1, 2, 3)):
    return Demo(
        title="Line",
        question="?",
        controls=(Slider("n", "n", values),),
        compute=compute,
        draw=lambda figure: {"line": figure.subplots().plot([], [])[0]},
        describe=lambda values, n: "A line.",
    )


@pytest.mark.parametrize(
    ("compute", "message"),
    [
        (
            lambda n: {"line": np.zeros((n, 2))},
            "Line: `compute` must return the same shapes at every setting; `line` is (1, 2) at {'n': 1} and "
            "(2, 2) at {'n': 2}. Fill up with NaN rows what is not there.",
        ),
        (
            lambda n: {"curve": np.zeros((3, 2))},
            "compute: every name that `draw` returns must be computed; `line` is missing from ['curve'].",
        ),
        (
            lambda n: {"line": np.zeros((3, 3))},
            "compute: `line` must be (n, 2) points; got an array of the shape (3, 3).",
        ),
        (lambda n: {"line": "up"}, "compute: `line` must be (n, 2) points; got 'up'."),
    ],
)
def test_what_does_not_fit_is_refused(compute, message):
    with pytest.raises(ValueError) as error:
        line_demo(compute).page()
    assert str(error.value) == message


def test_more_than_a_notebook_carries_is_refused():
    noise = np.random.default_rng(0).random((3, 400_000, 2))
    with pytest.raises(
        ValueError, match=r"^Line: a demo may be 2 MB in a notebook and 120 MB unpacked; got 5\.\d MB"
    ):
        line_demo(lambda n: {"line": noise[n - 1]}).page()


def test_a_hopeless_table_is_refused_before_it_is_computed():
    calls = []

    def compute(n):
        calls.append(n)
        return {"line": np.zeros((100_000, 2))}

    with pytest.raises(
        ValueError, match=r"^Line: a table holds up to 960 MB before packing; got 9,999 settings"
    ):
        line_demo(compute, range(1, 10_000)).page()
    assert len(calls) == 2  # the first picture, and the first row


def test_an_artist_that_cannot_move_is_refused():
    demo = Demo(
        "T", "?", (Slider("n", "n", [1]),), lambda n: {"line": 1}, lambda f: {"line": f.subplots()}, str
    )
    with pytest.raises(
        TypeError, match=r"^draw: `line` must be a line, points, .*; got Axes\. `ax\.plot` returns a list"
    ):
        demo.page()


def test_points_off_the_scale_are_absent_without_a_warning():
    def draw(figure):
        axes = figure.subplots()
        axes.set(yscale="log", ylim=(0.1, 10))
        return {"line": axes.plot([], [])[0]}

    values = np.array([[0, -1.0], [0.5, 0.0], [1, np.inf], [1, 1e300], [1, 1.0]])
    demo = Demo("T", "?", (Slider("n", "n", [1]),), lambda n: {"line": values}, draw, lambda v, n: "-")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _, at = unpack(demo.page().html)
    y = at((0,))["line"].reshape(-1, 2)[:, 1]
    assert (
        y[:2] == 4000 * 8
    ).all()  # below a logarithmic axis: far below the picture, as matplotlib draws it
    assert y[2] == ABSENT
    assert y[3] == -4000 * 8  # far above the picture, moved to the edge of what can be stored
    assert 0 < y[4] / 8 < 360
