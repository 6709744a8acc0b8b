"""How far hints go is set in nbgrader_config.py, and goes into what is released."""

import shutil

import pytest
from traitlets.config import Config

from autograder.checking.desk.plan import FILE, find_plan
from autograder.classroom.kit.lone_lecture import add_plan
from autograder.classroom.kit.settings import hints_of
from autograder.reading.course import SetupError
from tests.autograder.classroom.kit.conftest import LECTURE, ROOT


def config(hints):
    return Config(StudentKit={"hints": hints})


def test_a_number_or_all():
    assert [hints_of(each) for each in (Config(), config("all"), config(0), config(2))] == [None, None, 0, 2]


@pytest.mark.parametrize("hints", [-1, "some", 1.5, None])
def test_anything_else_is_refused_with_what_it_must_be(hints):
    with pytest.raises(SetupError, match=r'c.StudentKit.hints must be a number of steps or "all"'):
        hints_of(config(hints))


@pytest.fixture
def released(tmp_path, monkeypatch):
    """A course folder in which a lecture lies as nbgrader has just released it."""
    shutil.copytree(ROOT / "notebooks" / LECTURE, tmp_path / "release" / LECTURE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def add(course, setting):
    (course / "nbgrader_config.py").write_text(f"c = get_config()\nc.StudentKit.hints = {setting}\n")
    add_plan(LECTURE, ".", [f"notebooks/./{LECTURE}/{LECTURE}.ipynb"])
    return find_plan(course / "release" / LECTURE)


def test_a_released_lecture_carries_it(released):
    assert [add(released, setting).hints for setting in ("2", "0", "'all'")] == [2, 0, None]


def test_a_wrong_setting_is_said_and_lets_no_hint_out(released, capsys):
    assert add(released, "'some'").hints == 0
    assert 'must be a number of steps or "all"' in capsys.readouterr().out


def test_a_folder_without_the_lecture_s_notebook_gets_no_plan(released):
    add_plan(LECTURE, ".", ["notebooks/./loss_functions/other.ipynb"])
    assert not (released / "release" / LECTURE / FILE).exists()
