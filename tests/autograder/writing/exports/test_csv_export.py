"""Every row of the exported grades has the same fields, whatever an id or a name holds."""

import csv
import io

import pytest
from nbgrader.api import Gradebook
from nbgrader.plugins.export import CsvExportPlugin

from autograder.writing.exports.plugins import FIELDS, CsvExport

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # of nbgrader

IDS = ["müller, anna", 'o"brien', "two\nlines", "plain", "with ; and '"]


@pytest.fixture
def book(tmp_path):
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as opened:
        opened.add_assignment("hw, 1", duedate="2026-01-01 12:00 UTC")
        opened.add_assignment("hw2")
        for name in IDS:
            opened.add_student(name, last_name=f"{name}, Dr.")
            opened.add_submission("hw2", name)
        yield opened


def exported(plugin, book, path):
    plugin.to = str(path)
    plugin.export(book)
    return path.read_bytes()


def test_every_row_has_every_field(book, tmp_path):
    text = exported(CsvExport(), book, tmp_path / "grades.csv").decode()
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == FIELDS
    assert {len(row) for row in rows} == {len(FIELDS)}
    assert sorted(row[3] for row in rows[1:]) == sorted(IDS * 2)
    assert {row[4] for row in rows[1:]} == {f"{name}, Dr." for name in IDS}


def test_for_ids_without_commas_it_is_nbgraders_table(book, tmp_path):
    plugins = [CsvExport(), CsvExportPlugin()]
    for plugin in plugins:
        plugin.student = ["plain"]
        plugin.assignment = ["hw2"]
        book.find_student("plain").last_name = "Lovelace"
    ours, theirs = (exported(plugin, book, tmp_path / "grades.csv").decode().split() for plugin in plugins)
    assert ours == theirs
