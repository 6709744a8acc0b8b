"""The first code cell of every lecture: where the course's package is missing or too old, one sentence."""

import json
import re
import sys
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course_lib import VERSION

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(ROOT.glob("notebooks/*/*.ipynb"))
SENTENCE = (
    "This notebook needs the course's package, version 0.2 or newer: in the course's folder, run "
    "`pip install -r requirements.txt` (in a clone `make lab`), then restart the kernel."
)


def first_cell(path):
    cells = json.loads(path.read_text())["cells"]
    return next("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


@pytest.fixture
def shown(capsys):
    """What IPython shows of a cell."""

    def run(source):
        shell = InteractiveShell()
        shell.run_cell(source)
        InteractiveShell.clear_instance()
        return capsys.readouterr().out.strip()

    return run


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_lecture_begins_with_it_and_asks_for_no_later_version(path):
    cell = first_cell(path)
    assert cell == first_cell(NOTEBOOKS[0])
    [asked] = re.findall(r'needs\("([\d.]+)"\)', cell)
    assert VERSION.startswith(f"{asked}.")
    assert f"version {asked} or newer" in SENTENCE


def test_where_all_is_there_it_says_nothing(shown):
    assert shown(first_cell(NOTEBOOKS[0])) == ""


def test_where_the_package_is_missing_it_is_one_sentence(shown, monkeypatch):
    monkeypatch.setitem(sys.modules, "course_lib", None)
    assert shown(first_cell(NOTEBOOKS[0])) == SENTENCE


def test_where_the_package_is_older_it_is_the_same(shown, monkeypatch):
    monkeypatch.setattr("course_lib.VERSION", "0.1.9")
    assert shown(first_cell(NOTEBOOKS[0])) == SENTENCE


def test_where_the_package_knows_no_versions_it_is_the_same(shown, monkeypatch):
    monkeypatch.delattr("course_lib.needs")
    assert shown(first_cell(NOTEBOOKS[0])) == SENTENCE
