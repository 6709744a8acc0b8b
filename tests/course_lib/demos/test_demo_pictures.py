"""What a critical eye sees in a demo's picture: points outside the axes, writing over curves, −0.00."""

import itertools
import re

import numpy as np
import pytest
from matplotlib.lines import Line2D

from course_lib import demos
from course_lib.live_view.stage import Stage
from tests.course_lib.live_view.pages import MAKE

NEGATIVE_ZERO = re.compile(r"−0(\.0+)?(?![\d.])")


def corners(demo):
    """The first picture, and every combination of the ends of the controls."""
    ends = [dict.fromkeys((control.values[0], control.values[-1])) for control in demo.controls]
    return [{}, *(dict(zip(demo.start(), corner, strict=True)) for corner in itertools.product(*ends))]


@pytest.fixture(scope="module", params=[name for name in MAKE if name != "everything"])
def pictures(request):
    """A demo's stage, laid out as on its page, and its frames at the corners."""
    demo = MAKE[request.param]()
    frames = [(settings, demo.frame(**settings)) for settings in corners(demo)]
    return demo, Stage(demo.draw, demo.size, frames[0][1]), frames


def test_what_is_not_clipped_stays_in_its_axes(pictures):
    _, stage, frames = pictures
    for settings, frame in frames:
        for name, artist in stage.artists.items():
            if isinstance(artist, Line2D) and not artist.get_clip_on():
                box = artist.axes.bbox.padded(0.5)
                placed = artist.axes.transData.transform(frame[name])
                outside = [p for p in placed if np.isfinite(p).all() and not box.contains(*p)]
                assert not outside, (name, settings)


def test_every_point_and_every_upright_line_is_in_sight(pictures):
    _, stage, frames = pictures
    for settings, frame in frames:
        for name, artist in stage.artists.items():
            if isinstance(artist, Line2D):
                placed = artist.axes.transData.transform(frame[name])
                box, (x, y) = artist.axes.bbox.padded(0.5), placed[0]
                if np.isfinite(placed).all() and np.ptp(placed[:, 0]) == 0:
                    assert box.x0 <= x <= box.x1, (name, settings)
                    assert len(placed) > 1 or box.y0 <= y <= box.y1, (name, settings)


@pytest.mark.parametrize(
    ("name", "x", "y"),
    [
        ("direction", "$w_0$", "$w_1$"),
        ("two_layer_training", "first bit", "second bit"),
        ("gradient_check", "x", "f(x)"),
        ("line_fit", "x", "y"),
        ("polynomial_fit", "x", "y"),
        ("universal_approximation", "x", "f(x)"),
    ],
)
def test_both_axes_of_the_left_picture_are_named(name, x, y):
    axes = getattr(demos, name)().figure().axes[0]
    assert (axes.get_xlabel(), axes.get_ylabel()) == (x, y)


def test_the_arrows_of_a_direction_are_named():
    legend = demos.direction().figure().axes[0].get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["u", "∇f, its direction"]


def test_no_negative_zero_is_written(pictures):
    demo, _, frames = pictures
    for settings, frame in frames:
        written = [text for text in frame.values() if isinstance(text, str)]
        for text in (demo.sentence(frame, **settings), *written):
            assert not NEGATIVE_ZERO.search(text), settings


def test_no_curve_runs_through_a_legend(pictures):
    """A legend with a frame hides what is below it; one without must stand where nothing is."""
    _, stage, frames = pictures
    legends = [axes.get_legend() for axes in stage.figure.axes if axes.get_legend()]
    stage.figure.draw_without_rendering()
    for settings, frame in frames:
        stage.put(frame)
        for legend in legends:
            if legend.get_frame_on():
                continue
            words = [text.get_window_extent() for text in legend.get_texts()]
            for line in legend.axes.lines:
                for point in along(line):
                    hit = legend.axes.bbox.contains(*point) and any(word.contains(*point) for word in words)
                    assert not hit, (line.get_label(), settings)


def along(line):
    """Points every pixel or so along a line, in pixels."""
    placed = line.get_transform().transform(np.column_stack(line.get_data(orig=False)).astype(float))
    for start, end in itertools.pairwise(np.clip(placed, -1e4, 1e4)):
        if np.isfinite([start, end]).all() and line.get_linestyle() != "None":
            yield from np.linspace(start, end, 2 + int(np.hypot(*(end - start)) / 2))
