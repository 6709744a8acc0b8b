"""A test that misses a name says why the student's cell did not bind it."""

import pytest

from autograder.grading.missing_names import with_causes
from autograder.grading.ran_cells import RanCell
from autograder.records import CellResult, PlannedCell

FAILED = {"output_type": "error", "ename": "ValueError", "evalue": "no\nsecond line", "traceback": []}
MISSING = "The test failed at: f(1)\nNameError: name 'f' is not defined"
TEST = RanCell(PlannedCell(test_source="f(1)", points=1.0), CellResult("error", score=0.0, message=MISSING))


def message(source, evalue="no\nsecond line", asked=("f",), after=()):
    result = CellResult("error", [{**FAILED, "evalue": evalue}])
    return with_causes([RanCell(PlannedCell(source), result), *after, TEST], asked)[-1].result.message


@pytest.mark.parametrize(
    "source",
    [
        "def f(x): ...",
        "\n\n  \tdef   f (x): ...",
        "async  def f(): ...",
        "class f: ...",
        "x = 1\nf = 3",
        "f: int = 3",
        "f, g = 1, 2",
        "if x:\n    def f(): ...",
        "import f",
        "from m import g, f  # both",
        "import a, m as f",
        "\n" * 50_000 + "def f(): ...",
    ],
)
def test_the_cell_that_binds_the_name_is_found(source):
    assert message(source) == "The cell that should define `f` stopped before it did.\nValueError: no"


@pytest.mark.parametrize(
    "source",
    [
        "g = 1",
        "def ff(): ...",
        "print(f)",
        "f\n= 3",
        "# nothing",
        "xf = 1",
        "f.a = 1",
        "import f as g",
        "from f import g",
    ],
)
def test_a_cell_that_does_not_bind_it_is_not_named(source):
    assert message(source) == MISSING


def test_only_names_that_are_asked_for_are_explained():
    assert message("def f(): ...", asked=()) == MISSING


def test_the_last_cell_that_binds_it_counts():
    ran = RanCell(PlannedCell("f = 1"), CellResult())
    assert message("f = 2", after=[ran]) == MISSING


def test_the_place_of_a_syntax_error_is_a_line():
    text = message("def f(x)", "invalid syntax (<ipython-input-1-abc>, line 3)")
    assert text.endswith("ValueError: invalid syntax (line 3)")


def test_a_long_exception_is_cut():
    assert message("f = 1", "x" * 100_000 + " (<ipython-input-1>, line 3)").endswith(
        "ValueError: " + "x" * 200
    )
