"""Colour is never the only cue: lines and points of different colours differ in dash, marker or width too."""

import itertools
from functools import cache

import pytest

from course_lib import demos
from course_lib.live_view import marks
from course_lib.live_view.stage import Stage
from tests.course_lib.live_view.pages import MAKE, PUBLIC


def cue(look):
    return look.get("marker"), tuple(look.get("dash") or ()), look.get("width")


def colour(look):
    return look["stroke"] if look.get("width") else look["face"]


EVERY = {**PUBLIC, **MAKE}


@cache
def stage_of(name):
    """The picture of a demo, as it is first seen."""
    demo = EVERY[name]()
    return demo._stage() if isinstance(demo, demos.LiveDemo) else Stage(demo.draw, demo.size, demo.frame())


@pytest.mark.parametrize("name", EVERY)
def test_two_colours_in_one_panel_have_two_looks(name):
    stage = stage_of(name)
    marked = [
        (marks.artists_of(stage.artists[mark["name"]])[0].axes, mark["type"], mark["look"], mark["name"])
        for mark in stage.specifications()
        if mark["type"] in ("line", "points")
    ]
    for (axes, mark_type, look, first), (other, other_type, other_look, second) in itertools.combinations(
        marked, 2
    ):
        if axes is other and mark_type == other_type and colour(look) != colour(other_look):
            assert cue(look) != cue(other_look), (first, second)


def grounds(text, images):
    """The colours behind a text: its box, or the images around its anchor."""
    if text["box"]:
        return [text["box"]["face"]]
    around = []
    for look in images:
        x0, y0, x1, y1 = look["box"]
        if x0 < text["x"] < x1 and y0 < text["y"] < y1:
            around += look["palette"]
    return around


@pytest.mark.parametrize("name", PUBLIC)
def test_what_lies_behind_a_text_follows_the_theme_with_it(name):
    stage = stage_of(name)
    marks_of = {mark_type: [] for mark_type in ("text", "image")}
    for mark in stage.specifications():
        marks_of.get(mark["type"], []).append(mark["look"])
    for text in marks_of["text"]:
        assert "var(" in str(text["face"])
        fixed = [ground for ground in grounds(text, marks_of["image"]) if "var(" not in str(ground)]
        assert fixed == []


def test_arrows_are_as_wide_as_they_were_drawn():
    stage = stage_of("quadratic_form")
    width = {
        mark["name"]: mark["look"]["width"] for mark in stage.specifications() if mark["type"] == "arrows"
    }
    assert width["gradient"] == pytest.approx(2 * width["rule"], rel=0.2)  # the rule is called thin
