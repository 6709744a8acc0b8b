"""What is drawn ahead is found by the same library and the same arguments alone, and is the same picture."""

import base64
import inspect
import io

import numpy as np
import pytest
from PIL import Image

from course_lib import demos, pictures
from course_lib.live_view.ahead import kept, names
from course_lib.live_view.ahead.names import name_of

SCORES, Y = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0]]), np.array([0, 1])
NAMES = ("cat", "car", "frog")


def shown_by_the_library():
    """Every demo with a table and every picture that needs no argument."""
    for module in (demos, pictures):
        for name in module.__all__:
            function = getattr(module, name)
            needed = inspect.isfunction(function) and [
                each for each in inspect.signature(function).parameters.values() if each.default is each.empty
            ]
            if needed == [] and isinstance(thing := function(), demos.Demo | pictures.Picture):
                yield thing


def test_each_has_a_name_of_its_own_and_the_same_when_it_is_made_again():
    found = [name_of(thing) for thing in shown_by_the_library()]
    assert len(found) > 60 and None not in found and len(set(found)) == len(found)
    assert found == [name_of(thing) for thing in shown_by_the_library()]


def own_loss(scores, y):
    return scores.sum(axis=1)


@pytest.mark.parametrize(
    "thing",
    [
        demos.hinge_terms(loss=own_loss),
        pictures.Picture(lambda figure: None, "A student's own."),
        (np.random.default_rng(1),),
        (np.array([own_loss]),),
        [own_loss, 1],
    ],
    ids=["function", "picture", "generator", "objects", "list"],
)
def test_what_the_library_does_not_decide_has_no_name(thing):
    assert name_of(thing) is None


def test_another_argument_is_another_name():
    told = [
        pictures.score_bars(SCORES, Y, classes=NAMES),
        pictures.score_bars(SCORES + 1e-9, Y, classes=NAMES),
        pictures.score_bars(SCORES.astype(np.float32), Y, classes=NAMES),
        pictures.score_bars(SCORES, Y, classes=NAMES[::-1]),
        pictures.score_bars(SCORES, Y, classes=NAMES, costs=False),
    ]
    assert len({name_of(thing) for thing in told}) == len(told)
    assert len({name_of(thing) for thing in ((1,), (1.0,), (True,), ("1",), ([1],), ((1,),), {1: 1})}) == 7


def test_another_library_is_another_name(tmp_path, monkeypatch):
    for place in ("losses.py", "demos/hinge.py"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text("margin = 1\n")
    monkeypatch.setattr(names, "library", lambda: tmp_path)
    before = names.fingerprint.__wrapped__()
    for litter in ("__pycache__/losses.pyc", ".ipynb_checkpoints/losses.py", f"{names.SHIPPED}/a.drawn"):
        (tmp_path / litter).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / litter).write_text("x")
    assert names.fingerprint.__wrapped__() == before
    (tmp_path / "demos/hinge.py").write_text("margin = 2\n")
    assert names.fingerprint.__wrapped__() != before


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to draw into, as a kit is made."""
    monkeypatch.setenv(kept.FOLDER, str(tmp_path))
    monkeypatch.setenv(kept.DRAWING, "1")
    return tmp_path


def test_what_was_drawn_is_shown_without_drawing(folder, monkeypatch):
    """All but the PNG, which has fewer colours; and another picture is drawn."""
    picture = pictures.surprise()
    live = picture._repr_mimebundle_()
    [path] = folder.iterdir()
    assert path.name == f"{name_of(picture)}{kept.SUFFIX}"
    monkeypatch.delenv(kept.DRAWING)
    with monkeypatch.context() as patched:
        patched.setattr(pictures.Picture, "figure", lambda self: pytest.fail("it is drawn again"))
        again = pictures.surprise()._repr_mimebundle_()
    assert again.keys() == live.keys() and len(again["image/png"]) < len(live["image/png"]) / 2
    assert (again["text/html"], again["text/plain"]) == (live["text/html"], live["text/plain"])
    png, _, _ = kept.drawn(picture, None)
    with Image.open(io.BytesIO(png)) as small, Image.open(io.BytesIO(picture.png())) as full:
        differ = np.asarray(small.convert("RGB"), float) - np.asarray(full.convert("RGB"), float)
    assert np.abs(differ).mean() < 1
    pictures.logistic()._repr_mimebundle_()
    assert [*folder.iterdir()] == [path]  # nothing is kept when a student looks


def test_a_demo_s_page_is_the_same(folder, monkeypatch):
    demo = demos.logistic_loss()
    live = demo.page()
    monkeypatch.delenv(kept.DRAWING)
    monkeypatch.setattr("course_lib.live_view.page.tabulate", lambda *_: pytest.fail("it is tabled again"))
    again = demos.logistic_loss().page()
    assert again.sentence == live.sentence
    without = [page.html.replace(base64.b64encode(page.png).decode(), "") for page in (again, live)]
    assert without[0] == without[1]


def test_what_failed_is_not_kept(folder):
    with pytest.raises(demos.CannotShow):
        kept.drawn((1, 2), lambda: (_ for _ in ()).throw(demos.CannotShow("no")))
    assert not [*folder.iterdir()]
