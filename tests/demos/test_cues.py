"""Colour is never the only cue: lines and points of different colours differ in dash, marker or width too."""

import itertools

import pytest

from course_lib import demos
from course_lib.demos import marks
from course_lib.demos.stage import Stage
from tests.demos.pages import MAKE, PUBLIC


def cue(look):
    return look.get("marker"), tuple(look.get("dash") or ()), look.get("width")


def colour(look):
    return look["stroke"] if look.get("width") else look["face"]


@pytest.mark.parametrize("name", {**PUBLIC, **MAKE})
def test_two_colours_in_one_panel_have_two_looks(name):
    demo = {**PUBLIC, **MAKE}[name]()
    stage = demo._stage() if isinstance(demo, demos.LiveDemo) else Stage(demo.draw, demo.size, demo.frame())
    found = [
        (marks.artists_of(stage.artists[mark["name"]])[0].axes, mark["kind"], mark["look"], mark["name"])
        for mark in stage.specifications()
        if mark["kind"] in ("line", "points")
    ]
    for (axes, kind, look, first), (other, other_kind, other_look, second) in itertools.combinations(
        found, 2
    ):
        if axes is other and kind == other_kind and colour(look) != colour(other_look):
            assert cue(look) != cue(other_look), (first, second)
