"""Handing in: one zip that the grader's folder takes, and a list of what is open."""

import sys
import zipfile

import pytest

from autograder.checking.desk.__main__ import main
from autograder.checking.desk.hand_in import CannotHandIn, hand_in, report
from autograder.checking.desk.plan import find_plan
from autograder.checking.desk.progress import note_check
from tests.autograder.checking.desk.conftest import RIGHT, write


def test_the_zip_holds_the_notebook_and_nothing_else(desk):
    written = hand_in(find_plan(), "hinge")
    with zipfile.ZipFile(written.path) as file:
        assert file.namelist() == ["hinge.ipynb"]
        assert file.read("hinge.ipynb") == (desk / "hinge/hinge.ipynb").read_bytes()
    assert [path.name for path in written.path.parent.iterdir()] == ["hinge.zip"]


def test_what_is_open_is_said(desk):
    assert hand_in(find_plan(), "hinge").remarks == (
        "2 exercises open: multiclass_hinge, squared_hinge.",
        "1 answer in words open: why.",
    )
    write(desk, multiclass_hinge=RIGHT, squared_hinge="squared_hinge = 1", why="Because.")
    note_check("multiclass_hinge", "passed", 1.0)
    assert hand_in(find_plan(), "hinge").remarks == (
        "Written, but its check has not passed here: squared_hinge.",
    )


def test_missing_and_copied_cells_are_said(desk):
    write(desk, **{"squared_hinge-check": None})
    [*_, remark] = hand_in(find_plan(), "hinge").remarks
    assert remark == "Cells that count are missing; they are graded all the same: squared_hinge-check."


def test_the_report_says_when_the_notebook_was_saved(desk):
    written = hand_in(find_plan(), "hinge")
    assert "saved less than a minute ago" in report(written, written.saved + 10)
    assert "saved 5 min ago" in report(written, written.saved + 5 * 60)
    assert "saved on " in report(written, written.saved + 5 * 86400)


def test_a_notebook_under_another_name_and_a_broken_one_are_refused_with_the_next_step(desk):
    notebook = desk / "hinge" / "hinge.ipynb"
    notebook.rename(notebook.with_name("hinge-1.ipynb"))
    with pytest.raises(CannotHandIn, match=r"There is hinge-1.ipynb: give your notebook its name back\.$"):
        hand_in(find_plan(), "hinge")
    for broken in ("{", "[]", '{"cells": 1}'):
        notebook.write_text(broken)
        with pytest.raises(CannotHandIn, match="cannot be read .* Open it in JupyterLab and save it"):
            hand_in(find_plan(), "hinge")
    with pytest.raises(CannotHandIn, match="The lecture must be one of hinge; got 'softmax'"):
        hand_in(find_plan(), "softmax")


def test_the_command_hands_in_the_only_lecture_and_needs_a_folder(
    desk, capsys, monkeypatch, tmp_path_factory
):
    main(["hand-in"])
    assert "handed_in/hinge.zip" in capsys.readouterr().out
    main(["progress"])
    assert "0 of 5 points" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    with pytest.raises(SystemExit, match="run this in the folder of the course"):
        main(["hand-in"])
    assert sys.stdout
