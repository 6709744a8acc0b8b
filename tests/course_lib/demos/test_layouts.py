"""Both layouts of every demo, as drawn and with panels under each other: nothing cut, no words over others."""

import itertools
from functools import cache

import pytest
from matplotlib import rc_context
from matplotlib.container import BarContainer
from matplotlib.text import Text

from course_lib.live_view.page import stages_of
from course_lib.live_view.stage import Stage
from tests.course_lib.live_view.pages import MAKE

SLACK = 1.5  # pixels


@cache
def words(stage):
    """Return every text of a picture that is seen, with its box in pixels."""
    for axes in stage.figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            seen = set(map(id, axis._update_ticks())) if axes.axison else set()
            for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
                if id(tick) not in seen:  # beyond the limits: matplotlib draws none of these
                    tick.label1.set_visible(False)
    stage.figure.draw_without_rendering()
    texts = [text for text in stage.figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return [(text.get_text(), text.get_window_extent()) for text in texts]


def cut(stage):
    """The texts of a picture that do not lie in it whole."""
    width, height = stage.size
    return [
        text
        for text, box in words(stage)
        if box.x0 < -SLACK or box.y0 < -SLACK or box.x1 > width + SLACK or box.y1 > height + SLACK
    ]


def overlapping(stage):
    """The pairs of texts of a picture that lie over each other."""
    inner = [(text, box.padded(-SLACK)) for text, box in words(stage)]
    return [(first, second) for (first, a), (second, b) in itertools.combinations(inner, 2) if a.overlaps(b)]


@pytest.fixture(scope="module", params=[name for name in MAKE if name != "everything"])
def layouts(request):
    demo = MAKE[request.param]()
    return stages_of(demo, demo.frame())


def test_no_word_is_cut(layouts):
    assert [cut(stage) for stage in layouts] == [[]] * len(layouts)


def test_no_word_lies_over_another(layouts):
    assert [overlapping(stage) for stage in layouts] == [[]] * len(layouts)


def idle_bars(stage):
    """The titles of panels in which no bar is as long as a tenth of its axis, though one is longer than 0."""
    for axes in stage.figure.axes:
        lengths = [bar.get_height() if upright else bar.get_width() for upright, bar in bars_of(axes)]
        upright = any(upright for upright, _ in bars_of(axes))
        low, high = axes.get_ylim() if upright else axes.get_xlim()
        longest = max(map(abs, lengths), default=0)
        if 0 < longest < 0.1 * max(abs(low), abs(high)):
            yield axes.get_title(loc="left")


def bars_of(axes):
    """(Whether it stands upright, the bar) of a panel."""
    for container in axes.containers:
        if isinstance(container, BarContainer):
            yield from ((container.orientation == "vertical", bar) for bar in container)


def test_bars_use_their_axis(layouts):
    assert [list(idle_bars(stage)) for stage in layouts] == [[]] * len(layouts)


def test_a_stump_is_seen():
    def draw(figure):
        axes = figure.subplots()
        axes.set(ylim=(0, 24), title="stumps")
        return {"bars": axes.bar([0, 1], [0, 0])}

    seen = [
        list(idle_bars(Stage(draw, (300, 200), {"bars": bars}))) for bars in ([2.0, 1.0], [6.0, 1.0], [0, 0])
    ]
    assert seen == [["stumps"], [], []]


def test_a_word_that_is_cut_or_lies_over_another_is_seen():
    def draw(figure):
        axes = figure.subplots()
        axes.set(xlim=(0, 1), ylim=(0, 1), title="far too long a title for a picture that is so narrow")
        return {"read-out": axes.text(0.5, 0.5, ""), "other": axes.text(0.52, 0.5, "")}

    stage = Stage(draw, (300, 200), {"read-out": "here", "other": "there"})
    assert [text[:7] for text in cut(stage)] == ["far too"]
    assert overlapping(stage) == [("here", "there")]


@pytest.mark.parametrize("setting", ["figure.autolayout", "figure.constrained_layout.use"])
def test_a_reader_s_settings_move_nothing(setting):
    demo = MAKE["hinge_terms"]()
    with rc_context({setting: True}):
        stage = Stage(demo.draw, demo.size, demo.frame())
        (axes, *_) = stage.figure.axes
        before = axes.get_position().bounds
        stage.png()
    assert axes.get_position().bounds == before
